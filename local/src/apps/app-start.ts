import type { Context } from "../api";
import { timestamp } from "../clock";
import type { App, Workspace } from "../state";
import { run } from "./app-deploy";

/** Compute is up: what ran last runs again, where the vendor does that. */
export function startAgain(workspace: Workspace, app: App, context: Context): void {
  const last = app.deployments.find(({ id }) => id === app.last);
  if (last !== undefined) {
    if (!context.switches.startRedeploysLast) return;
    last.state = "IN_PROGRESS";
    delete app.active;
    app.pending = last.id;
    run(workspace, app, last, context);
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
