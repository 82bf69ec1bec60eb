import type { RunningApp } from "../vendor/app-data";
import { VendorApiError } from "../vendor/vendor-error";
import { onItsWay } from "./next-step";
import { type Clock, Pace } from "./pace";

/** The calls that switch an app's compute on and off. */
export interface PowerCalls {
  readonly app: () => Promise<RunningApp | undefined>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export type PowerOutcome =
  | { readonly kind: "done"; readonly app: RunningApp; readonly changed: boolean }
  | { readonly kind: "unfinished"; readonly app: RunningApp }
  | { readonly kind: "refused"; readonly app: RunningApp; readonly why: "deleting" | "error" }
  | { readonly kind: "missing" };

export interface PowerOptions {
  readonly clock: Clock;
  readonly deadline: number;
  readonly report: (state: string) => void;
}

const TRIES = 3;

type Step = "done" | "call" | "wait" | "deleting" | "error";

/** Stops an app's compute, which ends what runs and what is being deployed, and waits until it is stopped. */
export function runStop(calls: PowerCalls, options: PowerOptions): Promise<PowerOutcome> {
  return run(calls, () => calls.stop(), stopStep, options);
}

/** Starts an app's compute, and waits for what that brings back. */
export function runStart(calls: PowerCalls, options: PowerOptions): Promise<PowerOutcome> {
  return run(calls, () => calls.start(), startStep, options);
}

export function stopStep({ compute }: RunningApp): Step {
  switch (compute) {
    case "STOPPED":
      return "done";
    case "STOPPING":
      return "wait";
    case "DELETING":
      return "deleting";
    case "STARTING":
    case "UPDATING":
    case "ACTIVE":
    case "ERROR":
      return "call";
  }
}

export function startStep(app: RunningApp): Step {
  switch (app.compute) {
    case "STOPPED":
      return "call";
    case "DELETING":
      return "deleting";
    case "ERROR":
      return "error";
    case "STARTING":
    case "STOPPING":
    case "UPDATING":
      return "wait";
    case "ACTIVE":
      return onItsWay(app) === undefined && app.state !== "DEPLOYING" ? "done" : "wait";
  }
}

async function run(
  calls: PowerCalls,
  act: () => Promise<void>,
  stepOf: (app: RunningApp) => Step,
  { clock, deadline, report }: PowerOptions,
): Promise<PowerOutcome> {
  const pace = new Pace(clock, deadline);
  let changed = false;
  let failures = 0;
  for (;;) {
    const app = await calls.app();
    if (app === undefined) return { kind: "missing" };
    const step = stepOf(app);
    report(app.compute);
    if (step === "done") return { kind: "done", app, changed };
    if (step === "deleting" || step === "error") return { kind: "refused", app, why: step };
    if (step === "call" && !changed) {
      try {
        await act();
        changed = true;
      } catch (error) {
        if (!(error instanceof VendorApiError)) throw error;
        failures += 1;
        // It may have been done, or somebody else did it: the next look shows.
        const { status, unclear = false } = error.failure;
        if (!(unclear || [400, 409, 429].includes(status ?? 0)) || failures >= TRIES) throw error;
      }
    }
    if (!(await pace.wait())) return { kind: "unfinished", app };
  }
}
