import { App as CdktfApp, TerraformOutput, TerraformStack } from "cdktf";
import * as apps from "databricks-apps-constructs";
const orders = apps.defineApp({ name: "orders", source: "./app", stageEnv: ["CATALOG"], userApiScopes: ["sql"],
  resources: { "sql-warehouse": apps.AppResource.sqlWarehouse("CAN_USE"), ranker: apps.AppResource.servingEndpoint("CAN_QUERY"), "stripe-key": apps.AppResource.secret("READ"), data: apps.AppResource.volume("READ_VOLUME") },
  access: { viewers: apps.Permission.canUse(), operators: apps.Permission.canManage() },
  env: { WAREHOUSE_ID: { valueFrom: "sql-warehouse" }, MODE: "x" } });
declare const devWs: apps.Workspace, prodWs: apps.Workspace, euWs: apps.Workspace;
const dev = apps.defineStage(orders, devWs, { bindings: { "sql-warehouse": { id: "a" }, ranker: { name: "r" }, "stripe-key": { scope: "s", key: "k" }, data: { fullName: "c.s.v" } },
  access: { viewers: [apps.Principal.group("analysts")], operators: [apps.Principal.group("platform")] }, env: { CATALOG: "dev" } });
const props = { bindings: dev.bindings, access: dev.access, env: { CATALOG: "prod" } };
const prod = apps.defineStage(orders, prodWs, { ...props, size: "LARGE", scaling: apps.ScalingConfig.horizontal(3) }); const eu = apps.defineStage(orders, euWs, { ...props, name: "prod-eu" });
const app = new CdktfApp();
new apps.PromotionPipeline(app, "orders", { app: orders, stages: [dev, [prod, eu]], extend: ({ stack, app, stage }) => { void stack; void app.url; void stage.workspace.host; } });
// a company's wrapper, and a plain TerraformStack with a provider of ours
export function acmeApp<R extends apps.Resources, A extends string, V extends string>(app: apps.AppDefinition<R, A, V>) {
  return apps.extendApp(app, { resources: { audit: apps.AppResource.volume("WRITE_VOLUME") }, access: { platform: apps.Permission.canManage() } });
}
const acme = acmeApp(orders);
apps.defineStage(acme, devWs, { bindings: { ...dev.bindings, audit: { fullName: "c.s.audit" } }, access: { ...dev.access, platform: [apps.Principal.group("platform")] }, env: { CATALOG: "dev" } });
const plain = new TerraformStack(app, "plain");
new apps.App(plain, "orders", { definition: orders, bindings: dev.bindings, access: dev.access, env: dev.env, provider: new apps.WorkspaceProvider(plain, "databricks", devWs) });
export function place<R extends apps.Resources, A extends string, V extends string>(stack: apps.WorkspaceStack, stage: apps.Stage<R, A, V>) { return new apps.App(stack, stage.definition.name, stage); }
export const named: apps.Check = { id: "acme.described", level: (ws) => (ws.protected ? "error" : "warning"), check: (bound) => (bound.description ? [] : [{ code: "acme.described", path: ["description"], message: `${bound.name} has no description` }]) };
const hello = apps.defineApp({ name: "hello" });
const h = apps.defineStage(hello, devWs, {});
const st = new apps.WorkspaceStack(app, "hello-dev", devWs);
new apps.App(st, "hello", { definition: hello });
new apps.App(st, "orders", { definition: orders, bindings: dev.bindings, access: dev.access, env: dev.env, provider: st.provider });
new apps.PromotionPipeline(app, "hello", { app: hello, stages: [h] });
// the platform's network
const account = new apps.AccountStack(app, "network-prod", [prodWs, euWs]);
const ncc = new apps.NetworkConnectivityConfig(account, "ncc", { provider: account.provider, name: "ncc-weu", region: "westeurope", attachTo: [prodWs],
  privateEndpoints: [{ resourceId: "/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/a", groupId: "dfs" }] });
apps.NetworkConnectivityConfig.adopt(account, "old", { provider: account.provider, name: "ncc-old", attachTo: [] });
const policy = new apps.EgressPolicy(account, "egress", { provider: account.provider, policyId: "prod-egress", mode: "dryRun", attachTo: [prodWs],
  needs: [apps.EgressNeeds.of(prod), ...apps.EgressNeeds.fromAssembly("../billing/cdktf.out")], otherWorkloads: [{ host: "api.weather.example", because: "nightly forecast job" }] });
new TerraformOutput(account, "subnets", { value: ncc.stableSubnets });
new apps.EgressPolicy(account, "open", { provider: account.provider, policyId: "eu-egress", mode: "full", attachTo: [euWs], needs: [apps.EgressNeeds.of(eu)] });
void policy.contract.destinations;
export const governed = apps.defineStage(orders, { ...prodWs, egress: apps.egressContractFromFile("egress-contract.json") }, props);
