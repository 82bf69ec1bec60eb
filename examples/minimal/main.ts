import { App as CdktfApp, TerraformOutput } from "cdktf";
import * as apps from "databricks-apps-constructs";

const workspace = apps.defineWorkspace({
  name: "sandbox",
  host: "https://1234567890123456.7.gcp.databricks.com",
  workspaceId: "1234567890123456",
  accountId: "4f0c6d0e-2a4b-4c8e-9a53-0d6e2f7b1c11",
  cloud: "gcp",
  region: "europe-west1",
  tier: "PREMIUM",
  auth: { type: "profile", profile: "SANDBOX", authType: "databricks-cli" },
  backend: { kind: "local", folder: "../../../state" },
});

const app = new CdktfApp();
const stack = new apps.WorkspaceStack(app, "hello", workspace);
const hello = new apps.App(stack, "hello", { definition: apps.defineApp({ name: "hello" }) });
new TerraformOutput(stack, "url", { value: hello.url });
app.synth();
