import type { Fact } from "./fact";

const AS_OF = "2026-11-21";

/**
 * An app's name. The vendor documents the characters and uniqueness; the CLI asks for a leading letter and at most 30
 * characters; two is the shortest that a space may have. Whether the API itself demands all of it is unconfirmed.
 */
export const APP_NAME: Fact<RegExp> = {
  value: /^[a-z][a-z0-9-]{1,29}$/,
  source: "https://docs.databricks.com/api/workspace/apps/create and the name check of `databricks apps init`",
  asOf: AS_OF,
  unconfirmed: true,
};

/** The characters of a resource key: the vendor's own tests use letters, hyphens and spaces. */
export const RESOURCE_KEY: Fact<RegExp> = {
  value: /^[A-Za-z0-9][A-Za-z0-9 _-]*$/,
  source: "acceptance tests of the Terraform provider's databricks_app",
  asOf: AS_OF,
  unconfirmed: true,
};

/** An environment variable's name, as the vendor's CLI checks it. */
export const ENV_NAME: Fact<RegExp> = {
  value: /^[A-Za-z_][A-Za-z0-9_]*$/,
  source: "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/environment-variables",
  asOf: AS_OF,
};

/** Variables that the platform sets itself. */
export const PLATFORM_ENV: Fact<readonly string[]> = {
  value: [
    "DATABRICKS_APP_NAME",
    "DATABRICKS_WORKSPACE_ID",
    "DATABRICKS_HOST",
    "DATABRICKS_APP_PORT",
    "DATABRICKS_CLIENT_ID",
    "DATABRICKS_CLIENT_SECRET",
  ],
  source: "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/environment-variables",
  asOf: AS_OF,
};

/** A secret scope's name or a secret's key. */
export const SECRET_NAME: Fact<RegExp> = {
  value: /^[\w.@/-]{1,128}$/,
  source: "https://registry.terraform.io/providers/databricks/databricks/latest/docs/resources/secret_scope",
  asOf: AS_OF,
};

/** The group that may not be given permissions on an app; it always has them. */
export const ADMINS_GROUP: Fact<string> = {
  value: "admins",
  source: "https://registry.terraform.io/providers/databricks/databricks/latest/docs/resources/permissions",
  asOf: AS_OF,
};

/** Everybody in the account. */
export const ACCOUNT_USERS_GROUP: Fact<string> = {
  value: "account users",
  source: "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/permissions",
  asOf: AS_OF,
};

/** Everybody in the workspace. */
export const WORKSPACE_USERS_GROUP: Fact<string> = {
  value: "users",
  source: "https://registry.terraform.io/providers/databricks/databricks/latest/docs/resources/permissions",
  asOf: AS_OF,
};
