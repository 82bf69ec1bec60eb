import type { Route } from "../api";
import { type Group, type Principal, type ServicePrincipal, USERS, type User, groupsOf } from "../principal";
import type { Workspace } from "../state";
import { badRequest, missing } from "../vendor-error";

const SCIM = "/api/2.0/preview/scim/v2";

/** Who there is, by filter. */
export const scimRoutes: readonly Route[] = [
  {
    method: "GET",
    path: `${SCIM}/Me`,
    handle: ({ workspace, caller }) => me(workspace, caller),
  },
  { method: "GET", path: `${SCIM}/Users`, handle: (request) => list(request, "userName", users(request.workspace)) },
  {
    method: "GET",
    path: `${SCIM}/Groups`,
    handle: (request) =>
      list(
        request,
        "displayName",
        request.workspace.groups.map((each) => group(request.workspace, each)),
      ),
  },
  {
    method: "GET",
    path: `${SCIM}/Groups/:id`,
    handle: ({ workspace, params }) => {
      const found = workspace.groups.find(({ id }) => id === params.id);
      if (found === undefined) throw missing(`Group with id ${params.id ?? ""} not found.`);
      return group(workspace, found);
    },
  },
  {
    method: "GET",
    path: `${SCIM}/ServicePrincipals`,
    handle: (request) => list(request, "applicationId", request.workspace.servicePrincipals.map(servicePrincipal)),
  },
];

function me(workspace: Workspace, caller: Principal): unknown {
  const groups = [...groupsOf(workspace, caller)].filter((name) => name !== USERS).map((display) => ({ display }));
  const user = workspace.users.find(({ userName }) => userName === caller.name);
  if (user !== undefined) return { ...scimUser(user), groups };
  const found = workspace.servicePrincipals.find(({ applicationId }) => applicationId === caller.name);
  // A service principal's user name is its application id.
  return { id: found?.id, userName: caller.name, displayName: found?.displayName, active: true, groups };
}

function users(workspace: Workspace): readonly object[] {
  return workspace.users.map(scimUser);
}

function scimUser({ id, userName }: User): object {
  return { id, userName, displayName: userName, active: true, emails: [{ value: userName, primary: true }] };
}

function servicePrincipal({ id, applicationId, displayName }: ServicePrincipal): object {
  return { id, applicationId, displayName, active: true };
}

function group(workspace: Workspace, { id, displayName, members }: Group): object {
  return { id, displayName, members: members.map((member) => reference(workspace, member)) };
}

function reference(workspace: Workspace, { kind, name }: Principal): object {
  const lower = name.toLowerCase();
  const [folder, id] =
    kind === "user"
      ? ["Users", workspace.users.find(({ userName }) => userName.toLowerCase() === lower)?.id]
      : kind === "group"
        ? ["Groups", workspace.groups.find(({ displayName }) => displayName === name)?.id]
        : [
            "ServicePrincipals",
            workspace.servicePrincipals.find((each) => each.applicationId.toLowerCase() === lower)?.id,
          ];
  return { value: id, display: name, $ref: `${folder ?? ""}/${id ?? ""}` };
}

/** `attribute eq "value"`, the only filter that the provider writes. */
function list(
  { query }: { readonly query: URLSearchParams },
  fallback: string,
  all: readonly object[],
): { readonly totalResults: number; readonly Resources: readonly object[] } {
  const filter = query.get("filter");
  if (filter === null) return { totalResults: all.length, Resources: all };
  const [, attribute = fallback, value = ""] = /^(\w+) eq ["'](.*)["']$/.exec(filter) ?? [];
  if (value === "") throw badRequest(`The filter ${filter} is not known here: <attribute> eq "<value>".`);
  const found = all.filter((each) => {
    const held: unknown = Reflect.get(each, attribute);
    return typeof held === "string" && held.toLowerCase() === value.toLowerCase();
  });
  return { totalResults: found.length, Resources: found };
}
