import type { Context } from "../api";
import type { App, Workspace } from "../state";
import { badRequest } from "../vendor-error";
import { lookAtRun } from "./app-run";
import { startAgain } from "./app-start";

/** Compute comes up: at once, or after as many looks as the faults say. */
export function beginStart(app: App, { faults, clock }: Context): void {
  const slow = faults.startPolls > 0;
  app.compute = { state: slow ? "STARTING" : "ACTIVE", polls: faults.startPolls, since: clock.now() };
  if (faults.failStarts === 0) return;
  faults.failStarts -= 1;
  if (slow) app.compute.fails = true;
  else app.compute.state = "ERROR";
}

/** Refuses to start what is not stopped; compute that failed to start can be started again. */
export function demandStopped({ name, compute }: App): void {
  if (compute.state === "STOPPED" || compute.state === "ERROR") return;
  throw badRequest(`App ${name} is ${compute.state}, not STOPPED.`);
}

/** Ends what runs and what is being deployed. */
export function beginStop(workspace: Workspace, app: App, { runner, switches, faults, clock }: Context): void {
  runner.stop(workspace.id, app.name);
  const pending = app.deployments.find(({ id }) => id === app.pending);
  if (pending !== undefined) {
    Object.assign(pending, { state: "CANCELLED", message: "App was stopped." });
    delete pending.course;
  }
  const slow = faults.stopPolls > 0 && app.compute.state !== "STOPPED";
  app.compute = { state: slow ? "STOPPING" : "STOPPED", polls: faults.stopPolls, since: clock.now() };
  forgetRun(app);
  if (switches.stopClearsDeployments) delete app.active;
}

/** What an app loses with its compute. */
export function forgetRun(app: App): void {
  delete app.process;
  delete app.pending;
  delete app.failed;
  delete app.crash;
  delete app.log;
}

/** One look at an app, which is answered with what was seen: compute gets further, and so does what runs on it. */
export function look<T>(workspace: Workspace, app: App, context: Context, answer: () => T): T {
  const { compute } = app;
  if (compute.state === "STARTING" || compute.state === "STOPPING") {
    compute.polls -= 1;
    if (compute.polls >= 0) return answer();
    const stopping = compute.state === "STOPPING";
    compute.state = stopping ? "STOPPED" : compute.fails === true ? "ERROR" : "ACTIVE";
    delete compute.fails;
    return compute.state === "ACTIVE" ? startSeen(workspace, app, context, answer) : answer();
  }
  lookAtRun(workspace, app, context);
  return answer();
}

/** What compute brings back when it is up is not part of the answer that says so: databricks/cli pull request 2153. */
export function startSeen<T>(workspace: Workspace, app: App, context: Context, answer: () => T): T {
  const seen = answer();
  if (app.compute.state === "ACTIVE") startAgain(workspace, app, context);
  return seen;
}
