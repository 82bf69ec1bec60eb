import type { Context } from "../api";
import { timestamp } from "../clock";
import type { Outcome } from "../runner";
import type { App, Deployment, Workspace } from "../state";
import { writeLog } from "./app-log";
import { runOf } from "./app-references";

/** Starts a deployment, at once or as slowly as the faults want it; what becomes of it is written down when known. */
export function run(workspace: Workspace, app: App, deployment: Deployment, context: Context): void {
  const course = context.faults.deployments.shift();
  delete deployment.starting;
  delete deployment.course;
  delete app.crash;
  if (course !== undefined) deployment.course = { ...course };
  proceed(workspace, app, deployment, context, false);
}

/** One look at an app: what is held up on request gets further. */
export function lookAtRun(workspace: Workspace, app: App, context: Context): void {
  const pending = app.deployments.find(({ id }) => id === app.pending);
  if (pending?.course !== undefined) proceed(workspace, app, pending, context, true);
  const { crash } = app;
  if (crash === undefined || app.process?.state !== "RUNNING") return;
  crash.looks -= 1;
  if (crash.looks >= 0) return;
  delete app.crash;
  for (const text of crash.logs) writeLog(app, app.active ?? "", "APP", text, context);
  context.runner.stop(workspace.id, app.name, true);
  app.process = { state: "CRASHED", message: crash.message };
}

function proceed(workspace: Workspace, app: App, deployment: Deployment, context: Context, looked: boolean): void {
  const { course = {} } = deployment;
  const { end = "runs", logs = [] } = course;
  const held = (counter: "buildLooks" | "startLooks"): boolean => {
    const left = course[counter] ?? 0;
    if (left > 0 && looked) course[counter] = left - 1;
    return left > 0;
  };
  const fail = (source: "APP" | "SYSTEM", message: string): void => {
    delete deployment.course;
    for (const text of logs) writeLog(app, deployment.id, source, text, context);
    settle(workspace, app, deployment, { state: "FAILED", message: course.message ?? message }, context);
  };
  if (held("buildLooks")) return;
  if (deployment.starting !== true) {
    if (end === "failsToBuild") {
      fail("SYSTEM", `Error building app ${app.name}.`);
      return;
    }
    deployment.starting = true;
    deployment.message = "Starting app.";
    writeLog(app, deployment.id, "SYSTEM", deployment.message, context);
  }
  if (held("startLooks") || end === "never") return;
  if (end === "failsToStart") {
    fail("APP", "Error starting app: its process ended before it listened. Its logs may say why.");
    return;
  }
  delete deployment.course;
  if (end === "crashes") {
    const message = course.message ?? "App ended unexpectedly. Its logs may say why.";
    app.crash = { looks: course.runningLooks ?? 1, message, logs };
  }
  launch(workspace, app, deployment, context);
}

function launch(workspace: Workspace, app: App, deployment: Deployment, context: Context): void {
  let later = false;
  context.runner.start(runOf(workspace, app, deployment, context), (outcome) => {
    if (!later) {
      settle(workspace, app, deployment, outcome, context);
      return;
    }
    context.later((world) => {
      const place = world.workspaces[workspace.id];
      const current = place?.apps[app.name];
      const same = current?.deployments.find(({ id }) => id === deployment.id);
      if (place !== undefined && current !== undefined && same !== undefined) {
        settle(place, current, same, outcome, context);
      }
    });
  });
  later = true;
}

function settle(workspace: Workspace, app: App, deployment: Deployment, outcome: Outcome, context: Context): void {
  if (app.pending !== deployment.id && app.active !== deployment.id) return;
  deployment.updateTime = timestamp(context.clock);
  writeLog(app, deployment.id, "SYSTEM", outcome.message, context);
  if (app.pending === deployment.id) {
    delete app.pending;
    const failed = outcome.state === "FAILED";
    deployment.state = failed ? "FAILED" : "SUCCEEDED";
    deployment.message = failed ? outcome.message : "App started successfully";
    if (failed) {
      app.failed = deployment.id;
      if (!takesOver(app, deployment, context)) return;
      // The compute was given to it: what ran before is gone.
      context.runner.stop(workspace.id, app.name, true);
    }
    app.active = deployment.id;
    if (!failed) app.last = deployment.id;
  }
  app.process = { state: outcome.state === "RUNNING" ? "RUNNING" : "CRASHED", message: outcome.message };
}

/** Does a failed deployment end the one before it? Never where there are instances to build it on first. */
function takesOver(app: App, deployment: Deployment, { switches }: Context): boolean {
  const scaled = app.config.compute_max_instances !== undefined;
  return switches.failedStartTakesOver && deployment.starting === true && !scaled;
}
