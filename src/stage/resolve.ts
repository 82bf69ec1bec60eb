import { isWhole } from "../definition/freeze";
import { KINDS } from "../definition/kinds";
import { PROVIDER_FLOOR, RESIZE_FLOOR } from "../facts/provider-versions";
import type { Workspace } from "../workspace/workspace";
import type { BoundAccess, BoundApp, BoundPrincipal, BoundResource, BoundWorkspace } from "./bound-app";
import { type DefinitionParts, inOrder, partsOf, SCALING } from "./definition-parts";
import type { Principal } from "./principal";
import type { Stage } from "./stage";

type Draft<T> = { -readonly [K in keyof T]?: T[K] };

/**
 * What a stage without a problem comes to: every default applied, every member in one order, however it was written
 * down. All of it is frozen as it is made; what depends on the definition or the workspace alone is made once.
 */
export function resolve(stage: Stage): BoundApp {
  const { definition, workspace } = stage;
  const parts = partsOf(definition);
  const size = stage.size ?? definition.size;
  const scaling = stage.scaling === undefined ? parts.scaling : inOrder(stage.scaling, SCALING);
  // Member by member: absent stays absent in the JSON, and to spread objects into one takes several times as long.
  const bound: Draft<BoundApp> = {
    schemaVersion: 1,
    name: stage.physicalName ?? definition.name,
    definition: definition.name,
    stage: stage.name ?? workspace.name,
  };
  if (definition.description !== undefined) bound.description = definition.description;
  bound.workspace = boundWorkspace(workspace);
  bound.resources = boundResources(parts, stage);
  bound.access = boundAccess(parts, stage);
  bound.env = boundEnv(parts, stage);
  bound.userApiScopes = parts.userApiScopes;
  bound.egress = parts.egress;
  if (size !== undefined) bound.size = size;
  if (scaling !== undefined) bound.scaling = scaling;
  if (stage.telemetry !== undefined) bound.telemetry = inOrder(stage.telemetry, TELEMETRY);
  if (parts.gitRepository !== undefined) bound.gitRepository = parts.gitRepository;
  if (stage.budgetPolicyId !== undefined) bound.budgetPolicyId = stage.budgetPolicyId;
  if (stage.usagePolicyId !== undefined) bound.usagePolicyId = stage.usagePolicyId;
  if (stage.space !== undefined) bound.space = stage.space;
  // Below 1.143.0 every later update of an app with a chosen size or count fails, and changing back has no effect.
  bound.providerFloor = size === undefined && scaling === undefined ? PROVIDER_FLOOR.value : RESIZE_FLOOR.value;
  return Object.freeze(bound as BoundApp);
}

const TELEMETRY = ["logsTable", "metricsTable", "tracesTable"];

const workspaces = new WeakMap<Workspace, BoundWorkspace>();

function boundWorkspace(workspace: Workspace): BoundWorkspace {
  let bound = workspaces.get(workspace);
  if (bound === undefined) {
    const { name, host, workspaceId, accountId, cloud, region, tier } = workspace;
    const isProtected = workspace.protected ?? false;
    bound = Object.freeze({ name, host, workspaceId, accountId, cloud, region, tier, protected: isProtected });
    if (isWhole(workspace)) workspaces.set(workspace, bound);
  }
  return bound;
}

function boundResources({ resources }: DefinitionParts, { bindings }: Stage): readonly BoundResource[] {
  const all: BoundResource[] = [];
  for (const [key, { kind, permission, description, securable, because }] of resources) {
    const resource: Draft<BoundResource> = { key, kind, permission };
    if (description !== undefined) resource.description = description;
    if (securable !== undefined) resource.securable = securable;
    if (because !== undefined) resource.because = because;
    resource.binding = inOrder(bindings[key] as BoundResource["binding"], KINDS[kind].binding);
    all.push(Object.freeze(resource as BoundResource));
  }
  return Object.freeze(all);
}

function boundAccess({ roles }: DefinitionParts, { access }: Stage): readonly BoundAccess[] {
  const all: BoundAccess[] = [];
  for (const [role, { level, because }] of roles) {
    const principals = Object.freeze((access[role] ?? []).map(boundPrincipal));
    const bound = because === undefined ? { role, level, principals } : { role, level, principals, because };
    all.push(Object.freeze(bound));
  }
  return Object.freeze(all);
}

function boundPrincipal({ kind, name }: Principal): BoundPrincipal {
  return Object.freeze({ kind, name });
}

function boundEnv({ env }: DefinitionParts, stage: Stage): BoundApp["env"] {
  const all: Record<string, BoundApp["env"][string]> = {};
  for (const [name, value] of env) all[name] = value ?? (stage.env[name] as string);
  return Object.freeze(all);
}
