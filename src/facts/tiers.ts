import type { Fact } from "./fact";

/** Workspace tiers that have Databricks Apps. */
export const TIERS_WITH_APPS: Fact<readonly string[]> = {
  value: ["PREMIUM", "ENTERPRISE"],
  source: "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/",
  asOf: "2026-11-21",
};
