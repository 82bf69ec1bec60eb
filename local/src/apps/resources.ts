import { mayGrant } from "../access";
import { asObject, asText, isObject, type Json } from "../json";
import type { Principal } from "../principal";
import type { Workspace } from "../state";
import type { Switches } from "../switches";
import { badRequest, denied, invalid, missing } from "../vendor-error";
import { RESOURCE_KINDS, RESOURCE_KIND_NAMES, SECURABLE_TYPES, type DeclaredResource } from "./resource-kind";

/** Reads `resources` of an app's body, or refuses it. */
export function readResources(value: Json | undefined, switches: Switches): readonly DeclaredResource[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid("resources must be a list.");
  const resources = (value as readonly Json[]).map((each) => readResource(each, switches));
  const names = resources.map(({ name }) => name);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) throw invalid(`Resource name ${twin} is not unique.`);
  return resources;
}

function readResource(value: Json, switches: Switches): DeclaredResource {
  const entry = asObject(value);
  const name = asText(entry.name) ?? "";
  if (name.length < 2 || name.length > 30) throw invalid(`Resource name '${name}' must have 2 to 30 characters.`);
  if (switches.strictResourceKeys && !/^[a-z][a-z0-9-]*$/.test(name)) {
    throw invalid(`Resource name '${name}' may only have lowercase letters, digits and hyphens.`);
  }
  if ((asText(entry.description) ?? "").length > 50) {
    throw invalid(`The description of resource '${name}' has more than 50 characters.`);
  }
  const kinds = RESOURCE_KIND_NAMES.filter((kind) => isObject(entry[kind]));
  const unknown = Object.keys(entry).find(
    (key) => key !== "name" && key !== "description" && !(RESOURCE_KIND_NAMES as readonly string[]).includes(key),
  );
  if (unknown !== undefined) throw invalid(`Resource '${name}' has the unknown field ${unknown}.`);
  const kind = kinds[0];
  if (kind === undefined || kinds.length > 1) throw invalid(`Resource '${name}' must have exactly one kind.`);
  return { name, kind, ...readFields(name, kind, asObject(entry[kind])) };
}

function readFields(
  name: string,
  kind: DeclaredResource["kind"],
  given: ReturnType<typeof asObject>,
): Pick<DeclaredResource, "fields" | "permission"> {
  const row = RESOURCE_KINDS[kind];
  const fields: Record<string, string> = {};
  for (const field of row.fields) {
    const text = asText(given[field]);
    if (text === undefined || text === "") throw invalid(`Resource '${name}' needs ${kind}.${field}.`);
    fields[field] = text;
  }
  const permission = asText(given.permission) ?? "";
  const allowed = kind === "uc_securable" ? privilegesOf(name, fields.securable_type) : row.permissions;
  if (!allowed.includes(permission)) {
    throw invalid(`Resource '${name}': '${permission}' is not one of ${allowed.join(", ")}.`);
  }
  return { fields, permission };
}

function privilegesOf(name: string, type: string | undefined): readonly string[] {
  const row = SECURABLE_TYPES[type ?? ""];
  if (row !== undefined) return row.permissions;
  throw invalid(`Resource '${name}': '${type ?? ""}' is not one of ${Object.keys(SECURABLE_TYPES).join(", ")}.`);
}

/**
 * Who declares a resource grants on it: it must exist, and they must manage it. What the app had before was granted
 * before and is not asked for again.
 */
export function checkResources(
  workspace: Workspace,
  caller: Principal,
  wanted: readonly DeclaredResource[],
  before: readonly DeclaredResource[] = [],
): void {
  for (const resource of wanted) {
    const row = RESOURCE_KINDS[resource.kind];
    const absent = row.missing(workspace, resource.fields);
    if (absent !== undefined) throw missing(absent);
    const { key } = row.target(resource.fields, resource.permission);
    if (before.some((each) => sameTarget(each, resource))) continue;
    if (mayGrant(workspace, caller, key)) continue;
    throw denied(`${caller.name} does not have permission to grant ${resource.permission} on ${key}.`);
  }
}

/** Refuses an app that is a resource of itself. */
export function checkNotItself(name: string, resources: readonly DeclaredResource[]): void {
  if (resources.some(({ kind, fields }) => kind === "app" && fields.name === name)) {
    throw badRequest(`App ${name} cannot be a resource of itself.`);
  }
}

function sameTarget(a: DeclaredResource, b: DeclaredResource): boolean {
  return a.kind === b.kind && a.permission === b.permission && JSON.stringify(a.fields) === JSON.stringify(b.fields);
}
