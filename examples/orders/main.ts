import * as path from "node:path";
import { App as CdktfApp } from "cdktf";
import * as apps from "databricks-apps-constructs";
import * as workspaces from "./workspaces";

const { AppResource, Permission } = apps;

// What the app is and needs: the same in every workspace.
const orders = apps.defineApp({
  name: "orders",
  description: "Order desk",
  source: "./app",
  userApiScopes: ["sql"],
  resources: {
    "sql-warehouse": AppResource.sqlWarehouse("CAN_USE"),
    ranker: AppResource.servingEndpoint("CAN_QUERY"),
    "stripe-key": AppResource.secret("READ", { because: "charges cards" }),
  },
  access: { viewers: Permission.canUse(), operators: Permission.canManage() },
  env: {
    WAREHOUSE_ID: { valueFrom: "sql-warehouse" },
    ENDPOINT: { valueFrom: "ranker" },
    STRIPE_KEY: { valueFrom: "stripe-key" },
  },
  stageEnv: ["CATALOG"],
});

// What it is bound to in each workspace: the only part that differs.
const stageFile = (name: string) => path.join(__dirname, "stages", `${name}.yaml`);
const dev = apps.stageFromFile(orders, workspaces.dev, stageFile("dev"));
const staging = apps.stageFromFile(orders, workspaces.staging, stageFile("staging"));
const prod = apps.stageFromFile(orders, workspaces.prod, stageFile("prod"));

const app = new CdktfApp();
new apps.PromotionPipeline(app, "orders", {
  app: orders,
  stages: [dev, staging, prod],
  acknowledge: [
    { check: "audience.account-users", path: "orders-prod/access/viewers", reason: "everyone in the company orders" },
  ],
});
app.synth();
