import { record } from "./app-data";
import { isSame } from "./app-lookup";
import { VendorApiError } from "./vendor-error";
import type { WorkspaceApi } from "./workspace-api";

/** Groups that hold every service principal of a workspace. */
const EVERYBODY = ["users", "account users"];

/**
 * Lets an app's service principal read a folder, where it may not already: that one principal, reading, that folder.
 * False: who runs this may not manage the folder, and so cannot know; the deployment will tell.
 */
export async function letRead(api: WorkspaceApi, folderId: string, servicePrincipal: string): Promise<boolean> {
  const path = `/api/2.0/permissions/directories/${encodeURIComponent(folderId)}`;
  try {
    const { body } = await api.get(path);
    if (body === undefined) return false;
    if (mayRead(body.access_control_list, servicePrincipal)) return true;
    const entry = { service_principal_name: servicePrincipal, permission_level: "CAN_READ" };
    await api.put(path, { access_control_list: [entry] }, "PATCH");
    return true;
  } catch (error) {
    if (error instanceof VendorApiError && error.failure.status === 403) return false;
    throw error;
  }
}

/** Every level of a folder lets read it. */
function mayRead(list: unknown, servicePrincipal: string): boolean {
  const entries = Array.isArray(list) ? list.map(record) : [];
  return entries.some(({ service_principal_name: name, user_name: user, group_name: group, all_permissions: all }) => {
    const holds = Array.isArray(all) && all.length > 0;
    const isIt = isSame(name, servicePrincipal) || isSame(user, servicePrincipal);
    return holds && (isIt || EVERYBODY.some((each) => each === group));
  });
}
