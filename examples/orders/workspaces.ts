import * as apps from "databricks-apps-constructs";

const account = { accountId: "4f0c6d0e-2a4b-4c8e-9a53-0d6e2f7b1c11", cloud: "azure", tier: "PREMIUM" } as const;
const backend = (container: string) =>
  ({ kind: "azurerm", resourceGroup: "terraform", storageAccount: "acmetfstate", container, prefix: "apps" }) as const;

export const dev = apps.defineWorkspace({
  ...account,
  name: "dev",
  host: "https://adb-1111111111111111.1.azuredatabricks.net",
  workspaceId: "1111111111111111",
  region: "westeurope",
  auth: { type: "azure-cli" },
  backend: backend("dev"),
  features: ["userAuthorization"],
});

export const staging = apps.defineWorkspace({
  ...account,
  name: "staging",
  host: "https://adb-2222222222222222.2.azuredatabricks.net",
  workspaceId: "2222222222222222",
  region: "westeurope",
  auth: { type: "github-oidc", clientId: "5f1f1d6e-8d3e-4f43-8ab5-6a2f0b9f2b02" },
  backend: backend("staging"),
  features: ["userAuthorization"],
});

export const prod = apps.defineWorkspace({
  ...account,
  name: "prod",
  host: "https://adb-3333333333333333.3.azuredatabricks.net",
  workspaceId: "3333333333333333",
  region: "westeurope",
  auth: { type: "github-oidc", clientId: "9b0e7c52-6a0e-4f3f-8b89-2a7f5d1c3c03" },
  backend: backend("prod"),
  protected: true,
  features: ["userAuthorization", "horizontalScaling"],
});
