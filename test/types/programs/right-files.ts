// stages and workspaces from files, beside what the program says itself
import { App as CdktfApp } from "cdktf";
import * as apps from "databricks-apps-constructs";
const orders = apps.defineApp({ name: "orders", resources: { ranker: apps.AppResource.servingEndpoint("CAN_QUERY") }, egress: [{ host: "api.stripe.com", because: "charges cards" }] });
const prodWs = apps.workspaceFromFile("workspaces/prod.yaml");
const prod = apps.stageFromFile(orders, { ...prodWs, protected: true }, "stages/prod.yaml");
const app = new CdktfApp();
new apps.PromotionPipeline(app, "orders", { app: orders, stages: [prod] });
new apps.WorkspaceStack(app, "shared", prodWs);
const differences: readonly apps.Difference[] = apps.compare(apps.bind(prod), apps.bind({ ...prod, name: "other" }));
void differences;
