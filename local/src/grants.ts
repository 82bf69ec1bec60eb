import { type Grant, objectKey } from "./access";
import { RESOURCE_KINDS, type DeclaredResource } from "./apps/resource-kind";
import { OBJECT_TYPES } from "./object-type";
import { type Principal, samePrincipal } from "./principal";
import type { App, Workspace } from "./state";

/**
 * What the platform does for an app's service principal: declaring a resource grants the declared level on the object
 * (a secret's on its whole scope), removing the resource takes it back.
 */
export function syncGrants(workspace: Workspace, app: App, resources: readonly DeclaredResource[]): void {
  removeGrants(workspace, app);
  const principal: Principal = { kind: "servicePrincipal", name: app.servicePrincipal.clientId };
  for (const resource of resources) {
    const by = { app: app.name, resource: resource.name };
    const { key, level } = RESOURCE_KINDS[resource.kind].target(resource.fields, resource.permission);
    add(workspace, key, { principal, level, by });
    for (const [parent, privilege] of parentsOf(workspace, key)) {
      add(workspace, parent, { principal, level: privilege, by });
    }
  }
}

/** Takes back what the app's resources brought, and nothing that somebody else granted. */
export function removeGrants(workspace: Workspace, app: App): void {
  for (const object of Object.values(workspace.objects)) {
    object.grants = object.grants.filter(({ by }) => by?.app !== app.name);
  }
}

/** Forgets somebody who is no more. */
export function forgetPrincipal(workspace: Workspace, principal: Principal): void {
  for (const object of Object.values(workspace.objects)) {
    object.grants = object.grants.filter((grant) => !samePrincipal(grant.principal, principal));
  }
  for (const group of workspace.groups) {
    const kept = group.members.filter((member) => !samePrincipal(member, principal));
    group.members.splice(0, group.members.length, ...kept);
  }
}

/**
 * An authoritative list replaces every grant on the object, the platform's own to an app included: an app whose
 * resource this is loses it without notice. What only the platform can give stays.
 */
export function replaceGrants(workspace: Workspace, key: string, grants: readonly Grant[]): void {
  const object = workspace.objects[key];
  if (object === undefined) return;
  const internal = OBJECT_TYPES[object.type].internal ?? [];
  object.grants = [...object.grants.filter(({ level }) => internal.includes(level)), ...grants];
}

function add(workspace: Workspace, key: string, grant: Grant): void {
  workspace.objects[key]?.grants.push(grant);
}

/** Unity Catalog: the privileges on catalog and schema without which the one on the object is of no use. */
function parentsOf(workspace: Workspace, key: string): readonly (readonly [string, string])[] {
  const schema = workspace.objects[key]?.parent;
  if (schema === undefined || !schema.startsWith("schemas/")) return [];
  const catalog = workspace.objects[schema]?.parent ?? objectKey("catalogs", "");
  return [
    [schema, "USE_SCHEMA"],
    [catalog, "USE_CATALOG"],
  ];
}
