import type { ComputeSize } from "../definition/compute-size";
import type { Destination } from "../definition/destination";
import type { EnvValue } from "../definition/env";
import type { GitRepository } from "../definition/git-repository";
import type { Kind, Securable } from "../definition/kinds";
import type { ScalingConfig } from "../definition/scaling-config";
import type { Principal } from "./principal";
import type { TokenReference } from "./reference";
import type { Telemetry } from "./stage";

/** A literal, or what a token of another construct refers to. `bind()` alone keeps a token's text. */
export type BoundValue = string | TokenReference;

/** The workspace of a bound app: what a review needs of it. */
export interface BoundWorkspace {
  readonly name: string;
  readonly host: string;
  readonly workspaceId: string;
  readonly accountId: string;
  readonly cloud: "aws" | "azure" | "gcp";
  readonly region: string;
  readonly tier: string;
  readonly protected: boolean;
}

/** A resource with the real object that it is here. */
export interface BoundResource {
  readonly key: string;
  readonly kind: Kind;
  readonly permission: string;
  readonly description?: string;
  readonly securable?: Securable;
  readonly binding: { readonly [field: string]: BoundValue };
  readonly because?: string;
}

export interface BoundPrincipal {
  readonly kind: Principal["kind"];
  readonly name: BoundValue;
}

/** A role with who has it here. */
export interface BoundAccess {
  readonly role: string;
  readonly level: "CAN_USE" | "CAN_MANAGE";
  readonly principals: readonly BoundPrincipal[];
  readonly because?: string;
}

/**
 * One app in one workspace, resolved: plain, frozen JSON, the thing that is compared, reviewed and digested. Equal apps
 * have equal JSON: members have one order, however they were written down. Where it is placed (stack, state address)
 * is not part of it.
 */
export interface BoundApp {
  readonly schemaVersion: 1;
  /** The app's name in the workspace. */
  readonly name: string;
  /** The definition's name. */
  readonly definition: string;
  readonly stage: string;
  readonly description?: string;
  readonly workspace: BoundWorkspace;
  /** Sorted by key. */
  readonly resources: readonly BoundResource[];
  /** Sorted by role. */
  readonly access: readonly BoundAccess[];
  /** Sorted by name. */
  readonly env: { readonly [name: string]: EnvValue };
  readonly userApiScopes: readonly string[];
  readonly egress: readonly Destination[];
  /** Absent: Terraform does not touch it. */
  readonly size?: ComputeSize;
  /** Absent: Terraform does not touch it. */
  readonly scaling?: ScalingConfig;
  readonly telemetry?: Telemetry;
  readonly gitRepository?: GitRepository;
  readonly budgetPolicyId?: BoundValue;
  readonly usagePolicyId?: BoundValue;
  readonly space?: BoundValue;
  /** The oldest provider release this app may be applied with. */
  readonly providerFloor: string;
}
