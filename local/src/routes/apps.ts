import { type Route, demand } from "../api";
import { may } from "../access";
import { appAnswer } from "../apps/app-answer";
import { appKey } from "../apps/app-deploy";
import { beginStart, createApp, deleteApp, demandAlive, findApp, isGone, look } from "../apps/app-lifecycle";
import { startAgain } from "../apps/app-start";
import { lookAtUpdate, patchApp, updateApp } from "../apps/app-update";
import { offeredLevels } from "../object-type";
import type { App } from "../state";
import { badRequest } from "../vendor-error";

const APPS = "/api/2.0/apps";

export const appRoutes: readonly Route[] = [
  {
    method: "POST",
    path: APPS,
    handle: (request, context) => appAnswer(createApp(request, context), request.workspace, context),
  },
  {
    method: "GET",
    path: APPS,
    handle: ({ workspace, caller }, context) => ({
      apps: Object.values(workspace.apps)
        .filter((app) => !isGone(app, context) && may(workspace, caller, "CAN_USE", appKey(app)))
        .map((app) => appAnswer(app, workspace, context)),
    }),
  },
  {
    method: "GET",
    path: `${APPS}/:name`,
    handle: (request, context) => {
      const { workspace, params } = request;
      const app = findApp(workspace, params.name ?? "", context);
      demand(request, "CAN_USE", appKey(app));
      if (look(app)) startAgain(workspace, app, context);
      return appAnswer(app, workspace, context);
    },
  },
  {
    method: "PATCH",
    path: `${APPS}/:name`,
    handle: (request, context) => {
      const app = findApp(request.workspace, request.params.name ?? "", context);
      demand(request, "CAN_MANAGE", appKey(app));
      demandAlive(app);
      patchApp(request, app, context);
      return appAnswer(app, request.workspace, context);
    },
  },
  {
    method: "DELETE",
    path: `${APPS}/:name`,
    handle: (request, context) => {
      const { workspace, params } = request;
      const app = findApp(workspace, params.name ?? "", context);
      demand(request, "CAN_MANAGE", appKey(app));
      deleteApp(workspace, app, context);
      return appAnswer(app, workspace, context);
    },
  },
  {
    method: "POST",
    path: `${APPS}/:name/start`,
    handle: (request, context) => {
      const { workspace, params } = request;
      const app = findApp(workspace, params.name ?? "", context);
      demand(request, "CAN_MANAGE", appKey(app));
      demandAlive(app);
      if (app.compute.state !== "STOPPED") throw badRequest(`App ${app.name} is ${app.compute.state}, not STOPPED.`);
      beginStart(app, context);
      if (appIsUp(app)) startAgain(workspace, app, context);
      return appAnswer(app, workspace, context);
    },
  },
  {
    method: "POST",
    path: `${APPS}/:name/stop`,
    handle: (request, context) => {
      const { workspace, params } = request;
      const app = findApp(workspace, params.name ?? "", context);
      demand(request, "CAN_MANAGE", appKey(app));
      demandAlive(app);
      context.runner.stop(workspace.id, app.name);
      const pending = app.deployments.find(({ id }) => id === app.pending);
      if (pending !== undefined) Object.assign(pending, { state: "CANCELLED", message: "App was stopped." });
      app.compute = { state: "STOPPED", polls: 0, since: context.clock.now() };
      delete app.process;
      delete app.pending;
      if (context.switches.stopClearsDeployments) delete app.active;
      return appAnswer(app, workspace, context);
    },
  },
  {
    method: "POST",
    path: `${APPS}/:name/update`,
    handle: (request, context) => {
      const app = findApp(request.workspace, request.params.name ?? "", context);
      demand(request, "CAN_MANAGE", appKey(app));
      demandAlive(app);
      updateApp(request, app, context);
      return { status: { state: app.update?.state, message: app.update?.message } };
    },
  },
  {
    method: "GET",
    path: `${APPS}/:name/update`,
    handle: (request, context) => {
      const app = findApp(request.workspace, request.params.name ?? "", context);
      demand(request, "CAN_MANAGE", appKey(app));
      return { status: lookAtUpdate(app) };
    },
  },
  {
    method: "GET",
    path: "/api/2.0/permissions/apps/:name/permissionLevels",
    handle: ({ workspace, params }, context) => {
      findApp(workspace, params.name ?? "", context);
      return { permission_levels: offeredLevels("apps").map((permission_level) => ({ permission_level })) };
    },
  },
];

function appIsUp(app: App): boolean {
  return app.compute.state === "ACTIVE";
}
