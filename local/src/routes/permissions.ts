import { type ApiRequest, type Context, type Handler, type Route, demand } from "../api";
import { type Grant, type SecuredObject, lineage, mayGrant, objectKey } from "../access";
import { replaceGrants } from "../grants";
import { type JsonObject, asList, asObject, asText } from "../json";
import { OBJECT_TYPES, type ObjectType, offeredLevels } from "../object-type";
import { ADMINS, type Principal, isKnown, samePrincipal } from "../principal";
import type { Workspace } from "../state";
import { badRequest, invalid, missing } from "../vendor-error";
import { findApp } from "../apps/app-lifecycle";

/** The same three calls for every type of object that has them. */
export const permissionRoutes: readonly Route[] = (Object.keys(OBJECT_TYPES) as ObjectType[]).flatMap((type) => {
  const known = OBJECT_TYPES[type].permissions;
  if (known === undefined) return [];
  const path = `/api/2.0/permissions/${known.path}/:id`;
  return [
    { method: "GET", path, handle: read(type) },
    { method: "PUT", path, handle: write(type, true) },
    { method: "PATCH", path, handle: write(type, false) },
  ] as const;
});

function read(type: ObjectType): Handler {
  return (request, context) => {
    const { key, object } = find(type, request, context);
    demand(request, OBJECT_TYPES[type].manage, key);
    return answer(type, object, request.workspace);
  };
}

function write(type: ObjectType, replace: boolean): Handler {
  return (request, context) => {
    const { workspace, caller, body } = request;
    const { key, object } = find(type, request, context);
    demand(request, OBJECT_TYPES[type].manage, key);
    const list = asList(body.access_control_list).map(asObject);
    if (list.length === 0) throw invalid("access_control_list must not be empty.");
    const grants = list.map((entry) => readGrant(type, entry, workspace));
    const named = (grant: Grant): boolean => grants.some((each) => samePrincipal(each.principal, grant.principal));
    if (replace) replaceGrants(workspace, key, grants);
    else object.grants = [...object.grants.filter((grant) => !named(grant)), ...grants];
    if (context.switches.callerKeepsManagement && !mayGrant(workspace, caller, key)) {
      throw badRequest(`Cannot remove management permissions for the current user ${caller.name} from ${key}.`);
    }
    return answer(type, object, workspace);
  };
}

function find(
  type: ObjectType,
  { workspace, params }: ApiRequest,
  context: Context,
): { readonly key: string; readonly object: SecuredObject } {
  const id = params.id ?? "";
  if (type === "apps" && findApp(workspace, id, context).compute.state === "DELETING") {
    throw missing(`App with name ${id} does not exist or is deleted.`);
  }
  // Folders and files are kept by their path, and asked for by their number.
  const key =
    type === "directories" || type === "files"
      ? Object.keys(workspace.objects).find(
          (each) => each.startsWith("directories/") && workspace.objects[each]?.id === id,
        )
      : objectKey(type, id);
  const object = key === undefined ? undefined : workspace.objects[key];
  if (key === undefined || object === undefined) throw missing(`${type} ${id} does not exist.`);
  return { key, object };
}

function readGrant(type: ObjectType, entry: JsonObject, workspace: Workspace): Grant {
  const level = asText(entry.permission_level) ?? "";
  const offered = offeredLevels(type);
  if (!offered.includes(level)) throw invalid(`'${level}' is not one of ${offered.join(", ")}.`);
  const principal = readPrincipal(entry, workspace);
  if (principal.kind === "group" && principal.name === ADMINS && OBJECT_TYPES[type].adminsManage) {
    throw badRequest(`It is not possible to modify the permissions of group ${ADMINS}.`);
  }
  return { principal, level };
}

/** The provider names itself by `user_name` even where it is a service principal: both kinds are looked up. */
function readPrincipal(entry: JsonObject, workspace: Workspace): Principal {
  const user = asText(entry.user_name);
  const group = asText(entry.group_name);
  const application = asText(entry.service_principal_name);
  if ([user, group, application].filter((each) => each !== undefined).length !== 1) {
    throw invalid("An entry needs exactly one of user_name, group_name, service_principal_name.");
  }
  const candidates: readonly Principal[] =
    group !== undefined
      ? [{ kind: "group", name: group }]
      : application !== undefined
        ? [{ kind: "servicePrincipal", name: application }]
        : [
            { kind: "user", name: user ?? "" },
            { kind: "servicePrincipal", name: user ?? "" },
          ];
  const found = candidates.find((each) => isKnown(workspace, each));
  if (found !== undefined) return found;
  throw missing(`Principal: ${candidates[0]?.kind ?? ""}Name(${candidates[0]?.name ?? ""}) does not exist.`);
}

/** A grant as an answer shows it. */
type Shown = Grant & { readonly from?: string };

function answer(type: ObjectType, object: SecuredObject, workspace: Workspace): unknown {
  const row = OBJECT_TYPES[type];
  const internal = row.internal ?? [];
  const path = row.permissions?.path ?? type;
  const above = lineage(workspace, object).slice(1);
  const shown: readonly Shown[] = [
    ...(object.owner === undefined ? [] : [{ principal: object.owner, level: row.levels.at(-1) ?? row.manage }]),
    ...object.grants.filter(({ level }) => !internal.includes(level)),
    ...above.flatMap(({ id, grants }) => grants.map((grant) => ({ ...grant, from: `/${path}/${id}` }))),
    ...(row.adminsManage
      ? [{ principal: { kind: "group", name: ADMINS } as const, level: row.manage, from: "/" }]
      : []),
  ];
  return {
    object_id: `/${path}/${object.id}`,
    object_type: row.permissions?.type ?? type,
    access_control_list: merged(shown),
  };
}

/** One entry for each principal, with all its levels. */
function merged(grants: readonly Shown[]): readonly object[] {
  const entries = new Map<string, { readonly [field: string]: unknown; readonly all_permissions: object[] }>();
  for (const { principal, level, from } of grants) {
    const field = FIELDS[principal.kind];
    const id = `${field} ${principal.name}`;
    const entry = entries.get(id) ?? { [field]: principal.name, all_permissions: [] };
    entries.set(id, entry);
    entry.all_permissions.push({
      permission_level: level,
      inherited: from !== undefined,
      ...(from === undefined ? {} : { inherited_from_object: [from] }),
    });
  }
  return [...entries.values()];
}

const FIELDS = { user: "user_name", group: "group_name", servicePrincipal: "service_principal_name" } as const;
