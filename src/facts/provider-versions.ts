/** The oldest provider that every argument we write is known to. */
export const PROVIDER_FLOOR = {
  value: "1.126.0",
  source: "https://github.com/databricks/terraform-provider-databricks/releases",
  asOf: "2026-11-21",
} as const;

/** The first provider whose update of an app changes its compute size and instance counts in place. */
export const RESIZE_FLOOR = {
  value: "1.143.0",
  source: "https://github.com/databricks/terraform-provider-databricks/releases/tag/v1.143.0",
  asOf: "2026-11-21",
} as const;
