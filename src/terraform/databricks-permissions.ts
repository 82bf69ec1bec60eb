import { l1 } from "./l1";

/** What one principal may do. Exactly one of the three names. */
export interface DatabricksAccessControl {
  readonly user_name?: string;
  readonly group_name?: string;
  /** The application id of the service principal, not its display name. */
  readonly service_principal_name?: string;
  readonly permission_level: string;
}

/** The arguments of `databricks_permissions` for an app. */
export interface DatabricksPermissionsConfig {
  readonly app_name: string;
  /** All of them: one resource per app, since writing replaces whatever was there. */
  readonly access_control: readonly DatabricksAccessControl[];
}

/** The Terraform resource `databricks_permissions`. */
export class DatabricksPermissions extends l1<DatabricksPermissionsConfig>()("databricks_permissions", {}) {}
