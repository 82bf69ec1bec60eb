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

/** While something is not understood, nobody knows which issues it would have had. */
function isUnderstood(place: Place): boolean {
  return "binding" in place ? place.binding.bound !== undefined : place.errors.length === 0;
}
