import { shownFile, sourceOf, withPosition } from "../definition/source";
import type { Issue } from "../errors";
import { checkWorkspace } from "../workspace/check-workspace";
import type { Workspace } from "../workspace/workspace";
import { stageIssues } from "./bind";
import { BUILT_IN_CHECKS } from "./built-in-checks";
import type { Acknowledgement, Check, Level } from "./check";
import type { BoundApp } from "./bound-app";
import type { BoundPlace, PlacedApp, PlacedNetwork, Program } from "./program";
import { PROGRAM_CHECKS } from "./program-checks";
import type { Stage } from "./stage";

/** An issue of a program. An error that nobody acknowledged stops the synthesis; the rest is shown. */
export interface Finding extends Issue {
  readonly level: "error" | "warning";
  readonly acknowledged?: { readonly reason: string; readonly until?: string };
  /** Wrong in a file by itself: reading the program's files again says whether it still is. */
  readonly ofFile?: true;
}

/** Every problem of a program, over every pipeline and every App made by hand. Pure. */
export function checkProgram(program: Program): readonly Finding[] {
  const bound = program.apps.flatMap((app): BoundPlace[] =>
    app.binding.bound === undefined ? [] : [{ app, bound: app.binding.bound, workspace: app.stage.workspace }],
  );
  const { apps, network = [] } = program;
  const open = [...appFindings(bound), ...programFindings(program, bound), ...networkFindings(network)];
  const { findings, problems } = acknowledge([...apps, ...network], open);
  return [
    ...program.misplaced.map((issue): Finding => ({ ...issue, level: "error" })),
    ...bindingFindings(program),
    ...findings,
    ...problems,
  ];
}

/** Whatever may have acknowledgements: at it or above it. */
type Place = PlacedApp | PlacedNetwork;

interface OpenFinding {
  readonly place?: Place;
  readonly finding: Finding;
  readonly acknowledgeable: boolean;
}

/** A mistake in a definition or a workspace is reported once, not once for each stage that uses it. */
function bindingFindings({ apps, workspaces }: Program): Finding[] {
  const seen = new Map<unknown, Set<string>>();
  const first = (source: unknown, issue: Issue): boolean => {
    const known = seen.get(source) ?? new Set();
    seen.set(source, known);
    const key = `${issue.code} ${issue.path.join("/")} ${issue.message}`;
    return !known.has(key) && known.add(key) === known;
  };
  const found = apps.flatMap(({ path, stage, binding }) =>
    binding.issues
      .filter((issue) => {
        const root = issue.path[0];
        const source = root === "definition" ? stage.definition : root === "workspace" ? stage.workspace : path;
        return first(fileOr(source), issue);
      })
      .map((issue): Finding => ({ ...ofFile(issue, stage), path: [path, ...issue.path], level: "error" })),
  );
  const ofStacks = workspaces.flatMap(({ path, workspace }) =>
    checkWorkspace(workspace)
      .map((issue): Issue => ({ ...issue, path: ["workspace", ...issue.path] }))
      .filter((issue) => first(fileOr(workspace), issue))
      .map((issue): Finding => ({ ...ofFile(issue, { workspace }), path: [path, ...issue.path], level: "error" })),
  );
  return [...found, ...ofStacks];
}

/** Marks an issue that reading the files again would find again. */
function ofFile(issue: Issue, stage: Partial<Stage>): Issue & Pick<Finding, "ofFile"> {
  const [own, where] = [stage, stage.workspace].map((value) => sourceOf(value)?.document?.file);
  if (![own, where].some((file) => file !== undefined && issue.at?.startsWith(`${shownFile(file)}:`))) return issue;
  // What a workspace offers is known only where it has a file itself.
  const isKnown = where !== undefined || stageIssues(stage as Stage, "unknown").some(({ code }) => code === issue.code);
  return isKnown ? { ...issue, ofFile: true } : issue;
}

/** What was read from one file twice, or copied in code, still has each mistake once. */
function fileOr(value: unknown): unknown {
  return sourceOf(value)?.document?.file ?? value;
}

function appFindings(apps: readonly BoundPlace[]): OpenFinding[] {
  return apps.flatMap(({ app, bound, workspace }) => {
    const { checks, problems } = checksFor(app);
    const found = checks.flatMap((check) => {
      const { level, issues } = run(check, bound, workspace);
      return level === "off" ? [] : issues.map((issue) => open(app, { ...issue, code: check.id }, level, true));
    });
    const { found: ofFolder = [] } = app;
    return [
      ...problems,
      ...found,
      ...ofFolder.map(({ issue, level, acknowledgeable }) => open(app, issue, level, acknowledgeable)),
    ];
  });
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

const LEVELS: readonly Level[] = ["error", "warning", "off"];

function withOwnPath(issue: Issue): Issue {
  return { ...issue, path: [...issue.path] };
}

/** The library's checks and those of everything above the app. One id is one check, or its acknowledgements lie. */
function checksFor(app: PlacedApp): { readonly checks: readonly Check[]; readonly problems: readonly OpenFinding[] } {
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

function programFindings(program: Program, apps: readonly BoundPlace[]): OpenFinding[] {
  return PROGRAM_CHECKS.flatMap(({ check, level, acknowledgeable }) =>
    check(apps, program.stacks).flatMap(({ at, issue }) => {
      if (at === undefined) return [{ finding: { ...issue, level: "error" as const }, acknowledgeable }];
      const here = level(at.workspace);
      return here === "off" ? [] : [open(at.app, issue, here, acknowledgeable)];
    }),
  );
}

function networkFindings(network: readonly PlacedNetwork[]): OpenFinding[] {
  return network.flatMap((place) => [
    ...place.errors.map((issue) => open(place, issue, "error", false)),
    ...place.warnings.map((issue) => open(place, issue, "warning", true)),
  ]);
}

function open(place: Place, issue: Issue, level: Exclude<Level, "off">, acknowledgeable: boolean): OpenFinding {
  const found = "binding" in place ? positioned(place.stage, issue) : issue;
  return { place, finding: { ...found, path: [place.path, ...issue.path], level }, acknowledgeable };
}

/** While something is not understood, nobody knows which issues it would have had. */
function isUnderstood(place: Place): boolean {
  return "binding" in place ? place.binding.bound !== undefined : place.errors.length === 0;
}

/** An issue of a bound app with where its value was written: in the stage, or in the definition it comes from. */
function positioned({ definition, ...stage }: Stage, issue: Issue): Issue {
  const [root = ""] = issue.path;
  if (root === "workspace" || Object.hasOwn(stage, root)) return withPosition(stage, issue);
  return withPosition(OF_DEFINITIONS.has(root) ? definition : stage, issue);
}

/** What a bound app has from its definition, unless its stage has it too. */
const OF_DEFINITIONS = new Set<string | number>([
  ...["definition", "description", "resources", "userApiScopes", "egress", "gitRepository", "size", "scaling"],
]);

/** Joins issues with what was said of them. A statement that matches nothing is stale or misspelt: an error. */
function acknowledge(
  places: readonly Place[],
  open: readonly OpenFinding[],
): { readonly findings: readonly Finding[]; readonly problems: readonly Finding[] } {
  const used = new Set<Acknowledgement>();
  const findings = open.map(({ place, finding, acknowledgeable }) => {
    if (!acknowledgeable || place === undefined) return finding;
    const said = place.rules
      .flatMap(({ acknowledge: all = [] }) => all)
      .find(({ check, path }) => check === finding.code && path === finding.path.join("/"));
    if (said === undefined) return finding;
    used.add(said);
    const { reason, until } = said;
    return { ...finding, acknowledged: { reason, ...(until === undefined ? {} : { until }) } };
  });
  const problems = new Map<Acknowledgement, Finding[]>();
  for (const { at, acknowledge: all = [] } of places.flatMap(({ rules }) => rules)) {
    all.forEach((said, index) => {
      if (problems.has(said)) return;
      const path = [at, "acknowledge", index];
      const below = places.filter(({ rules }) => rules.some((rule) => rule.acknowledge?.includes(said)));
      const stale = !used.has(said) && below.every(isUnderstood);
      problems.set(said, [...badStatement(said, path), ...(stale ? [unmatched(said, path, open)] : [])]);
    });
  }
  return { findings, problems: [...problems.values()].flat() };
}

function badStatement({ reason, until }: Acknowledgement, path: Issue["path"]): Finding[] {
  const found: Finding[] = [];
  if (typeof reason !== "string" || reason.trim() === "") {
    const message = "an acknowledgement says why";
    found.push({ code: "acknowledgement.reason", path: [...path, "reason"], message, level: "error" });
  }
  if (until !== undefined && !isDay(until)) {
    const message = "until is a day, YYYY-MM-DD";
    found.push({ code: "acknowledgement.until", path: [...path, "until"], message, got: until, level: "error" });
  }
  return found;
}

/** Days such as 30 February, which Date takes for one in March, come back as another text. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString() === `${text}T00:00:00.000Z`;
}

function unmatched(said: Acknowledgement, path: Issue["path"], open: readonly OpenFinding[]): Finding {
  const candidates = open
    .filter(({ finding, acknowledgeable }) => acknowledgeable && finding.code === said.check)
    .map(({ finding }) => finding.path.join("/"));
  return {
    code: "acknowledgement.unmatched",
    path,
    level: "error",
    message: `there is no issue ${said.check} at ${said.path} to acknowledge`,
    got: said.path,
    ...(candidates.length > 0 ? { allowed: candidates } : {}),
    fix:
      candidates.length > 0 ? "correct the path" : "remove the acknowledgement: the issue is gone or cannot have one",
  };
}
