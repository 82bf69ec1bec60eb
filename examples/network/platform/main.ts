import * as path from "node:path";
import { App as CdktfApp, TerraformOutput } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { prod, staging } from "../workspaces";

// What the app teams handed over: the needs.json of their last assembly.
const handedOver = (app: string) => apps.EgressNeeds.fromAssembly(path.join(__dirname, "../handed-over", app));
const needs = [...handedOver("shop"), ...handedOver("forecast")];

// What is no app's: a policy governs every serverless workload of its workspace.
const otherWorkloads: apps.Destination[] = [
  { host: "feeds.partner.example", because: "nightly import job" },
  { storageAccount: "acmelake", service: "dfs", because: "external data that is not in Unity Catalog" },
];

const app = new CdktfApp();

// Staging is where a list is watched: nothing is refused, and what would be is logged.
const stagingNetwork = new apps.AccountStack(app, "network-staging", [staging]);
new apps.EgressPolicy(stagingNetwork, "egress", {
  provider: stagingNetwork.provider,
  policyId: "staging-egress",
  mode: "dryRun",
  attachTo: [staging],
  needs,
  otherWorkloads,
});

const network = new apps.AccountStack(app, "network-prod", [prod]);
const { provider } = network;
const lake = "/subscriptions/0b7d1f0a/resourceGroups/lake/providers/Microsoft.Storage/storageAccounts/acmelake";
const ncc = new apps.NetworkConnectivityConfig(network, "ncc", {
  provider,
  name: "ncc-prod-weu",
  region: "westeurope",
  attachTo: [prod],
  privateEndpoints: [
    { resourceId: lake, groupId: "dfs" },
    { resourceId: lake, groupId: "blob" },
  ],
});
// It was in dry run until the report below had no line that nobody had an answer to.
new apps.EgressPolicy(network, "egress", {
  provider,
  policyId: "prod-egress",
  mode: "enforced",
  denials: path.join(__dirname, "denials-prod.json"),
  attachTo: [prod],
  needs,
  otherWorkloads,
});
// For the firewalls of storage accounts that have no private endpoint.
new TerraformOutput(network, "subnets", { value: ncc.stableSubnets });
app.synth();
