import type { BoundWorkspace } from "../stage/bound-app";
import { WorkspaceApi } from "../vendor/workspace-api";
import { isLoopback, originOf } from "./host";
import { CommandError, type Io } from "./io";

/**
 * The API of the workspace that the stack is bound to. Another host is refused, so that nobody recovers prod with what
 * they find in dev; a host on this machine is not: there, a control plane plays the workspace.
 */
export function workspaceApi({ env }: Io, workspace: BoundWorkspace): WorkspaceApi {
  const { DATABRICKS_HOST: host = "", DATABRICKS_TOKEN: token = "" } = env;
  const missing = [host === "" ? ["DATABRICKS_HOST"] : [], token === "" ? ["DATABRICKS_TOKEN"] : []].flat();
  if (missing.length > 0) {
    throw new CommandError(
      `set ${missing.join(" and ")}: recover asks ${workspace.host} what exists, as the identity that ran terraform`,
    );
  }
  const origin = originOf(host);
  if (origin === undefined) throw new CommandError("DATABRICKS_HOST is not a host: write it as https://<workspace>");
  if (origin !== originOf(workspace.host) && !isLoopback(origin)) {
    throw new CommandError(
      `DATABRICKS_HOST is ${origin}, but this stack is bound to workspace ${workspace.name}, ${workspace.host}: ` +
        "set host and token of that workspace",
    );
  }
  return new WorkspaceApi(origin, token);
}
