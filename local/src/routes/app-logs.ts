import { type Route, demand } from "../api";
import { appKey } from "../apps/app-deploy";
import { findApp } from "../apps/app-lifecycle";

/** Not the vendor's: there, logs are a stream behind the app's own address. */
export const appLogRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/api/2.0/apps/:name/logs",
    handle: (request, context) => {
      const { workspace, params } = request;
      const app = findApp(workspace, params.name ?? "", context);
      demand(request, "CAN_MANAGE", appKey(app));
      const found = context.runner.inspect().find((each) => each.workspace === workspace.id && each.app === app.name);
      return { logs: found?.logs ?? [] };
    },
  },
];
