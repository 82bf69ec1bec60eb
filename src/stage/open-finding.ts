import { withPosition } from "../definition/source";
import type { Issue } from "../errors";
import type { Level } from "./check";
import type { Finding } from "./finding";
import type { PlacedApp, PlacedNetwork } from "./program";
import type { Stage } from "./stage";

/** Whatever may have acknowledgements: at it or above it. */
export type Place = PlacedApp | PlacedNetwork;

/** A finding of which nobody has said yet why it stands. */
export interface OpenFinding {
  readonly place?: Place;
  readonly finding: Finding;
  readonly acknowledgeable: boolean;
}

/** An issue of a part of a program, with where that part is. */
export function open(place: Place, issue: Issue, level: Exclude<Level, "off">, acknowledgeable: boolean): OpenFinding {
  const found = "binding" in place ? positioned(place.stage, issue) : issue;
  return { place, finding: { ...found, path: [place.path, ...issue.path], level }, acknowledgeable };
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
