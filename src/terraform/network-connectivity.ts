import { dataSource } from "./data-source";
import { l1 } from "./l1";

/** The arguments of `databricks_mws_network_connectivity_config`. A change of either replaces it. */
export interface MwsNetworkConnectivityConfigConfig {
  readonly name: string;
  readonly region: string;
}

/** The Terraform resource `databricks_mws_network_connectivity_config`. */
export class MwsNetworkConnectivityConfig extends l1<MwsNetworkConnectivityConfigConfig>()(
  "databricks_mws_network_connectivity_config",
  { network_connectivity_config_id: "string" },
) {}

/** The data source of the same name: a configuration that exists, by its name. */
export class DataMwsNetworkConnectivityConfig extends dataSource<{ readonly name: string }>(
  "databricks_mws_network_connectivity_config",
) {}

/** The data source of all of them: the names of the account's configurations. */
export class DataMwsNetworkConnectivityConfigs extends dataSource<{ readonly region?: string }>(
  "databricks_mws_network_connectivity_configs",
) {}

/** The type of what binds a workspace to a configuration. */
export const NCC_BINDING = "databricks_mws_ncc_binding";

/** The arguments of `databricks_mws_ncc_binding`. Reading it does nothing, and neither does destroying it. */
export interface MwsNccBindingConfig {
  readonly network_connectivity_config_id: string;
  readonly workspace_id: number;
}

/** The Terraform resource `databricks_mws_ncc_binding`. */
export class MwsNccBinding extends l1<MwsNccBindingConfig>()(NCC_BINDING, {}) {}

/** The arguments of `databricks_mws_ncc_private_endpoint_rule` that we emit; the rest is computed or for GCP. */
export interface MwsNccPrivateEndpointRuleConfig {
  readonly network_connectivity_config_id: string;
  /** Azure. */
  readonly resource_id?: string;
  /** Azure; neither with `domain_names` nor with `resource_names`. */
  readonly group_id?: string;
  readonly domain_names?: readonly string[];
  /** AWS. */
  readonly endpoint_service?: string;
  /** Buckets. */
  readonly resource_names?: readonly string[];
}

/** The Terraform resource `databricks_mws_ncc_private_endpoint_rule`. */
export class MwsNccPrivateEndpointRule extends l1<MwsNccPrivateEndpointRuleConfig>()(
  "databricks_mws_ncc_private_endpoint_rule",
  { rule_id: "string", connection_state: "string" },
) {}
