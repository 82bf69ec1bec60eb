import { type ApiRequest, type Context, type Route, demand } from "../api";
import { deploymentAnswer } from "../apps/app-answer";
import { appKey, deploy } from "../apps/app-deploy";
import { demandAlive, findApp } from "../apps/app-lifecycle";
import { lookAtRun, run } from "../apps/app-run";
import type { App } from "../state";
import { missing } from "../vendor-error";
import { page } from "./page";

const DEPLOYMENTS = "/api/2.0/apps/:name/deployments";

export const deploymentRoutes: readonly Route[] = [
  {
    method: "POST",
    path: DEPLOYMENTS,
    handle: (request, context) => {
      const app = managed(request, context);
      demandAlive(app);
      const deployment = deploy(request, app, context);
      // What becomes of it is not part of the answer, however fast it goes.
      const begun = deploymentAnswer(app, deployment);
      run(request.workspace, app, deployment, context);
      return begun;
    },
  },
  {
    method: "GET",
    path: DEPLOYMENTS,
    handle: (request, context) => {
      const app = managed(request, context);
      lookAtRun(request.workspace, app, context);
      const ordered = context.switches.newestDeploymentFirst ? [...app.deployments].reverse() : app.deployments;
      const { items, next } = page(ordered, request.query);
      return { app_deployments: items.map((each) => deploymentAnswer(app, each)), ...next };
    },
  },
  {
    method: "GET",
    path: `${DEPLOYMENTS}/:id`,
    handle: (request, context) => {
      const app = managed(request, context);
      lookAtRun(request.workspace, app, context);
      const found = app.deployments.find(({ id }) => id === request.params.id);
      if (found === undefined)
        throw missing(`Deployment ${request.params.id ?? ""} of app ${app.name} does not exist.`);
      return deploymentAnswer(app, found);
    },
  },
];

function managed(request: ApiRequest, context: Context): App {
  const app = findApp(request.workspace, request.params.name ?? "", context);
  demand(request, "CAN_MANAGE", appKey(app));
  return app;
}
