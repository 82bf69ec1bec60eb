import type { AppDefinition } from "../definition/app-definition";
import type { AppResource } from "../definition/app-resource";
import { sort } from "../definition/canonical-json";
import type { Destination } from "../definition/destination";
import type { EnvValue } from "../definition/env";
import { isWhole } from "../definition/freeze";
import type { GitRepository } from "../definition/git-repository";
import type { Permission } from "../definition/permission";
import type { ScalingConfig } from "../definition/scaling-config";

/** What a definition gives to every stage of it: in order, and frozen where it stands in a bound app as it is. */
export interface DefinitionParts {
  /** Sorted by key. */
  readonly resources: readonly (readonly [string, AppResource])[];
  /** Sorted by role. */
  readonly roles: readonly (readonly [string, Permission])[];
  /** Sorted by name; undefined for what each stage sets. */
  readonly env: readonly (readonly [string, EnvValue | undefined])[];
  readonly userApiScopes: readonly string[];
  readonly egress: readonly Destination[];
  readonly scaling?: ScalingConfig;
  readonly gitRepository?: GitRepository;
}

const known = new WeakMap<AppDefinition, DefinitionParts>();

/** The parts of a definition without a problem. */
export function partsOf(definition: AppDefinition): DefinitionParts {
  let parts = known.get(definition);
  if (parts === undefined) {
    parts = makeParts(definition);
    if (isWhole(definition)) known.set(definition, parts);
  }
  return parts;
}

function makeParts(definition: AppDefinition): DefinitionParts {
  const { scaling, gitRepository } = definition;
  const env: Record<string, EnvValue | undefined> = {};
  for (const name of definition.stageEnv) env[name] = undefined;
  for (const [name, value] of Object.entries(definition.env)) {
    env[name] = typeof value === "string" ? value : Object.freeze({ valueFrom: value.valueFrom });
  }
  return {
    resources: sorted(definition.resources),
    roles: sorted(definition.roles),
    env: sorted(env),
    userApiScopes: Object.freeze([...definition.userApiScopes]),
    egress: Object.freeze(definition.egress.map((destination) => inOrder(destination, DESTINATION))),
    ...(scaling !== undefined && { scaling: inOrder(scaling, SCALING) }),
    ...(gitRepository !== undefined && { gitRepository: inOrder(gitRepository, ["url", "provider"]) }),
  };
}

const DESTINATION = ["host", "phase", "storageAccount", "service", "bucket", "region", "because"];
export const SCALING = ["kind", "instances"];

/** By name: the order in which a literal was written down must change neither a digest nor a plan. */
function sorted<T>(members: Readonly<Record<string, T>>): (readonly [string, T])[] {
  return sort(Object.keys(members)).map((name) => [name, members[name] as T]);
}

/** A frozen copy: the members that have a value, as far as they are named, in the order of the names. */
export function inOrder<T extends object>(value: T, names: readonly string[]): T {
  const from = value as Readonly<Record<string, unknown>>;
  const copy: Record<string, unknown> = {};
  for (const name of names) {
    const member = from[name];
    if (member !== undefined) copy[name] = member;
  }
  return Object.freeze(copy) as T;
}
