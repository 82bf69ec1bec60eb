import * as path from "node:path";
import * as apps from "databricks-apps-constructs";
import * as workspaces from "./workspaces";

// What the platform's repository publishes for the app teams: each workspace with what its policy lets through.
const contract = (policyId: string) =>
  apps.egressContractFromFile(path.join(__dirname, "handed-over", `${policyId}.egress-contract.json`));

export const staging = apps.defineWorkspace({ ...workspaces.staging, egress: contract("staging-egress") });
export const prod = apps.defineWorkspace({ ...workspaces.prod, egress: contract("prod-egress") });
