import { VendorApiError } from "./vendor-error";
import type { WorkspaceApi } from "./workspace-api";

/** Who a token stands for. */
export interface Identity {
  /** A service principal's is its application id. */
  readonly userName: string;
  readonly workspaceId: string | undefined;
}

/** What the vendor knows of an app. */
export interface FoundApp {
  readonly name: string;
  readonly creator: string;
  readonly createTime?: string;
  /** On its way out: its name is taken, and there is nothing left to manage. */
  readonly isDeleting: boolean;
}

export async function whoAmI(api: WorkspaceApi): Promise<Identity> {
  const path = "/api/2.0/preview/scim/v2/Me";
  const { body, workspaceId } = await api.get(path);
  if (typeof body?.userName !== "string" || body.userName === "") throw unexpected(api, path, "userName");
  return { userName: body.userName, workspaceId };
}

export async function findApp(api: WorkspaceApi, name: string): Promise<FoundApp | undefined> {
  const path = `/api/2.0/apps/${encodeURIComponent(name)}`;
  const { body } = await api.get(path);
  if (body === undefined) return undefined;
  if (body.name !== name) throw unexpected(api, path, `name ${name}`);
  if (typeof body.creator !== "string" || body.creator === "") throw unexpected(api, path, "creator");
  const compute = isRecord(body.compute_status) ? body.compute_status.state : undefined;
  return {
    name,
    creator: body.creator,
    ...(typeof body.create_time === "string" && { createTime: body.create_time }),
    isDeleting: compute === "DELETING",
  };
}

/**
 * Does an app's list of permissions hold more than what comes with every app: its creator's own entry, the admins' and
 * what is inherited? The provider takes a list of those alone for none.
 */
export async function hasOwnPermissions(api: WorkspaceApi, name: string, me: Identity): Promise<boolean> {
  const path = `/api/2.0/permissions/apps/${encodeURIComponent(name)}`;
  const { body } = await api.get(path);
  if (body === undefined) return false;
  const list = body.access_control_list ?? [];
  if (!Array.isArray(list)) throw unexpected(api, path, "access_control_list");
  return list.filter(isRecord).some((entry) => {
    const direct = Array.isArray(entry.all_permissions)
      ? entry.all_permissions.some((each) => isRecord(each) && each.inherited !== true)
      : false;
    const isMine = [entry.user_name, entry.service_principal_name].some((who) => isSame(who, me.userName));
    return direct && !isMine && entry.group_name !== "admins";
  });
}

/** Users and service principals are compared without case. */
export function isSame(name: unknown, other: string): boolean {
  return typeof name === "string" && name.toLowerCase() === other.toLowerCase();
}

function unexpected({ origin }: WorkspaceApi, path: string, lacks: string): VendorApiError {
  return new VendorApiError(`GET ${path} at ${origin} answered without ${lacks}: is the host that of a workspace?`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
