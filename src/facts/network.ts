import type { Fact } from "./fact";

const API = "https://docs.databricks.com/api/networking/v1/account-network-policy";
const AS_OF = "2026-11-21";

/** The id of a network policy. */
export const POLICY_ID: Fact<RegExp> = { value: /^[a-zA-Z0-9_.-]{1,32}$/, source: API, asOf: AS_OF };

/** The policy of every workspace that has no other; it cannot be deleted. */
export const DEFAULT_POLICY: Fact<string> = {
  value: "default-policy",
  source: "https://registry.terraform.io/providers/databricks/databricks/latest/docs/resources/account_network_policy",
  asOf: AS_OF,
};

/** Destinations that one policy may list. The page is an older copy, and does not say which kinds it counts. */
export const POLICY_DESTINATIONS: Fact<number> = {
  value: 2000,
  source: "https://docs.databricks.com/en/security/network/serverless-network-security/manage-network-policies.html",
  asOf: AS_OF,
  unconfirmed: true,
};

/** Workspace tiers that have network policies. */
export const TIERS_WITH_POLICIES: Fact<readonly string[]> = {
  value: ["PREMIUM", "ENTERPRISE"],
  source: "https://learn.microsoft.com/azure/databricks/dev-tools/databricks-apps/networking",
  asOf: AS_OF,
};

/**
 * The system table of refused connections: its name, the columns that a report is made of, and how allowed events
 * begin, which it may hold too. DROP is the only refusal that is documented, so everything not allowed is one.
 */
export const OUTBOUND_TABLE: Fact<{ readonly name: string; readonly allowed: string; readonly apps: string }> = {
  value: { name: "system.access.outbound_network", allowed: "ALLOW", apps: "Apps" },
  source: "https://learn.microsoft.com/azure/databricks/admin/system-tables/network",
  asOf: AS_OF,
  unconfirmed: true,
};

/** A resource of Azure, below a resource group; the vendor takes any case. */
export const AZURE_RESOURCE_ID: Fact<RegExp> = {
  value: /^\/subscriptions\/[^/\s]+\/resourceGroups\/[^/\s]+\/providers\/[a-z0-9.]+(?:\/[^/\s]+\/[^/\s]+)+$/i,
  source: "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules",
  asOf: AS_OF,
};

/** The name of an endpoint service of AWS: a service of AWS itself, or `com.amazonaws.vpce.<region>.vpce-svc-<id>`. */
export const AWS_ENDPOINT_SERVICE: Fact<RegExp> = {
  value: /^com\.amazonaws(?:\.[a-z0-9-]+)+$/,
  source: "https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html",
  asOf: AS_OF,
};
