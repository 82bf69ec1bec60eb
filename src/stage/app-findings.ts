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
    for (const check of checks) addFound(findings, check, app, bound, workspace);
    for (const { issue, level, acknowledgeable } of app.found ?? []) {
      findings.push(open(app, issue, level, acknowledgeable));
    }
  }
  return findings;
}

/**
 * Adds what a check finds. One that throws has found out nothing: that must not pass for "no issues". Thousands of apps
 * are asked by every check, and nearly always it finds nothing: until it does, nothing is made here.
 */
function addFound(findings: OpenFinding[], check: Check, app: PlacedApp, bound: BoundApp, workspace: Workspace): void {
  let level: Exclude<Level, "off"> = "error";
  let issues: readonly Issue[];
  try {
    const chosen = check.level(workspace);
    if (!LEVELS.includes(chosen)) throw new Error(`its level is ${chosen}, not one of ${LEVELS.join(", ")}`);
    if (chosen === "off") return;
    level = chosen;
    issues = check.check(bound);
    if (Array.isArray(issues) && issues.length === 0) return;
    // The copies fail here, not later, where a check in plain JavaScript returns no list or issues without a path.
    issues = [...issues].map(withOwnPath);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const message = `the check itself failed: ${text}`;
    issues = [{ code: check.id, path: ["checks", check.id], message, fix: "mend the check" }];
  }
  for (const issue of issues) findings.push(open(app, { ...issue, code: check.id }, level, true));
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
