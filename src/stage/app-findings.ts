import type { Issue } from "../errors";
import type { Workspace } from "../workspace/workspace";
import type { BoundApp } from "./bound-app";
import { BUILT_IN_CHECKS } from "./built-in-checks";
import type { Check, Level } from "./check";
import { open, type OpenFinding } from "./open-finding";
import type { BoundPlace, PlacedApp } from "./program";
import { PROGRAM_CHECKS } from "./program-checks";

/** What the checks over one app find, in each. */
export function appFindings(apps: readonly BoundPlace[]): OpenFinding[] {
  const findings: OpenFinding[] = [];
  for (const { app, bound, workspace } of apps) {
    const { checks, problems } = checksFor(app);
    findings.push(...problems);
    for (const check of checks) {
      const { level, issues } = run(check, bound, workspace);
      if (level === "off") continue;
      for (const issue of issues) findings.push(open(app, { ...issue, code: check.id }, level, true));
    }
    for (const { issue, level, acknowledgeable } of app.found ?? []) {
      findings.push(open(app, issue, level, acknowledgeable));
    }
  }
  return findings;
}

/** A check that throws has found out nothing: that must not pass for "no issues". */
function run(check: Check, bound: BoundApp, workspace: Workspace): { readonly level: Level; readonly issues: Issue[] } {
  let level: Level = "error";
  try {
    const chosen = check.level(workspace);
    if (!LEVELS.includes(chosen)) throw new Error(`its level is ${chosen}, not one of ${LEVELS.join(", ")}`);
    level = chosen;
    // The copies fail here, not later, where a check in plain JavaScript returns no list or issues without a path.
    return { level, issues: level === "off" ? [] : [...check.check(bound)].map(withOwnPath) };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const message = `the check itself failed: ${text}`;
    return { level, issues: [{ code: check.id, path: ["checks", check.id], message, fix: "mend the check" }] };
  }
}

const ONLY_OURS = { checks: BUILT_IN_CHECKS, problems: [] };
const LEVELS: readonly Level[] = ["error", "warning", "off"];

function withOwnPath(issue: Issue): Issue {
  return { ...issue, path: [...issue.path] };
}

/** The library's checks and those of everything above the app. One id is one check, or its acknowledgements lie. */
function checksFor(app: PlacedApp): { readonly checks: readonly Check[]; readonly problems: readonly OpenFinding[] } {
  if (app.rules.length === 0) return ONLY_OURS;
  const byId = new Map(BUILT_IN_CHECKS.map((check) => [check.id, check]));
  const problems: OpenFinding[] = [];
  for (const check of app.rules.flatMap(({ checks = [] }) => checks)) {
    const known = byId.get(check.id);
    if (known === undefined && !PROGRAM_CHECKS.some(({ id }) => id === check.id)) byId.set(check.id, check);
    else if (known !== check) {
      const message = `two different checks have the id ${check.id}`;
      const issue = { code: "check.twice", path: ["checks"], message, fix: "rename one of them" };
      problems.push(open(app, issue, "error", false));
    }
  }
  return { checks: [...byId.values()], problems };
}
