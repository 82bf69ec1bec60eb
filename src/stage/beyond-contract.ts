import type { Issue } from "../errors";
import { contractLine, notInContract } from "../network/contract";
import { describeDestination } from "../network/host";
import { type NeededDestination, needsOf } from "../network/needs";
import type { BoundPlace } from "./program";

/** What the app needs and the policy of its workspace does not let through. */
export function beyondContract({ bound, workspace, app }: BoundPlace): Issue[] {
  const contract = workspace.egress;
  if (contract === undefined) return [];
  const needs = needsOf({ app: bound.name, workspace, egress: bound.egress, source: app.source });
  return notInContract(needs, contract).map((need) => ({
    code: "egress.not-in-contract",
    path: pathOf(need),
    message:
      `the policy ${contract.policyId} of workspace ${workspace.name} ` +
      `${contract.mode === "enforced" ? "refuses" : "would refuse, once it is enforced,"} ` +
      `${describeDestination(need)}: ${need.because}`,
    fix: `send this line to the platform team: ${contractLine(needs, need)}`,
  }));
}

/** By what is asked for, not by its place in a list: acknowledgements name it. */
function pathOf(need: NeededDestination): string[] {
  const file = need.cause?.file;
  return [...(file === undefined ? ["egress"] : ["source", file]), describeDestination(need)];
}
