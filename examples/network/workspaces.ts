import * as apps from "databricks-apps-constructs";

const account = {
  accountId: "4f0c6d0e-2a4b-4c8e-9a53-0d6e2f7b1c11",
  cloud: "azure",
  region: "westeurope",
  tier: "PREMIUM",
} as const;
const backend = (container: string) =>
  ({ kind: "azurerm", resourceGroup: "terraform", storageAccount: "acmetfstate", container, prefix: "net" }) as const;

export const staging = apps.defineWorkspace({
  ...account,
  name: "staging",
  host: "https://adb-4444444444444444.4.azuredatabricks.net",
  workspaceId: "4444444444444444",
  auth: { type: "github-oidc", clientId: "5f1f1d6e-8d3e-4f43-8ab5-6a2f0b9f2b02" },
  backend: backend("staging"),
});

export const prod = apps.defineWorkspace({
  ...account,
  name: "prod",
  host: "https://adb-5555555555555555.15.azuredatabricks.net",
  workspaceId: "5555555555555555",
  auth: { type: "github-oidc", clientId: "9b0e7c52-6a0e-4f3f-8b89-2a7f5d1c3c03" },
  backend: backend("prod"),
  protected: true,
});
