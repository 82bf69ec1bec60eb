import { problems } from "../definition/parse";
import type { Issue } from "../errors";
import { type DenialReport, reportDigest, reportSchema, RUN_AGAIN } from "./denial-report";
import { canonicalJson } from "../definition/canonical-json";
import { digestOf } from "../definition/digest";
import type { EgressList } from "./egress-policy";
import { targetOf } from "./host";
import { byText } from "./needs";

export interface Expected {
  readonly workspaces: readonly { readonly name: string; readonly workspaceId: string }[];
  /** What is to be enforced. */
  readonly list: Pick<EgressList, "digest" | "entries" | "blocked">;
}

/** May this list be enforced in these workspaces? Every one of them needs a report, and every report must hold. */
export function checkReports(reports: readonly unknown[], expected: Expected): readonly Issue[] {
  const read = reports.map((value, index) => ({
    value,
    path: ["denials", index],
    wrong: problems(reportSchema, value),
  }));
  const unreadable = read.filter(({ wrong }) => wrong.length > 0);
  const readable = read
    .filter(({ wrong }) => wrong.length === 0)
    .map(({ value, path }) => ({ report: value as DenialReport, path }));
  const missing = expected.workspaces.filter(
    ({ workspaceId }) => !readable.some(({ report }) => report.workspaceId === workspaceId),
  );
  return [
    ...unreadable.flatMap(({ wrong, path }) =>
      wrong.map((issue): Issue => ({ ...issue, code: "denials.report", path: [...path, ...issue.path] })),
    ),
    ...readable.flatMap(({ report, path }) => checkReport(report, expected, path)),
    // What cannot be read may be the one that is missing.
    ...(unreadable.length > 0 ? [] : missing.map(({ name }) => missingReport(name))),
  ];
}

function missingReport(name: string): Issue {
  return {
    code: "denials.missing",
    path: ["denials"],
    message: `enforcing needs a report of what this list would have refused in workspace ${name}`,
    fix: `put the policy into dry run there, then run dbapps network denials --workspace ${name}`,
  };
}

function checkReport(report: DenialReport, { workspaces, list }: Expected, path: Issue["path"]): Issue[] {
  const issues: Issue[] = [];
  const refuse = (code: string, field: Issue["path"], message: string, fix: string) =>
    issues.push({ code, path: [...path, ...field], message, fix });
  if (reportDigest(report) !== report.digest) {
    refuse("denials.edited", ["digest"], "the report was changed by hand: only acknowledged may be", RUN_AGAIN);
  }
  if (!workspaces.some(({ workspaceId }) => workspaceId === report.workspaceId)) {
    const message = `the report is of workspace ${report.workspace}, which the policy is not attached to`;
    refuse("denials.other-workspace", ["workspaceId"], message, "name the reports of the policy's own workspaces");
  }
  if (report.policyDigest !== list.digest && !isPartOf(report, list)) {
    const message = "the report observed another list than the one to be enforced, and not a part of it";
    refuse("denials.other-policy", ["policyDigest"], message, "put this list into dry run, and report again");
  }
  if (report.sourceTypes !== "*") {
    const message = `the report is about ${report.sourceTypes.join(", ")} only, and the policy governs every workload`;
    refuse("denials.filtered", ["sourceTypes"], message, "report again without --source-type");
  }
  report.denials.forEach(({ acknowledged, sourceType, destination }, index) => {
    if (acknowledged !== undefined) return;
    const message = `enforcing would cut ${sourceType} off ${destination}`;
    const fix = 'let it through and go through dry run again, or add "acknowledged": "why it may stay refused"';
    refuse("denials.unacknowledged", ["denials", index], message, fix);
  });
  return issues;
}

/**
 * A list that only grew refuses nothing that the observed one did not, so what was seen of that holds of it too. The
 * observed list proves itself by its digest.
 */
function isPartOf({ observed, policyDigest }: DenialReport, { entries, blocked }: Expected["list"]): boolean {
  if (observed === undefined || digestOf(observed) !== policyDigest) return false;
  const now = new Set(entries.map(({ destination }) => canonicalJson(targetOf(destination))));
  return (
    observed.allowed.every((destination) => now.has(canonicalJson(destination))) &&
    blocked.every((host) => observed.blocked.includes(host))
  );
}

/** Until when reports watched their workspaces; of what is no report nothing is known. */
export function watchedUntil(reports: readonly unknown[]): NonNullable<EgressList["watched"]> {
  const readable = reports.filter((value): value is DenialReport => problems(reportSchema, value).length === 0);
  return readable
    .map(({ workspace, window }) => ({ workspace, until: window.to }))
    .sort(byText(({ workspace, until }) => JSON.stringify([workspace, until])));
}
