import type { PublicRoute } from "../api";
import { missing } from "../vendor-error";

/** Documents about the server itself. One port serves many workspaces, so it cannot say which one it is. */
export const wellKnownRoutes: readonly PublicRoute[] = [
  {
    method: "GET",
    path: "/.well-known/databricks-config",
    handle: () => {
      throw missing("One port serves several workspaces here: the token says which.");
    },
  },
];
