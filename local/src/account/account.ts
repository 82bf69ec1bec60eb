import type { JsonObject } from "../json";
import type { Principal } from "../principal";

/** As the vendor calls the state of a private endpoint. */
export type ConnectionState = "PENDING" | "ESTABLISHED" | "REJECTED" | "DISCONNECTED" | "EXPIRED";

/** One private endpoint of a connectivity configuration. Times are milliseconds since 1970. */
export interface EndpointRule {
  readonly id: string;
  /** `resource_id` and `group_id`, or `endpoint_service`. */
  readonly target: JsonObject;
  domainNames?: readonly string[];
  resourceNames?: readonly string[];
  /** Known for endpoints to services of the cloud on AWS alone. */
  enabled?: boolean;
  connectionState: ConnectionState;
  readonly creationTime: number;
  updatedTime: number;
  deactivatedAt?: number;
}

/** Where serverless workloads come from, and which resources they reach privately: a region's, for many workspaces. */
export interface ConnectivityConfig {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly creationTime: number;
  updatedTime: number;
  readonly rules: { [id: string]: EndpointRule };
}

/** What a workspace is attached to. */
export interface WorkspaceNetwork {
  /** @default the default policy */
  policy?: string;
  /** There is one at most. */
  connectivityConfig?: string;
}

export interface AccountToken {
  readonly token: string;
  readonly principal: Principal;
}

/** What belongs to the account and not to a workspace of it. */
export interface Account {
  /** The first one is who applies the platform's stacks. */
  readonly admins: Principal[];
  /** Not those of workspaces: the vendor's, too, are good for one of the two levels alone. */
  readonly tokens: AccountToken[];
  readonly connectivityConfigs: { [id: string]: ConnectivityConfig };
  /** As they were asked for, by id. */
  readonly networkPolicies: { [id: string]: JsonObject };
  /** By the workspace's id. */
  readonly networks: { [workspace: string]: WorkspaceNetwork };
}

/** Is there always, and is what a workspace has that nobody gave another one. */
export const DEFAULT_POLICY = "default-policy";

export function emptyAccount(): Account {
  return {
    admins: [],
    tokens: [],
    connectivityConfigs: {},
    networkPolicies: { [DEFAULT_POLICY]: { egress: { network_access: { restriction_mode: "FULL_ACCESS" } } } },
    networks: {},
  };
}
