import type { AppState, ComputeState, Condition, DeploymentState } from "../facts/deployment";
import type { Deployment, RunningApp } from "../vendor/app-data";
import { conditionOf } from "./condition";
import { type Goal, meets, releaseOf } from "./goal";
import { onItsWay } from "./next-step";

/** A deployment with the release that it is of. */
export interface Shown {
  /** Null: not one of ours. */
  readonly release: string | null;
  readonly deployment: string;
  readonly state: DeploymentState;
  readonly message: string;
  readonly since?: string;
}

/** What an app runs, from what the vendor says alone. */
export interface Runs {
  readonly state: Condition;
  readonly compute: ComputeState;
  readonly app: AppState;
  readonly message: string;
  /** Absent: nothing is deployed. */
  readonly active?: Shown;
  readonly pending?: Shown;
  /** Does it run what the assembly has: its release, and the stage's variables? */
  readonly matches: "assembly" | "other variables" | "other release" | "unknown release" | "nothing";
  readonly instances?: number;
  readonly url: string;
}

/** @param goal - of the assembly; absent where its definition has no source: nothing can be told apart from it */
export function runsOf(app: RunningApp, goal: Goal | undefined): Runs {
  const pending = onItsWay(app);
  const { active } = app;
  return {
    state: conditionOf(app),
    compute: app.compute,
    app: app.state,
    message: app.message === "" ? app.computeMessage : app.message,
    ...(active !== undefined && { active: shown(app, active) }),
    ...(pending !== undefined && pending !== active && { pending: shown(app, pending) }),
    matches: matching(app, goal),
    ...(app.instances !== undefined && { instances: app.instances }),
    url: app.url,
  };
}

function shown({ name }: RunningApp, deployment: Deployment): Shown {
  return {
    release: releaseOf(name, deployment) ?? null,
    deployment: deployment.id,
    state: deployment.state,
    message: deployment.message,
    ...(deployment.createTime !== undefined && { since: deployment.createTime }),
  };
}

function matching({ name, active }: RunningApp, goal: Goal | undefined): Runs["matches"] {
  if (active === undefined) return "nothing";
  const release = releaseOf(name, active);
  if (release === undefined) return "unknown release";
  if (release !== goal?.release) return "other release";
  return meets(goal, active) ? "assembly" : "other variables";
}
