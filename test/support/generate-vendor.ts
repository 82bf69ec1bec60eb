/**
 * What the vendor accepts, written down a second time: nothing here comes from `src/`, so that a slip in the library's
 * own tables is found instead of repeated. Read on 2026-11-21 from the provider's schema (1.128.0), the vendor's SDK
 * and its documentation pages on resources, permissions, authorization, horizontal scaling and limits.
 */

/** SDK enums of each member of `AppResource`, and the argument names of `databricks_app.resources`. */
export const RESOURCE_KINDS = {
  app: { levels: ["CAN_USE"], fields: ["name"] },
  database: { levels: ["CAN_CONNECT_AND_CREATE"], fields: ["instance_name", "database_name"] },
  experiment: { levels: ["CAN_MANAGE", "CAN_EDIT", "CAN_READ"], fields: ["experiment_id"] },
  genie_space: { levels: ["CAN_MANAGE", "CAN_EDIT", "CAN_RUN", "CAN_VIEW"], fields: ["name", "space_id"] },
  job: { levels: ["CAN_MANAGE", "IS_OWNER", "CAN_MANAGE_RUN", "CAN_VIEW"], fields: ["id"] },
  postgres: { levels: ["CAN_CONNECT_AND_CREATE"], fields: ["branch", "database"] },
  secret: { levels: ["READ", "WRITE", "MANAGE"], fields: ["scope", "key"] },
  serving_endpoint: { levels: ["CAN_MANAGE", "CAN_QUERY", "CAN_VIEW"], fields: ["name"] },
  sql_warehouse: { levels: ["CAN_MANAGE", "CAN_USE", "IS_OWNER"], fields: ["id"] },
} as const;

/** Types and privileges of `uc_securable`, as the resources page pairs them. */
export const UC_SECURABLES = {
  VOLUME: ["READ_VOLUME", "WRITE_VOLUME"],
  TABLE: ["SELECT", "MODIFY"],
  FUNCTION: ["EXECUTE"],
  CONNECTION: ["USE_CONNECTION"],
} as const;

/** `snake_case` of the provider to `camelCase` of this library: the one rule by which their names differ. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** A level that no kind but the given one's table allows: for draws that are broken on purpose. */
export const FOREIGN_LEVEL = "CAN_MONITOR";

/** `permission_level` of `databricks_permissions` for `app_name`. */
export const APP_LEVELS = ["CAN_USE", "CAN_MANAGE"] as const;

export const COMPUTE_SIZES = ["MEDIUM", "LARGE", "XLARGE"] as const;

/** `git_repository.provider`. */
export const GIT_PROVIDERS = [
  "gitHub",
  "gitHubEnterprise",
  "bitbucketCloud",
  "bitbucketServer",
  "azureDevOpsServices",
  "gitLab",
  "gitLabEnterpriseEdition",
  "awsCodeCommit",
] as const;

/** The picker of 2026, names still found in the vendor's templates, and one that nobody knows yet. */
export const USER_API_SCOPES = [
  "sql",
  "sql:restricted-query",
  "genie",
  "postgres",
  "model-serving",
  "files",
  "vector-search",
  "catalog.tables:read",
  "mcp.external",
  "dashboards.genie",
  "files.files",
  "announced.tomorrow",
] as const;

/** Always there, so never assignable; and the bare name that the API rejects. */
export const UNASSIGNABLE_SCOPES = ["iam.access-control:read", "iam.current-user:read", "workspace"] as const;

/** What the platform injects into every app. */
export const INJECTED_VARIABLES = [
  "DATABRICKS_APP_NAME",
  "DATABRICKS_WORKSPACE_ID",
  "DATABRICKS_HOST",
  "DATABRICKS_APP_PORT",
  "DATABRICKS_CLIENT_ID",
  "DATABRICKS_CLIENT_SECRET",
] as const;

export const LIMITS = {
  appName: { min: 2, max: 30 },
  resourceKey: { min: 2, max: 30 },
  resourceDescription: 50,
  gitUrl: 300,
  instances: 5,
  secretName: 128,
} as const;

/** Per cloud: a host of a workspace, regions, and those of them that the Lakebase Autoscaling pages name. */
export const CLOUDS = {
  aws: {
    host: (id: string) => `https://dbc-${id.slice(0, 8)}-0a1b.cloud.databricks.com`,
    regions: ["us-east-1", "eu-west-1", "ap-northeast-3"],
    lakebase: ["us-east-1", "eu-west-1"],
  },
  azure: {
    host: (id: string) => `https://adb-${id}.${Number(id.slice(0, 4)) % 20}.azuredatabricks.net`,
    regions: ["westeurope", "eastus2", "norwayeast"],
    lakebase: ["westeurope", "eastus2"],
  },
  gcp: {
    host: (id: string) => `https://${id}.${Number(id.slice(0, 4)) % 10}.gcp.databricks.com`,
    regions: ["us-central1", "europe-west4"],
    lakebase: [] as readonly string[],
  },
} as const;

/** Secrets in the vendor's shapes. Put together here, so that no file of the project holds one. */
export const SECRETS = {
  accessToken: ["dapi", "0123456789abcdef".repeat(2)].join(""),
  oauthSecret: ["dose", "fedcba9876543210".repeat(2)].join(""),
  webToken: ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "c2lnbmF0dXJl"].join("."),
  privateKey: ["-----BEGIN ", "RSA PRIVATE KEY-----"].join(""),
} as const;
