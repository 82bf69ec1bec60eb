import { App as CdktfApp } from "cdktf";
import * as apps from "databricks-apps-constructs";
import * as workspaces from "./workspaces";

const { AppResource, Permission, Principal, ScalingConfig } = apps;

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
  env: { WAREHOUSE_ID: { valueFrom: "sql-warehouse" }, ENDPOINT: { valueFrom: "ranker" } },
  stageEnv: ["CATALOG"],
});

// What it is bound to in each workspace: the only part that differs.
const dev = apps.defineStage(orders, workspaces.dev, {
  bindings: {
    "sql-warehouse": { id: "1a2b3c4d5e6f7a8b" },
    ranker: { name: "orders-ranker-dev" },
    "stripe-key": { scope: "orders-dev", key: "stripe" },
  },
  access: { viewers: [Principal.group("orders-developers")], operators: [Principal.group("platform")] },
  env: { CATALOG: "dev" },
});

const staging = apps.defineStage(orders, workspaces.staging, {
  bindings: {
    "sql-warehouse": { id: "2b3c4d5e6f7a8b9c" },
    ranker: { name: "orders-ranker-stg" },
    "stripe-key": { scope: "orders", key: "stripe" },
  },
  access: { viewers: [Principal.group("qa")], operators: [Principal.group("platform")] },
  env: { CATALOG: "staging" },
});

const prod = apps.defineStage(orders, workspaces.prod, {
  bindings: {
    "sql-warehouse": { id: "3c4d5e6f7a8b9c0d" },
    ranker: { name: "orders-ranker" },
    "stripe-key": { scope: "orders", key: "stripe" },
  },
  access: { viewers: [Principal.allAccountUsers()], operators: [Principal.group("platform")] },
  env: { CATALOG: "prod" },
  size: "LARGE",
  scaling: ScalingConfig.horizontal(3),
  telemetry: {
    logsTable: "ops.telemetry.orders_logs",
    metricsTable: "ops.telemetry.orders_metrics",
    tracesTable: "ops.telemetry.orders_traces",
  },
});

const app = new CdktfApp();
new apps.PromotionPipeline(app, "orders", {
  app: orders,
  stages: [dev, staging, prod],
  acknowledge: [
    { check: "audience.account-users", path: "orders-prod/access/viewers", reason: "everyone in the company orders" },
  ],
});
app.synth();
