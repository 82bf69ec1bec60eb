import { type Route, demand } from "../api";
import { appAnswer } from "../apps/app-answer";
import { beginStart, beginStop, demandStopped, startSeen } from "../apps/app-compute";
import { appKey } from "../apps/app-deploy";
import { demandAlive, findApp } from "../apps/app-lifecycle";

const APP = "/api/2.0/apps/:name";

/** Compute of an app, up and down. */
export const appRunRoutes: readonly Route[] = [
  {
    method: "POST",
    path: `${APP}/start`,
    handle: (request, context) => {
      const { workspace, params } = request;
      const app = findApp(workspace, params.name ?? "", context);
      demand(request, "CAN_MANAGE", appKey(app));
      demandAlive(app);
      demandStopped(app);
      beginStart(app, context);
      return startSeen(workspace, app, context, () => appAnswer(app, workspace, context));
    },
  },
  {
    method: "POST",
    path: `${APP}/stop`,
    handle: (request, context) => {
      const { workspace, params } = request;
      const app = findApp(workspace, params.name ?? "", context);
      demand(request, "CAN_MANAGE", appKey(app));
      demandAlive(app);
      beginStop(workspace, app, context);
      return appAnswer(app, workspace, context);
    },
  },
];
