import { SqlEndpoint } from "@cdktf/provider-databricks/lib/sql-endpoint";
import { App as CdktfApp, Aspects, TerraformOutput } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { acmeApp, checks, CostTags, workspaces } from "./index";

const { AppResource, Permission, Principal } = apps;

// The app team says what its app needs; acmeApp() adds what every app at Acme has.
const reports = acmeApp(
  apps.defineApp({
    name: "reports",
    description: "Monthly reports",
    resources: {
      "sql-warehouse": AppResource.sqlWarehouse("CAN_USE"),
      exports: AppResource.volume("WRITE_VOLUME"),
    },
    access: { readers: Permission.canUse() },
    env: { WAREHOUSE_ID: { valueFrom: "sql-warehouse" }, EXPORTS: { valueFrom: "exports" } },
  }),
);

const stageOf = (workspace: apps.Workspace, warehouseId: string) =>
  apps.defineStage(reports, workspace, {
    bindings: {
      "sql-warehouse": { id: warehouseId },
      exports: { fullName: `${workspace.name}.finance.exports` },
      "audit-trail": { fullName: `${workspace.name}.audit.trail` },
    },
    access: { readers: [Principal.group("finance")], oncall: [Principal.group("oncall-finance")] },
  });

const app = new CdktfApp();
const tags = new CostTags({ team: "finance", app: "reports" });

// Two workspaces in order, each with a warehouse of the team's own beside the app.
new apps.PromotionPipeline(app, "reports", {
  app: reports,
  stages: [stageOf(workspaces.dev, "4d5e6f7a8b9c0d1e"), stageOf(workspaces.prod, "5e6f7a8b9c0d1e2f")],
  checks,
  acknowledge: [
    {
      check: "acme.because",
      path: "reports-prod/resources/exports",
      reason: "the volume holds nothing but exports",
      until: "2027-06-30",
    },
  ],
  extend: ({ stack }) => {
    Aspects.of(stack).add(tags);
    new SqlEndpoint(stack, "dashboards", { name: "finance-dashboards", clusterSize: "Small", autoStopMins: 10 });
  },
});

// By hand: the warehouse is made in the same stack, and the app is bound to it by reference.
const lab = new apps.WorkspaceStack(app, "reports-lab", workspaces.lab, { checks });
Aspects.of(lab).add(tags);
const warehouse = new SqlEndpoint(lab, "warehouse", { name: "reports-lab", clusterSize: "2X-Small" });
const tried = new apps.App(lab, "reports", {
  definition: reports,
  bindings: {
    "sql-warehouse": { id: warehouse.id },
    exports: { fullName: "lab.finance.exports" },
    "audit-trail": { fullName: "lab.audit.trail" },
  },
  access: { readers: [Principal.group("users")], oncall: [Principal.group("oncall-finance")] },
});
new TerraformOutput(lab, "url", { value: tried.url });
app.synth();
