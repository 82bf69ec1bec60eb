export type ComputeState = "ACTIVE" | "DELETING" | "ERROR" | "STARTING" | "STOPPED" | "STOPPING" | "UPDATING";
export type AppState = "RUNNING" | "DEPLOYING" | "CRASHED" | "UNAVAILABLE";
export type DeploymentState = "IN_PROGRESS" | "SUCCEEDED" | "FAILED" | "CANCELLED";

/** What a person wants to know of an app. */
export type Condition = "Running" | "Stopped" | "Deploying" | "Crashed";

type Cell<S> = S | "any";

/**
 * The vendor answers with three enums; the first row that fits says what they amount to. An app whose compute is up but
 * which was never deployed, or whose deployment failed, serves nobody: it counts as stopped unless its process died.
 */
export const CONDITIONS: readonly (readonly [Cell<ComputeState>, Cell<AppState>, Cell<DeploymentState>, Condition])[] =
  [
    ["ERROR", "any", "any", "Crashed"],
    ["DELETING", "any", "any", "Stopped"],
    ["STOPPED", "any", "any", "Stopped"],
    ["STOPPING", "any", "any", "Stopped"],
    ["STARTING", "any", "any", "Deploying"],
    ["UPDATING", "any", "any", "Deploying"],
    ["ACTIVE", "any", "IN_PROGRESS", "Deploying"],
    ["ACTIVE", "DEPLOYING", "any", "Deploying"],
    ["ACTIVE", "RUNNING", "any", "Running"],
    ["ACTIVE", "CRASHED", "any", "Crashed"],
    ["ACTIVE", "UNAVAILABLE", "any", "Stopped"],
  ];

export function conditionOf(compute: ComputeState, app: AppState, deployment?: DeploymentState): Condition {
  const row = CONDITIONS.find(
    ([c, a, d]) => (c === "any" || c === compute) && (a === "any" || a === app) && (d === "any" || d === deployment),
  );
  return row?.[3] ?? "Stopped";
}
