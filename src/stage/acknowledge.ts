import type { Issue } from "../errors";
import type { Acknowledgement } from "./check";
import type { Finding } from "./finding";
import type { OpenFinding, Place } from "./open-finding";

/** Joins issues with what was said of them. A statement that matches nothing is stale or misspelt: an error. */
export function acknowledge(
  places: readonly Place[],
  open: readonly OpenFinding[],
): { readonly findings: readonly Finding[]; readonly problems: readonly Finding[] } {
  const used = new Set<Acknowledgement>();
  const findings = open.map(({ place, finding, acknowledgeable }) => {
    const said = acknowledgeable && place !== undefined && statementOn(place, finding);
    if (said === undefined || said === false) return finding;
    used.add(said);
    const { reason, until } = said;
    return { ...finding, acknowledged: { reason, ...(until === undefined ? {} : { until }) } };
  });
  const problems: Finding[] = [];
  for (const [said, { path, below }] of statementsIn(places)) {
    problems.push(...badStatement(said, path));
    if (!used.has(said) && below.every(isUnderstood)) problems.push(unmatched(said, path, open));
  }
  return { findings, problems };
}

/** The nearest statement of those that cover a place. */
function statementOn({ rules }: Place, { code, path }: Finding): Acknowledgement | undefined {
  for (const { acknowledge: all = [] } of rules) {
    const said = all.find((one) => one.check === code && one.path === path.join("/"));
    if (said !== undefined) return said;
  }
  return undefined;
}

/** Every statement once, with where it was first met and all places that it covers. */
function statementsIn(places: readonly Place[]) {
  const statements = new Map<Acknowledgement, { readonly path: Issue["path"]; readonly below: Place[] }>();
  for (const place of places) {
    for (const { at, acknowledge: all = [] } of place.rules) {
      all.forEach((said, index) => {
        const known = statements.get(said);
        if (known === undefined) statements.set(said, { path: [at, "acknowledge", index], below: [place] });
        else known.below.push(place);
      });
    }
  }
  return statements;
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

/** While something is not understood, nobody knows which issues it would have had. */
function isUnderstood(place: Place): boolean {
  return "binding" in place ? place.binding.bound !== undefined : place.errors.length === 0;
}
