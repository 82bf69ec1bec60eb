import { App as DatabricksApp } from "@cdktf/provider-databricks/lib/app";
import { Permissions } from "@cdktf/provider-databricks/lib/permissions";
import { DatabricksProvider } from "@cdktf/provider-databricks/lib/provider";
import { App, AzurermBackend, TerraformStack } from "cdktf";
import { Construct } from "constructs";

/** examples/orders without the library: a program of its own, for whole processes. */
interface Stage {
  readonly name: string;
  readonly digit: string;
  readonly auth: { readonly authType: string; readonly clientId?: string };
  readonly warehouseId: string;
  readonly ranker: string;
  readonly secretScope: string;
  readonly viewers: string;
  readonly guarded?: true;
}

const oidc = (clientId: string) => ({ authType: "github-oidc", clientId });

const STAGES: readonly Stage[] = [
  {
    name: "dev",
    digit: "1",
    auth: { authType: "azure-cli" },
    warehouseId: "1a2b3c4d5e6f7a8b",
    ranker: "orders-ranker-dev",
    secretScope: "orders-dev",
    viewers: "orders-developers",
  },
  {
    name: "staging",
    digit: "2",
    auth: oidc("5f1f1d6e-8d3e-4f43-8ab5-6a2f0b9f2b02"),
    warehouseId: "2b3c4d5e6f7a8b9c",
    ranker: "orders-ranker-stg",
    secretScope: "orders",
    viewers: "qa",
  },
  {
    name: "prod",
    digit: "3",
    auth: oidc("9b0e7c52-6a0e-4f3f-8b89-2a7f5d1c3c03"),
    warehouseId: "3c4d5e6f7a8b9c0d",
    ranker: "orders-ranker",
    secretScope: "orders",
    viewers: "account users",
    guarded: true,
  },
];

const program = new App();
const orders = new Construct(program, "orders");
for (const stage of STAGES) addStage(stage);
program.synth();

function addStage(stage: Stage): void {
  const { name, digit, auth, guarded } = stage;
  const stack = new TerraformStack(orders, `orders-${name}`);
  stack.addOverride("terraform.required_providers.databricks.version", guarded ? ">= 1.143.0" : ">= 1.126.0");
  const provider = new DatabricksProvider(stack, "databricks", {
    host: `https://adb-${digit.repeat(16)}.${digit}.azuredatabricks.net`,
    ...auth,
  });
  new AzurermBackend(stack, {
    resourceGroupName: "terraform",
    storageAccountName: "acmetfstate",
    containerName: name,
    key: `apps/orders-${name}.tfstate`,
  });
  addApp(new Construct(stack, "orders"), stage, provider);
}

function addApp(scope: Construct, stage: Stage, provider: DatabricksProvider): void {
  const { ranker, warehouseId, secretScope, viewers, guarded } = stage;
  const app = new DatabricksApp(scope, "Default", {
    provider,
    name: "orders",
    description: "Order desk",
    userApiScopes: ["sql"],
    ...(guarded && { computeSize: "LARGE" }),
    noCompute: true,
    resources: [
      { name: "ranker", servingEndpoint: { name: ranker, permission: "CAN_QUERY" } },
      { name: "sql-warehouse", sqlWarehouse: { id: warehouseId, permission: "CAN_USE" } },
      { name: "stripe-key", secret: { scope: secretScope, key: "stripe", permission: "READ" } },
    ],
    lifecycle: { ignoreChanges: ["no_compute"], ...(guarded && { preventDestroy: true }) },
  });
  if (guarded) scaleOut(app);
  new Permissions(scope, "permissions", {
    provider,
    appName: app.name,
    accessControl: [
      { groupName: "platform", permissionLevel: "CAN_MANAGE" },
      { groupName: viewers, permissionLevel: "CAN_USE" },
    ],
  });
}

/** What the prebuilt bindings do not know yet. */
function scaleOut(app: DatabricksApp): void {
  app.addOverride("compute_min_instances", 3);
  app.addOverride("compute_max_instances", 3);
  const tables = ["logs", "metrics", "traces"].map((kind) => [`${kind}_table`, `ops.telemetry.orders_${kind}`]);
  app.addOverride("telemetry_export_destinations", [{ unity_catalog: Object.fromEntries(tables) as unknown }]);
}
