import { type Route, demand } from "../api";
import { deploymentAnswer } from "../apps/app-answer";
import { appKey, deploy } from "../apps/app-deploy";
import { demandAlive, findApp } from "../apps/app-lifecycle";
import { missing } from "../vendor-error";

const DEPLOYMENTS = "/api/2.0/apps/:name/deployments";

export const deploymentRoutes: readonly Route[] = [
  {
    method: "POST",
    path: DEPLOYMENTS,
    handle: (request, context) => {
      const app = findApp(request.workspace, request.params.name ?? "", context);
      demand(request, "CAN_MANAGE", appKey(app));
      demandAlive(app);
      return deploymentAnswer(app, deploy(request, app, context));
    },
  },
  {
    method: "GET",
    path: DEPLOYMENTS,
    handle: (request, context) => {
      const app = findApp(request.workspace, request.params.name ?? "", context);
      demand(request, "CAN_MANAGE", appKey(app));
      return { app_deployments: [...app.deployments].reverse().map((each) => deploymentAnswer(app, each)) };
    },
  },
  {
    method: "GET",
    path: `${DEPLOYMENTS}/:id`,
    handle: (request, context) => {
      const app = findApp(request.workspace, request.params.name ?? "", context);
      demand(request, "CAN_MANAGE", appKey(app));
      const found = app.deployments.find(({ id }) => id === request.params.id);
      if (found === undefined)
        throw missing(`Deployment ${request.params.id ?? ""} of app ${app.name} does not exist.`);
      return deploymentAnswer(app, found);
    },
  },
];
