import type { BoundWorkspace } from "../stage/bound-app";
import { WorkspaceApi } from "../vendor/workspace-api";
import { CommandError, type Io } from "./io";

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

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
  if (origin !== originOf(workspace.host) && !LOOPBACK.test(new URL(origin).hostname)) {
    throw new CommandError(
      `DATABRICKS_HOST is ${origin}, but this stack is bound to workspace ${workspace.name}, ${workspace.host}: ` +
        "set host and token of that workspace",
    );
  }
  return new WorkspaceApi(origin, token);
}

/** As the vendor's tools read a host: the scheme may be missing, a path is dropped. Credentials have no place there. */
function originOf(host: string): string | undefined {
  const text = /^https?:\/\//i.test(host) ? host : `https://${host}`;
  if (!URL.canParse(text)) return undefined;
  const { origin, username, password } = new URL(text);
  return username === "" && password === "" ? origin : undefined;
}
