import type { Fact } from "./fact";

/** Where accounts are administered, by cloud. */
export const ACCOUNT_HOSTS: Fact<Readonly<Record<"aws" | "azure" | "gcp", string>>> = {
  value: {
    aws: "https://accounts.cloud.databricks.com",
    azure: "https://accounts.azuredatabricks.net",
    gcp: "https://accounts.gcp.databricks.com",
  },
  source: "https://registry.terraform.io/providers/databricks/databricks/latest/docs",
  asOf: "2026-11-21",
};

/** The clouds of governments have accounts of their own, told by the end of their workspaces' hosts. */
export const GOVERNMENT_ACCOUNT_HOSTS: Fact<readonly { readonly suffix: string; readonly host: string }[]> = {
  value: [
    { suffix: ".cloud.databricks.us", host: "https://accounts.cloud.databricks.us" },
    { suffix: ".databricks.azure.us", host: "https://accounts.usgov.databricks.azure.us" },
  ],
  source: "https://github.com/databricks/terraform-provider-databricks/releases/tag/v1.141.0",
  asOf: "2026-11-21",
  unconfirmed: true,
};
