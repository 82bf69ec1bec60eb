import type { PolicyEntry } from "./egress-policy";
import { describeDestination } from "./host";
import { type EgressNeeds, byText, describeCause } from "./needs";

/** One line of a network table: a destination and one who asks for it. */
export interface NetworkRow {
  readonly destination: string;
  readonly phase: "build" | "run";
  /** An app, or other workloads. */
  readonly asker: string;
  readonly because: string;
  /** `file:line:col`, a file, or the app's definition. */
  readonly where: string;
}

export const OTHER_WORKLOADS = "other workloads";

/** A policy, destination by destination. */
export function policyRows(entries: readonly PolicyEntry[]): readonly NetworkRow[] {
  return entries.flatMap(({ destination, causes }) =>
    causes.map((cause) => ({
      destination: describeDestination(destination),
      phase: cause.phase,
      asker: cause.app ?? OTHER_WORKLOADS,
      because: cause.because,
      where: cause.app === undefined ? "otherWorkloads of the policy" : describeCause(cause),
    })),
  );
}

/** What the apps of one workspace ask for, where no policy is known. */
export function needsRows(needs: readonly EgressNeeds[]): readonly NetworkRow[] {
  return needs
    .flatMap(({ app, destinations }) =>
      destinations.map((need) => ({
        destination: describeDestination(need),
        phase: need.phase ?? ("run" as const),
        asker: app,
        because: need.because,
        where: describeCause({ app, ...need.cause }),
      })),
    )
    .sort(byText(({ destination, asker, phase, where }) => JSON.stringify([destination, asker, phase, where])));
}

export const NETWORK_HEADER = ["destination", "when", "asked by", "because", "written in"] as const;

/** The cells of a row, in the order of the header. Texts of other repositories stay on their line. */
export function cellsOf({ destination, phase, asker, because, where }: NetworkRow): readonly string[] {
  return [destination, phase === "build" ? "build time" : "run time", asker, because, where].map(oneLine);
}

/** Without control characters: a reason must not move a terminal's cursor or begin a new row. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");
}
