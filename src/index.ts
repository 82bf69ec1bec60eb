// The public API, name by name: what is not here is free to change.

export { type Issue, AppsError, formatIssue } from "./errors";

export {
  type AppDefinition,
  type AppDefinitionProps,
  type Extension,
  type None,
  type UserApiScope,
  defineApp,
  extendApp,
} from "./definition/app-definition";
export { type AppResourceFactory, type Resources, type Why, AppResource } from "./definition/app-resource";
export type { ComputeSize } from "./definition/compute-size";
export type { Destination } from "./definition/destination";
export type { EnvValue } from "./definition/env";
export type { GitRepository } from "./definition/git-repository";
export type { Kind, Kinds, Ref, Securable } from "./definition/kinds";
export { type PermissionFactory, Permission } from "./definition/permission";
export {
  type HorizontalScaling,
  type ScalingConfigFactory,
  type StandardScaling,
  ScalingConfig,
} from "./definition/scaling-config";

export type {
  Backend,
  EgressContract,
  Workspace,
  WorkspaceAuth,
  WorkspaceFeature,
  WorkspaceLimits,
} from "./workspace/workspace";
export { defineWorkspace } from "./workspace/define-workspace";

export { stageFromFile } from "./files/stage-from-file";
export { workspaceFromFile } from "./files/workspace-from-file";

export { bind } from "./stage/bind";
export type {
  BoundAccess,
  BoundApp,
  BoundPrincipal,
  BoundResource,
  BoundValue,
  BoundWorkspace,
} from "./stage/bound-app";
export type { Acknowledgement, Check, Level, Rules } from "./stage/check";
export { type PrincipalFactory, Principal } from "./stage/principal";
export type { TokenReference } from "./stage/reference";
export {
  type Bindings,
  type Stage,
  type StageInput,
  type StageProps,
  type Telemetry,
  defineStage,
} from "./stage/stage";

export { compare } from "./promotion/compare";
export type { Difference } from "./promotion/difference";
export { type EgressNeedsFactory, EgressNeeds } from "./assembly/egress-needs";
export { egressContractFromFile } from "./assembly/egress-contract";
export type { Phase } from "./facts/required-hosts";
export type { Cause, EgressNeeds as AppEgressNeeds, NeededDestination, NeedsSource } from "./network/needs";
export type { PrivateEndpoint } from "./network/private-endpoint";

export { type AppProps, type StackProps, App } from "./constructs/app";
export { EgressPolicy } from "./constructs/egress-policy";
export type {
  EgressPolicyProps,
  FullAccessEgressPolicyProps,
  PlacedEgressPolicyProps,
  RestrictedEgressPolicyProps,
} from "./constructs/egress-policy-props";
export {
  type AdoptedNetworkConnectivityConfigProps,
  type NetworkConnectivityConfigProps,
  NetworkConnectivityConfig,
} from "./constructs/network-connectivity-config";
export { AccountProvider } from "./terraform/account-provider";
export type { DatabricksProvider } from "./terraform/databricks-provider";
export { WorkspaceProvider } from "./terraform/workspace-provider";
export { AccountStack } from "./stacks/account-stack";
export { type PromotionPipelineProps, type StageScope, PromotionPipeline } from "./stacks/promotion-pipeline";
export { WorkspaceStack } from "./stacks/workspace-stack";
