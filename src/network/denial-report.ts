import { z } from "zod";
import { problems } from "../definition/parse";
import { text } from "../definition/text";
import type { Issue } from "../errors";
import { OUTBOUND_TABLE } from "../facts/network";
import { DENIAL_COLUMNS, type DenialWindow } from "./denial-query";
import { canonicalJson } from "../definition/canonical-json";
import { sha256 } from "../definition/digest";
import { byText } from "./needs";
import type { ResultRow } from "./result-table";

/** Connections of one kind of workload to one destination. */
export interface Denial {
  readonly sourceType: string;
  readonly accessType: string;
  readonly destinationType: string;
  readonly destination: string;
  readonly events: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** Why it may stay refused: written by hand, and the only member that may be. @default it stops the enforcement */
  readonly acknowledged?: string;
}

/** What a workspace's dry run would have refused: the ticket for enforcing the list that was observed. */
export interface DenialReport {
  readonly schemaVersion: 1;
  readonly workspace: string;
  readonly workspaceId: string;
  readonly window: DenialWindow;
  /** `*` for every kind of workload, which enforcing asks for. */
  readonly sourceTypes: "*" | readonly string[];
  readonly policyDigest: string;
  readonly rowCount: number;
  /** Sorted. */
  readonly denials: readonly Denial[];
  /** Of everything else but what was acknowledged. */
  readonly digest: string;
}

const denialSchema = z.strictObject({
  sourceType: z.string(),
  accessType: z.string(),
  destinationType: z.string(),
  destination: z.string(),
  events: z.number(),
  firstSeen: z.string(),
  lastSeen: z.string(),
  acknowledged: text().optional(),
});

const reportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  workspace: z.string(),
  workspaceId: z.string(),
  window: z.strictObject({ from: z.string(), to: z.string() }),
  sourceTypes: z.union([z.literal("*"), z.array(z.string())]),
  policyDigest: z.string(),
  rowCount: z.number(),
  denials: z.array(denialSchema),
  digest: z.string(),
});

/** Turns a query's result into a report, or says why it is none. `name` is the workspace's. */
export function reportOf(
  rows: readonly ResultRow[],
  name: string,
): { readonly report?: DenialReport; readonly issues: readonly Issue[] } {
  const missing = DENIAL_COLUMNS.filter((column) => rows.some((row) => !Object.hasOwn(row, column)));
  const [query, ...more] = rows.filter(({ row_type: type }) => type === "query");
  if (missing.length > 0 || query === undefined || more.length > 0) {
    const message = "this is not the result of one query of dbapps network denials: the row that says what was asked";
    return { issues: [{ code: "denials.result", path: ["result"], message: `${message} is missing`, fix: RUN_AGAIN }] };
  }
  const found = rows.filter((row) => row !== query);
  if (found.length !== Number(query.events)) {
    const message = `the query found ${query.events ?? "?"} rows, and the result holds ${found.length}: it was cut off`;
    return { issues: [{ code: "denials.truncated", path: ["result"], message, fix: "export every row" }] };
  }
  const { workspace_id: workspaceId = "", source_type: sources = "", destination: policyDigest = "" } = query;
  const foreign = found.find((row) => row.workspace_id !== workspaceId);
  if (foreign !== undefined) {
    const message = "the result holds rows of another workspace than the one that was asked about";
    return { issues: [{ code: "denials.result", path: ["result"], message, fix: RUN_AGAIN }] };
  }
  const content = {
    schemaVersion: 1 as const,
    workspace: name,
    workspaceId,
    window: { from: query.first_seen ?? "", to: query.last_seen ?? "" },
    sourceTypes: sources === "*" ? ("*" as const) : sources.split(","),
    policyDigest,
    rowCount: found.length,
    denials: found.filter(isDenial).map(denialOf).sort(byText(canonicalJson)),
  };
  return { report: { ...content, digest: reportDigest(content) }, issues: [] };
}

const RUN_AGAIN = "run the query that dbapps network denials prints, and export its whole result";

/** A result of a query of somebody's own may hold allowed connections; they are no denials. */
function isDenial({ access_type: type = "" }: ResultRow): boolean {
  return !type.toUpperCase().startsWith(OUTBOUND_TABLE.value.allowed);
}

function denialOf(row: ResultRow): Denial {
  return {
    sourceType: row.source_type ?? "",
    accessType: row.access_type ?? "",
    destinationType: row.destination_type ?? "",
    destination: row.destination ?? "",
    events: Number(row.events),
    firstSeen: row.first_seen ?? "",
    lastSeen: row.last_seen ?? "",
  };
}

/** Everything but the digest itself and what people write into the report. */
function reportDigest({ digest: _, denials, ...rest }: Omit<DenialReport, "digest"> & { digest?: string }): string {
  const observed = denials.map(({ acknowledged: _reason, ...denial }) => denial);
  return sha256(canonicalJson({ ...rest, denials: observed }));
}

export interface Expected {
  readonly workspaces: readonly { readonly name: string; readonly workspaceId: string }[];
  /** Of the list that is to be enforced. */
  readonly policyDigest: string;
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

function checkReport(report: DenialReport, { workspaces, policyDigest }: Expected, path: Issue["path"]): Issue[] {
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
  if (report.policyDigest !== policyDigest) {
    const message = "the report observed another list than the one to be enforced";
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
