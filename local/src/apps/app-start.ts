import { type Context, uuid } from "../api";
import { timestamp } from "../clock";
import type { App, Deployment, Workspace } from "../state";
import { run } from "./app-run";

/** Compute is up: what ran last runs again, where the vendor does that. */
export function startAgain(workspace: Workspace, app: App, context: Context): void {
  const last = app.deployments.find(({ id }) => id === app.last);
  if (last !== undefined) {
    if (!context.switches.startRedeploysLast) return;
    const again = context.switches.startMakesDeployment ? copyOf(app, last, context) : last;
    again.state = "IN_PROGRESS";
    delete app.active;
    app.pending = again.id;
    run(workspace, app, again, context);
    return;
  }
  if (!context.switches.startDeploysDefaultSource) return;
  const now = timestamp(context.clock);
  app.deployments.push({
    id: `default-${app.id}`,
    sourceCodePath: `/Workspace/Users/${app.creator}/databricks_apps/${app.name}/default`,
    mode: "SNAPSHOT",
    env: [],
    files: {},
    creator: app.creator,
    createTime: now,
    updateTime: now,
    state: "SUCCEEDED",
    message: "App started successfully",
  });
  app.active = `default-${app.id}`;
  app.process = { state: "RUNNING", message: "App has status: App is running" };
}

function copyOf(app: App, last: Deployment, { clock }: Context): Deployment {
  const now = timestamp(clock);
  const copy = { ...last, id: uuid().replaceAll("-", ""), createTime: now, updateTime: now };
  app.deployments.push(copy);
  return copy;
}
