import { type Workspace } from "../../src/workspace/workspace";

export const WORKSPACE: Workspace = {
  name: "dev",
  host: "https://dbc-1.cloud.databricks.com",
  workspaceId: "1",
  accountId: "11111111-2222-3333-4444-555555555555",
  cloud: "aws",
  region: "eu-west-1",
  tier: "PREMIUM",
  auth: { type: "github-oidc", clientId: "ci" },
  backend: { kind: "local", folder: "../../../state" },
};
