import { App as CdktfApp } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { prod } from "../published";

const forecast = apps.defineApp({
  name: "forecast",
  source: "./app",
  access: { planners: apps.Permission.canUse() },
  egress: [{ host: "api.weather.example", because: "tomorrow's weather decides what is ordered" }],
});

const app = new CdktfApp();
new apps.PromotionPipeline(app, "forecast", {
  app: forecast,
  stages: [apps.defineStage(forecast, prod, { access: { planners: [apps.Principal.group("planners")] } })],
});
app.synth();
