import type { Fact } from "./fact";

/** Hosts of accounts, not of workspaces. */
export const ACCOUNT_HOST: Fact<RegExp> = {
  value: /^accounts(?:-dod)?\./,
  source: "https://docs.databricks.com/aws/en/dev-tools/auth/",
  asOf: "2026-11-21",
};

/**
 * Legacy regional URLs, `<region>.azuredatabricks.net` instead of `adb-<id>.<n>.azuredatabricks.net`: they do not
 * support OAuth, which apps need.
 */
export const LEGACY_REGIONAL_HOST: Fact<RegExp> = {
  value: /^(?!adb-)[a-z0-9]+\.azuredatabricks\.net$/,
  source: "https://learn.microsoft.com/azure/databricks/dev-tools/databricks-apps/networking",
  asOf: "2026-11-21",
};
