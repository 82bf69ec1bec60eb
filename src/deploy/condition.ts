import {
  type AppState,
  type ComputeState,
  type Condition,
  CONDITIONS,
  type DeploymentState,
} from "../facts/deployment";
import type { RunningApp } from "../vendor/app-data";

/** The vendor's word for what an app does. */
export function conditionOf({ compute, state, active, pending }: RunningApp): Condition {
  return inWords(compute, state, (pending ?? active)?.state);
}

function inWords(compute: ComputeState, app: AppState, deployment: DeploymentState | undefined): Condition {
  const row = CONDITIONS.value.find(
    ([c, a, d]) => (c === "any" || c === compute) && (a === "any" || a === app) && (d === "any" || d === deployment),
  );
  return row?.[3] ?? "Stopped";
}
