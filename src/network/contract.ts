import type { Destination } from "../definition/destination";
import type { EgressContract } from "../workspace/workspace";
import type { EgressList, PolicyEntry } from "./egress-policy";
import { coversDestination, targetOf } from "./host";
import type { EgressNeeds, NeededDestination } from "./needs";

/** What the platform publishes of a policy: everything that a workspace's apps can be checked against. */
export function contractOf({ policyId, mode, entries }: EgressList): EgressContract {
  // With full access the entries are only what was asked for: no list is published that nobody keeps.
  return { policyId, mode, destinations: mode === "full" ? [] : entries.map(destinationOf) };
}

/** The text of `egress-contract.json`. */
export function contractJson(contract: EgressContract): string {
  return `${JSON.stringify(contract, null, 2)}\n`;
}

function destinationOf({ destination, phases }: PolicyEntry): Destination {
  const onlyBuild = "host" in destination && !phases.includes("run");
  return {
    ...targetOf(destination),
    ...(onlyBuild ? { phase: "build" } : {}),
    because: destination.because,
  };
}

/** What an app asks for and its workspace's policy does not let through. The policy knows no phases. */
export function notInContract(
  { destinations }: Pick<EgressNeeds, "destinations">,
  contract: EgressContract,
): readonly NeededDestination[] {
  if (contract.mode === "full") return [];
  return destinations.filter((need) => !contract.destinations.some((listed) => coversDestination(listed, need)));
}

/** One line for the platform team: what to let through, for whom and why. */
export function contractLine(
  { app, workspace }: Pick<EgressNeeds, "app" | "workspace">,
  need: NeededDestination,
): string {
  const phase = "host" in need && need.phase === "build" ? { phase: "build" } : {};
  return JSON.stringify({ ...targetOf(need), ...phase, because: need.because, app, workspace });
}
