import type { Context } from "../api";
import { run } from "./app-run";

/**
 * After a start with the state of a server that ended: its processes ended with it. What ran is started again; what was
 * being deployed failed.
 */
export function resumeApps(context: Context): void {
  for (const workspace of Object.values(context.world.workspaces)) {
    for (const app of Object.values(workspace.apps)) {
      const pending = app.deployments.find(({ id }) => id === app.pending);
      if (pending !== undefined) {
        pending.state = "FAILED";
        pending.message = "The control plane ended during this deployment.";
        delete app.pending;
      }
      if (app.compute.state !== "ACTIVE" || app.process === undefined) continue;
      const active = app.deployments.find(({ id, files }) => id === app.active && Object.keys(files).length > 0);
      if (active === undefined) continue;
      app.process = { state: "CRASHED", message: "The control plane ended, and the app with it." };
      run(workspace, app, active, context);
    }
  }
}
