import type { AppResource, Resources } from "./app-resource";
import type { ComputeSize } from "./compute-size";
import type { Destination } from "./destination";
import type { EnvValue } from "./env";
import { freezeWhole } from "./freeze";
import type { GitRepository } from "./git-repository";
import type { Permission } from "./permission";
import type { ScalingConfig } from "./scaling-config";
import { type Source, callOf, withSource } from "./source";

/** No resources. */
export type None = Readonly<Record<never, never>>;

/** A user API scope: the known ones complete in an editor, others are accepted with a warning. */
export type UserApiScope = "sql" | "genie" | "files" | "postgres" | "model-serving" | (string & {});

/** What an app is and needs: everything that stays the same in every workspace. */
export interface AppDefinitionProps<R extends Resources, A extends string, V extends string> {
  /** 2-30 lowercase letters, digits and hyphens, first a letter: part of the URL, never changed later. */
  readonly name: string;
  /** Shown in the list of apps. @default none */
  readonly description?: string;
  /** The app's folder, relative to the file that runs. @default none: the source is deployed by other means */
  readonly source?: string;
  /** @default none */
  readonly resources?: R;
  /** Roles: who may open the app, at which level; each stage names the principals. @default only its creator */
  readonly access?: { readonly [Role in A]: Permission };
  /** Environment variables: a constant, or the value of a resource. @default none */
  readonly env?: { readonly [name: string]: string | { readonly valueFrom: NoInfer<keyof R & string> } };
  /** Variables every stage must set; sent with the deployment, so the source stays byte-identical. @default none */
  readonly stageEnv?: readonly V[];
  /** What the app may do in its user's name; needs user authorization to be enabled in the workspace. @default none */
  readonly userApiScopes?: readonly UserApiScope[];
  /** Hosts and storage outside the workspace that the app has to reach. @default none */
  readonly egress?: readonly Destination[];
  /** The Git repository that deployments may be taken from. @default none */
  readonly gitRepository?: GitRepository;
  /**
   * Left unset: Terraform does not touch it, the platform's default is MEDIUM. Chosen, here or in a stage: written
   * out, and the stack needs provider 1.143.0.
   */
  readonly size?: ComputeSize;
  /** Left unset: Terraform does not touch it. Chosen, here or in a stage: the stack needs provider 1.143.0. */
  readonly scaling?: ScalingConfig;
}

/** A definition: plain, frozen data. It names no workspace and holds no token of another construct. */
export interface AppDefinition<R extends Resources = Resources, A extends string = string, V extends string = string> {
  readonly name: string;
  readonly description?: string;
  readonly source?: string;
  readonly resources: R;
  readonly roles: { readonly [Role in A]: Permission };
  readonly env: { readonly [name: string]: EnvValue };
  readonly stageEnv: readonly V[];
  readonly userApiScopes: readonly string[];
  readonly egress: readonly Destination[];
  readonly gitRepository?: GitRepository;
  readonly size?: ComputeSize;
  readonly scaling?: ScalingConfig;
}

/**
 * Defines an app once, for every workspace. Nothing is checked here: every problem of a program is reported together,
 * when it is synthesized.
 *
 * @see https://docs.databricks.com/aws/en/dev-tools/databricks-apps/key-concepts
 */
export function defineApp<
  const R extends Resources = None,
  const A extends string = never,
  const V extends string = never,
>(props: AppDefinitionProps<R, A, V>): AppDefinition<R, A, V> {
  // A copy: plain JavaScript may pass nothing at all.
  const { access, ...rest } = { ...props };
  // The casts give absent members their empty form: R, A and V are then the empty types they default to.
  const definition: AppDefinition<R, A, V> = {
    ...rest,
    resources: rest.resources ?? ({} as R),
    roles: access ?? ({} as AppDefinition<R, A, V>["roles"]),
    env: rest.env ?? {},
    stageEnv: rest.stageEnv ?? [],
    userApiScopes: rest.userApiScopes ?? [],
    egress: rest.egress ?? [],
  };
  return freezeWhole(withSource(definition, callOf(defineApp, props)));
}

/** What a company's wrapper adds to a definition; every caller's stage must then bind it. */
export interface Extension<R extends Resources, A extends string, V extends string> {
  readonly resources?: R;
  readonly access?: { readonly [Role in A]: Permission };
  readonly stageEnv?: readonly V[];
}

/** Keys that both sides of an extension have: recorded here, reported when the definition is bound. */
const collisions = new WeakMap<object, readonly Collision[]>();

export interface Collision {
  readonly path: readonly string[];
  /** The call of extendApp. */
  readonly source: Source;
}

/** What extensions declared again. */
export function collisionsOf(definition: object): readonly Collision[] {
  return collisions.get(definition) ?? [];
}

/** A definition with more needs. A key that the definition already has is refused when the result is bound. */
export function extendApp<
  R extends Resources,
  A extends string,
  V extends string,
  const R2 extends Resources = None,
  const A2 extends string = never,
  const V2 extends string = never,
>(app: AppDefinition<R, A, V>, add: Extension<R2, A2, V2>): AppDefinition<R & R2, A | A2, V | V2> {
  // Copies and concat take what is no object or list as it is; it is reported when the result is bound.
  const more = { ...add };
  const resources: Record<string, AppResource> = { ...app.resources, ...more.resources };
  const roles: Record<string, Permission> = { ...app.roles, ...more.access };
  const stageEnv = ([] as string[]).concat(app.stageEnv, more.stageEnv ?? []);
  const both = (a: object, b?: object) => Object.keys({ ...b }).filter((key) => Object.hasOwn({ ...a }, key));
  const extended = freezeWhole({ ...app, resources, roles, stageEnv });
  const source = callOf(extendApp);
  collisions.set(extended, [
    ...collisionsOf(app),
    ...both(app.resources, more.resources).map((key) => ({ path: ["resources", key], source })),
    ...both(app.roles, more.access).map((key) => ({ path: ["access", key], source })),
  ]);
  return extended as unknown as AppDefinition<R & R2, A | A2, V | V2>;
}
