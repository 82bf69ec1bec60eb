import { type Route, demand } from "../api";
import { may } from "../access";
import { appAnswer } from "../apps/app-answer";
import { appKey } from "../apps/app-deploy";
import { look } from "../apps/app-compute";
import { createApp, deleteApp, demandAlive, findApp, isGone } from "../apps/app-lifecycle";
import { lookAtUpdate, patchApp, updateApp } from "../apps/app-update";
import { offeredLevels } from "../object-type";
import { page } from "./page";

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
    handle: ({ workspace, caller, query }, context) => {
      const apps = Object.values(workspace.apps).filter(
        (app) => !isGone(app, context) && may(workspace, caller, "CAN_USE", appKey(app)),
      );
      const { items, next } = page(apps, query);
      const shown = items.map((app) => look(workspace, app, context, () => appAnswer(app, workspace, context)));
      return { apps: shown, ...next };
    },
  },
  {
    method: "GET",
    path: `${APPS}/:name`,
    handle: (request, context) => {
      const { workspace, params } = request;
      const app = findApp(workspace, params.name ?? "", context);
      demand(request, "CAN_USE", appKey(app));
      return look(workspace, app, context, () => appAnswer(app, workspace, context));
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
