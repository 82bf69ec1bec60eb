import { type Route, demand } from "../api";
import { appKey } from "../apps/app-deploy";
import { findApp } from "../apps/app-lifecycle";
import { appOfLog } from "../apps/app-log-access";
import { logEntries } from "../apps/app-log-entries";

export const appLogRoutes: readonly Route[] = [
  {
    // Not documented, but called by users' own tools: the whole of what is kept.
    method: "GET",
    path: "/run/:workspace/:app/logz/batch",
    handle: ({ workspace: own, caller, params }, context) => {
      const address = { workspace: params.workspace ?? "", app: params.app ?? "" };
      const { workspace, app } = appOfLog(context, { principal: caller, workspace: own.id }, address);
      return logEntries(workspace, app, context).entries;
    },
  },
  {
    // Not the vendor's: it says which deployment printed a line.
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
