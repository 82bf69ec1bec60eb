import type { Context } from "../api";
import { may, objectKey } from "../access";
import type { Principal } from "../principal";
import type { App, Workspace } from "../state";
import { VendorError, denied, missing } from "../vendor-error";

/** The app whose log somebody may read. Below an app's address a token of another workspace is good for nothing. */
export function appOfLog(
  { world }: Pick<Context, "world">,
  caller: { readonly principal: Principal; readonly workspace: string },
  address: { readonly workspace: string; readonly app: string },
): { readonly workspace: Workspace; readonly app: App } {
  const workspace = world.workspaces[address.workspace];
  const app = workspace !== undefined && Object.hasOwn(workspace.apps, address.app) && workspace.apps[address.app];
  if (workspace === undefined || caller.workspace !== workspace.id || !app) throw missing("App Not Found");
  if (!may(workspace, caller.principal, "CAN_MANAGE", objectKey("apps", app.name))) {
    throw denied(`${caller.principal.name} does not have CAN_MANAGE permission on app ${app.name}.`);
  }
  // It ends with the compute.
  if (app.compute.state !== "ACTIVE") throw new VendorError(503, "TEMPORARILY_UNAVAILABLE", "App Not Available");
  return { workspace, app };
}
