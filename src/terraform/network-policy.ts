import { dataSource } from "./data-source";
import { l1 } from "./l1";

/** The type of a network policy, ingress and egress in one. */
export const NETWORK_POLICY = "databricks_account_network_policy";
/** The type of what attaches a policy to a workspace. */
export const NETWORK_OPTION = "databricks_workspace_network_option";

export interface InternetDestination {
  readonly destination: string;
  readonly internet_destination_type: "DNS_NAME";
}

export interface StorageDestination {
  readonly storage_destination_type: "AWS_S3" | "AZURE_STORAGE" | "GOOGLE_CLOUD_STORAGE";
  readonly bucket_name?: string;
  readonly region?: string;
  readonly azure_storage_account?: string;
  readonly azure_storage_service?: string;
}

export interface NetworkAccess {
  readonly restriction_mode: "FULL_ACCESS" | "RESTRICTED_ACCESS";
  readonly allowed_internet_destinations?: readonly InternetDestination[];
  readonly blocked_internet_destinations?: readonly InternetDestination[];
  readonly allowed_storage_destinations?: readonly StorageDestination[];
  /** Without `dry_run_mode_product_filter`: it knows two products only, so any value leaves apps enforced. */
  readonly policy_enforcement?: { readonly enforcement_mode: "ENFORCED" | "DRY_RUN" };
}

/** The arguments of `databricks_account_network_policy` that we emit. */
export interface AccountNetworkPolicyConfig {
  /** Not optional here: without it every update of the policy is a replacement. */
  readonly account_id: string;
  readonly network_policy_id: string;
  readonly egress: { readonly network_access: NetworkAccess };
}

/** The Terraform resource `databricks_account_network_policy`. */
export class AccountNetworkPolicy extends l1<AccountNetworkPolicyConfig>()(NETWORK_POLICY, {
  network_policy_id: "string",
}) {}

/** The arguments of `databricks_workspace_network_option`. Destroying it makes no request: the policy stays. */
export interface WorkspaceNetworkOptionConfig {
  readonly workspace_id: number;
  readonly network_policy_id: string;
}

/** The Terraform resource `databricks_workspace_network_option`. */
export class WorkspaceNetworkOption extends l1<WorkspaceNetworkOptionConfig>()(NETWORK_OPTION, {}) {}

/** The data source of the same name: which policy is attached now. */
export class DataWorkspaceNetworkOption extends dataSource<{ readonly workspace_id: number }>(NETWORK_OPTION) {}
