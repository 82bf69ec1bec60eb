import type { Fact } from "./fact";

const PRIVATE_CONNECTIVITY =
  "https://docs.databricks.com/aws/en/security/network/serverless-network-security/serverless-private-link";
const REST = "https://docs.databricks.com/api/account/networkconnectivity";
const AS_OF = "2026-11-21";

/** Network connectivity configurations of one account in one region. */
export const CONNECTIVITY_CONFIGS_PER_REGION: Fact<number> = { value: 10, source: PRIVATE_CONNECTIVITY, asOf: AS_OF };

/** Private endpoint rules of one account in one region, over all its configurations. */
export const PRIVATE_ENDPOINTS_PER_REGION: Fact<number> = { value: 30, source: PRIVATE_CONNECTIVITY, asOf: AS_OF };

/** Domain names of one private endpoint rule. */
export const DOMAINS_PER_RULE: Fact<number> = { value: 10, source: PRIVATE_CONNECTIVITY, asOf: AS_OF };

/** Workspaces bound to one configuration. */
export const WORKSPACES_PER_CONFIG: Fact<number> = { value: 50, source: PRIVATE_CONNECTIVITY, asOf: AS_OF };

/** A configuration's name, as the server checks it. */
export const CONNECTIVITY_CONFIG_NAME: Fact<RegExp> = {
  value: /^[0-9a-zA-Z-_]{3,30}$/,
  source: `${REST}/createnetworkconnectivityconfiguration`,
  asOf: AS_OF,
};

/** A part of an Azure resource that has an endpoint of its own: `blob`, `dfs`, `sqlServer`. */
export const AZURE_GROUP_ID: Fact<RegExp> = {
  value: /^[A-Za-z][A-Za-z0-9_-]{0,79}$/,
  source: "https://learn.microsoft.com/azure/private-link/private-endpoint-overview",
  asOf: AS_OF,
  unconfirmed: true,
};

/** A bucket of S3. */
export const S3_BUCKET: Fact<RegExp> = {
  value: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  asOf: AS_OF,
};
