import type { DeploymentState } from "../facts/deployment";
import type { Deployment, RunningApp } from "../vendor/app-data";
import { type Goal, meets } from "./goal";

/** How the deployment stands that this run made or joined, as far as it was seen. Absent: there is none yet. */
export type Ours = DeploymentState | undefined;

/** What to do next, from what the vendor says and nothing else. */
export type Step =
  | { readonly kind: "start" }
  | { readonly kind: "deploy" }
  /** The goal is on its way already: of this run, of one that was killed, or of a colleague's. */
  | { readonly kind: "follow"; readonly deployment: Deployment }
  /** Somebody else's deployment, or what a start brings back: there can be one at a time. */
  | { readonly kind: "wait"; readonly pending?: Deployment }
  | { readonly kind: "done" }
  | { readonly kind: "crashed" }
  /** It was deployed, and then something else was. */
  | { readonly kind: "replaced" }
  | { readonly kind: "refuse"; readonly why: "deleting" | "error" };

/** What is built may be shown as active before it runs. */
export function onItsWay({ pending, active }: RunningApp): Deployment | undefined {
  return pending ?? (active?.state === "IN_PROGRESS" ? active : undefined);
}

/** Pure: a run that was killed at any moment goes on from here. */
export function nextStep(app: RunningApp, goal: Goal, ours: Ours): Step {
  switch (app.compute) {
    case "DELETING":
      return { kind: "refuse", why: "deleting" };
    case "ERROR":
      return { kind: "refuse", why: "error" };
    case "STOPPED":
      return { kind: "start" };
    case "STARTING":
    case "STOPPING":
    case "UPDATING":
      return { kind: "wait" };
    case "ACTIVE":
      break;
  }
  const { active } = app;
  const pending = onItsWay(app);
  if (pending !== undefined) {
    return meets(goal, pending) ? { kind: "follow", deployment: pending } : { kind: "wait", pending };
  }
  if (!meets(goal, active)) {
    if (ours === "SUCCEEDED") return { kind: "replaced" };
    // It ended between two looks: the next one shows how. Another deployment would be one too many.
    return { kind: ours === "IN_PROGRESS" ? "wait" : "deploy" };
  }
  // Likewise: it may have failed in between, and be shown as active for all that.
  if (active?.state !== "SUCCEEDED") return { kind: ours === "IN_PROGRESS" ? "wait" : "deploy" };
  switch (app.state) {
    case "RUNNING":
      return { kind: "done" };
    case "DEPLOYING":
      return { kind: "wait" };
    case "CRASHED":
      return { kind: ours === undefined ? "deploy" : "crashed" };
    case "UNAVAILABLE":
      return { kind: ours === undefined ? "deploy" : "wait" };
  }
}
