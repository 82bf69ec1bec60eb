import { App as CdktfApp } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { prod, staging } from "../published";

const shop = apps.defineApp({
  name: "shop",
  source: "./app",
  access: { customers: apps.Permission.canUse() },
  egress: [
    { host: "api.payments.example", because: "charges cards" },
    { storageAccount: "acmeshop", service: "blob", because: "pictures of what is sold" },
  ],
});
const access = { customers: [apps.Principal.group("shop-customers")] } as const;

const app = new CdktfApp();
new apps.PromotionPipeline(app, "shop", {
  app: shop,
  stages: [apps.defineStage(shop, staging, { access }), apps.defineStage(shop, prod, { access })],
});
app.synth();
