import { l1 } from "./l1";

/** One resource of an app. Exactly one kind; the provider crashes on a permission that the kind does not have. */
export interface DatabricksAppResource {
  readonly name: string;
  readonly description?: string;
  readonly app?: { readonly name: string; readonly permission: string };
  readonly database?: { readonly database_name: string; readonly instance_name: string; readonly permission: string };
  readonly experiment?: { readonly experiment_id: string; readonly permission: string };
  readonly genie_space?: { readonly name: string; readonly space_id: string; readonly permission: string };
  readonly job?: { readonly id: string; readonly permission: string };
  /** Both are resource paths, `projects/P/branches/B` and that plus `/databases/D`. */
  readonly postgres?: { readonly branch: string; readonly database: string; readonly permission: string };
  readonly secret?: { readonly scope: string; readonly key: string; readonly permission: string };
  readonly serving_endpoint?: { readonly name: string; readonly permission: string };
  readonly sql_warehouse?: { readonly id: string; readonly permission: string };
  readonly uc_securable?: {
    readonly securable_full_name: string;
    readonly securable_type: string;
    readonly permission: string;
  };
}

/** Where an app's OpenTelemetry data goes: three Unity Catalog tables, by full name. */
export interface DatabricksAppTelemetryDestination {
  readonly unity_catalog: {
    readonly logs_table: string;
    readonly metrics_table: string;
    readonly traces_table: string;
  };
}

/** The arguments of `databricks_app` that we emit. Leave an empty list out: the provider reads it back as none. */
export interface DatabricksAppConfig {
  readonly name: string;
  readonly description?: string;
  readonly resources?: readonly DatabricksAppResource[];
  readonly user_api_scopes?: readonly string[];
  readonly git_repository?: { readonly provider: string; readonly url: string };
  readonly telemetry_export_destinations?: readonly DatabricksAppTelemetryDestination[];
  readonly budget_policy_id?: string;
  readonly usage_policy_id?: string;
  readonly space?: string;
  readonly compute_size?: string;
  /** Only together with `compute_max_instances`. */
  readonly compute_min_instances?: number;
  readonly compute_max_instances?: number;
  /** Read when the app is created, never again. */
  readonly no_compute?: boolean;
}

/**
 * The Terraform resource `databricks_app`.
 *
 * Its outputs are those that stay known across updates. `id` is not one of them: the provider plans it as unknown on
 * every update, and everything that reads it is planned again.
 */
export class DatabricksApp extends l1<DatabricksAppConfig>()("databricks_app", {
  name: "string",
  url: "string",
  service_principal_client_id: "string",
  service_principal_id: "number",
  service_principal_name: "string",
}) {}
