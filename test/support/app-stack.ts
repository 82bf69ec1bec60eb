import type { SynthesizedStack } from "databricks-apps-constructs/testing";

/** A stack written by hand: one app, whatever it says. Synthesis would refuse much of what a control plane must. */
export function appStack(app: Readonly<Record<string, unknown>>, beside: object = {}): SynthesizedStack {
  return {
    terraform: {
      required_providers: { databricks: { source: "databricks/databricks", version: ">= 1.126.0" } },
      backend: { local: { path: "terraform.tfstate" } },
    },
    provider: { databricks: [{ host: "https://adb-1.1.azuredatabricks.net", auth_type: "azure-cli" }] },
    resource: {
      databricks_app: { orders: { no_compute: true, lifecycle: { ignore_changes: ["no_compute"] }, ...app } },
      ...beside,
    },
  };
}
