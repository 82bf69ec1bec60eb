import { acknowledge } from "./acknowledge";
import { appFindings } from "./app-findings";
import { bindingFindings } from "./binding-findings";
import type { Finding } from "./finding";
import { open, type OpenFinding } from "./open-finding";
import type { BoundPlace, PlacedNetwork, Program } from "./program";
import { PROGRAM_CHECKS } from "./program-checks";

/** Every problem of a program, over every pipeline and every App made by hand. Pure. */
export function checkProgram(program: Program): readonly Finding[] {
  const bound: BoundPlace[] = [];
  for (const app of program.apps) {
    if (app.binding.bound === undefined) continue;
    bound.push({ app, bound: app.binding.bound, workspace: app.stage.workspace });
  }
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
