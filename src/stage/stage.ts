import type { AppDefinition } from "../definition/app-definition";
import type { Resources } from "../definition/app-resource";
import type { ComputeSize } from "../definition/compute-size";
import { freeze } from "../definition/freeze";
import type { Kinds, Ref } from "../definition/kinds";
import type { ScalingConfig } from "../definition/scaling-config";
import { callOf, withSource } from "../definition/source";
import type { Workspace } from "../workspace/workspace";
import type { Principal } from "./principal";

/** The real instance for every resource of a definition. */
export type Bindings<R extends Resources> = { readonly [Key in keyof R]: Kinds[R[Key]["kind"]]["binding"] };

/** Unity Catalog tables, as `catalog.schema.table`, that the app's logs, metrics and traces are written to. */
export interface Telemetry {
  readonly logsTable: string;
  readonly metricsTable: string;
  readonly tracesTable: string;
}

/** Everything that differs between workspaces: the only place that names real things. */
export interface StageProps<R extends Resources, A extends string, V extends string> {
  /** What each resource of the definition is here. */
  readonly bindings: Bindings<R>;
  /** Who has each role of the definition here; at least one principal each. */
  readonly access: { readonly [Role in A]: readonly [Principal, ...Principal[]] };
  /** The value of each variable in the definition's `stageEnv`. */
  readonly env: { readonly [Name in V]: string };
  /** @default the definition's */
  readonly size?: ComputeSize;
  /** @default the definition's */
  readonly scaling?: ScalingConfig;
  /** The stack is `<app>-<stage>`. @default the workspace's name */
  readonly name?: string;
  /** The app's name in this workspace. @default the definition's name */
  readonly physicalName?: string;
  /** Where logs, metrics and traces go. @default nowhere: they are lost with the compute */
  readonly telemetry?: Telemetry;
  /** @default the workspace's own policy, if it assigns one */
  readonly budgetPolicyId?: Ref;
  /** @default the workspace's own policy, if it assigns one */
  readonly usagePolicyId?: Ref;
  /** The app space to create the app in; cannot be changed later. @default none */
  readonly space?: Ref;
}

/** One app in one workspace. */
export interface Stage<
  R extends Resources = Resources,
  A extends string = string,
  V extends string = string,
> extends StageProps<R, A, V> {
  readonly definition: AppDefinition<R, A, V>;
  readonly workspace: Workspace;
}

/** A stage's own part. `bindings`, `access` and `env` may be left out where the definition asks for none. */
export type StageInput<R extends Resources, A extends string, V extends string> = Omit<
  StageProps<R, A, V>,
  "bindings" | "access" | "env"
> &
  ([keyof R] extends [never]
    ? { readonly bindings?: Readonly<Record<string, never>> }
    : { readonly bindings: Bindings<R> }) &
  ([A] extends [never]
    ? { readonly access?: Readonly<Record<string, never>> }
    : { readonly access: StageProps<R, A, V>["access"] }) &
  ([V] extends [never]
    ? { readonly env?: Readonly<Record<string, never>> }
    : { readonly env: StageProps<R, A, V>["env"] });

/**
 * Configures an app for one workspace. A missing or unknown binding, role or variable is a compile error; what the
 * compiler cannot see is reported together with every other problem of the program, at synthesis.
 */
export function defineStage<R extends Resources, A extends string, V extends string>(
  app: AppDefinition<R, A, V>,
  workspace: Workspace,
  props: StageInput<R, A, V>,
): Stage<R, A, V> {
  // The casts join the conditional parts of StageInput, which the compiler cannot follow for unknown R, A and V.
  const stage = { ...(props as object), definition: app, workspace } as Draft<Stage<R, A, V>>;
  if (stage.bindings === undefined) stage.bindings = {} as Bindings<R>;
  if (stage.access === undefined) stage.access = {} as StageProps<R, A, V>["access"];
  if (stage.env === undefined) stage.env = {} as StageProps<R, A, V>["env"];
  return freeze(withSource(stage as Stage<R, A, V>, callOf(defineStage, props)));
}

type Draft<T> = { -readonly [K in keyof T]?: T[K] };
