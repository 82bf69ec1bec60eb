import * as apps from "databricks-apps-constructs";

const account = { accountId: "7c1d3f60-5b0e-4d6a-8f1e-3a9b2c4d5e6f", tier: "ENTERPRISE" } as const;
const aws = {
  ...account,
  cloud: "aws",
  region: "eu-west-1",
  backend: { kind: "s3", bucket: "acme-terraform", region: "eu-west-1", prefix: "apps" },
} as const;

/** For trying things out: everybody signs in as themselves. */
export const lab = apps.defineWorkspace({
  ...account,
  name: "lab",
  cloud: "gcp",
  region: "europe-west1",
  host: "https://1112223334445556.7.gcp.databricks.com",
  workspaceId: "1112223334445556",
  auth: { type: "profile", profile: "ACME-LAB", authType: "databricks-cli" },
  backend: { kind: "gcs", bucket: "acme-terraform-lab", prefix: "apps" },
});

export const dev = apps.defineWorkspace({
  ...aws,
  name: "dev",
  host: "https://dbc-0a1b2c3d-dev1.cloud.databricks.com",
  workspaceId: "2223334445556667",
  auth: { type: "oauth-m2m", clientId: "1d2e3f40-6a7b-4c8d-9e0f-1a2b3c4d5e01" },
});

export const prod = apps.defineWorkspace({
  ...aws,
  name: "prod",
  host: "https://dbc-0a1b2c3d-prd1.cloud.databricks.com",
  workspaceId: "3334445556667778",
  auth: { type: "oauth-m2m", clientId: "1d2e3f40-6a7b-4c8d-9e0f-1a2b3c4d5e02" },
  protected: true,
});
