import { type ApiRequest, type Context, nextId, uuid } from "../api";
import { objectKey } from "../access";
import { timestamp } from "../clock";
import { forgetPrincipal, removeGrants, syncGrants } from "../grants";
import type { JsonObject } from "../json";
import type { App, Workspace } from "../state";
import { badRequest, exists, missing, overLimit } from "../vendor-error";
import { checkScaledApps, checkTier, readInputs, readName } from "./app-body";
import { beginStart, forgetRun } from "./app-compute";
import { checkNotItself, checkResources, readResources } from "./resources";

const DELETING_MILLISECONDS = 20 * 60_000;
const MAX_APPS = { aws: 100, azure: 100, gcp: 50 } as const;

/** The app of that name, or a refusal. Apps whose deletion is over are forgotten here. */
export function findApp(workspace: Workspace, name: string, context: Context): App {
  const app = workspace.apps[name];
  if (app !== undefined && !isGone(app, context)) return app;
  if (app !== undefined) forgetApp(workspace, app);
  throw missing(`App with name ${name} does not exist or is deleted.`);
}

export function isGone({ compute }: App, { clock }: Context): boolean {
  return compute.state === "DELETING" && clock.now() - compute.since >= DELETING_MILLISECONDS;
}

export function forgetApp(workspace: Workspace, app: App): void {
  Reflect.deleteProperty(workspace.apps, app.name);
  Reflect.deleteProperty(workspace.objects, objectKey("apps", app.name));
}

/** Makes an app, its service principal and the grants that its resources ask for. */
export function createApp(request: ApiRequest, context: Context): App {
  const { workspace, caller, body } = request;
  checkTier(workspace);
  const name = readName(body.name, context.switches);
  const config = readInputs(body, workspace, context.switches);
  const resources = readResources(config.resources, context.switches);
  checkNotItself(name, resources);
  for (const app of Object.values(workspace.apps)) if (isGone(app, context)) forgetApp(workspace, app);
  if (workspace.objects[objectKey("apps", name)] !== undefined) {
    throw exists(`An app with the same name already exists: ${name}`);
  }
  const limit = MAX_APPS[workspace.cloud];
  if (Object.keys(workspace.apps).length >= limit) throw overLimit(`The workspace has ${limit} apps already.`);
  checkScaledApps(workspace, name, config);
  checkResources(workspace, caller, resources);
  const app = newApp(request, context, name, config);
  workspace.apps[name] = app;
  workspace.objects[objectKey("apps", name)] = {
    type: "apps",
    id: name,
    grants: [{ principal: caller, level: "CAN_MANAGE" }],
  };
  syncGrants(workspace, app, resources);
  if (request.query.get("no_compute") !== "true") beginStart(app, context);
  return app;
}

function newApp({ workspace, caller }: ApiRequest, context: Context, name: string, config: JsonObject): App {
  const principal = { id: String(nextId(context.world)), clientId: uuid(), name: `app-${name}` };
  workspace.servicePrincipals.push({
    id: principal.id,
    applicationId: principal.clientId,
    displayName: principal.name,
    clientSecret: `${uuid()}${uuid()}`,
  });
  const now = timestamp(context.clock);
  return {
    name,
    id: uuid(),
    config,
    createTime: now,
    creator: caller.name,
    updateTime: now,
    updater: caller.name,
    servicePrincipal: principal,
    oauth: { clientId: uuid(), integrationId: uuid() },
    compute: { state: "STOPPED", polls: 0, since: context.clock.now() },
    deployments: [],
  };
}

/** The name stays taken while it is DELETING; the service principal ends with the app. */
export function deleteApp(workspace: Workspace, app: App, context: Context): void {
  if (app.compute.state === "DELETING") {
    throw badRequest(
      `Cannot delete app ${app.name} as it is not terminal with state DELETING, ` +
        "and was updated less than 20 minutes ago. Please try again later.",
    );
  }
  context.runner.stop(workspace.id, app.name);
  removeGrants(workspace, app);
  forgetPrincipal(workspace, { kind: "servicePrincipal", name: app.servicePrincipal.clientId });
  const remaining = workspace.servicePrincipals.filter(({ id }) => id !== app.servicePrincipal.id);
  workspace.servicePrincipals.splice(0, workspace.servicePrincipals.length, ...remaining);
  app.compute = { state: "DELETING", polls: 0, since: context.clock.now() };
  forgetRun(app);
  delete app.active;
  if (!context.switches.deletingWindow) forgetApp(workspace, app);
}

/** Refuses to change an app that is on its way out. */
export function demandAlive(app: App): void {
  if (app.compute.state === "DELETING") throw badRequest(`App ${app.name} is being deleted.`);
}
