import { DEPLOYMENT_IN_PROGRESS } from "../facts/deployment";
import type { Deployment, RunningApp } from "../vendor/app-data";
import { VendorApiError } from "../vendor/vendor-error";
import { type Goal, meets } from "./goal";
import { nextStep } from "./next-step";
import { type Clock, Pace } from "./pace";

/** The calls that a deployment needs. */
export interface AppCalls {
  readonly app: () => Promise<RunningApp | undefined>;
  readonly start: () => Promise<void>;
  readonly deploy: (request: Goal["request"]) => Promise<Deployment>;
  readonly deployment: (id: string) => Promise<Deployment | undefined>;
  readonly deployments: () => Promise<readonly Deployment[]>;
}

/** What goes on, for who watches. */
export type Event =
  | { readonly kind: "starting" }
  | { readonly kind: "compute"; readonly state: string }
  | { readonly kind: "waiting"; readonly pending: Deployment }
  | { readonly kind: "deployment"; readonly deployment: Deployment }
  | { readonly kind: "application"; readonly state: string };

/** How it ended. `app` is what the vendor says afterwards: what really runs. */
export type Outcome =
  | { readonly kind: "running"; readonly app: RunningApp; readonly deployed: boolean }
  | { readonly kind: "failed"; readonly app: RunningApp; readonly deployment: Deployment }
  | { readonly kind: "crashed"; readonly app: RunningApp }
  | { readonly kind: "replaced"; readonly app: RunningApp }
  | { readonly kind: "unfinished"; readonly app: RunningApp }
  | { readonly kind: "refused"; readonly app: RunningApp; readonly why: "deleting" | "error" }
  | { readonly kind: "missing" };

/** A call that was not answered may have been done: look, and try again this often. */
const TRIES = 3;

export interface RunOptions {
  readonly clock: Clock;
  /** In the clock's milliseconds. */
  readonly deadline: number;
  readonly report: (event: Event) => void;
}

/** Brings an app to a release. Starts with what is, so that it goes on where another run ended, or does nothing. */
export async function runDeployment(calls: AppCalls, goal: Goal, options: RunOptions): Promise<Outcome> {
  return new Run(calls, goal, options).toEnd();
}

class Run {
  private ours: Deployment | undefined;
  private readonly pace: Pace;
  private failures = 0;

  constructor(
    private readonly calls: AppCalls,
    private readonly goal: Goal,
    private readonly options: RunOptions,
  ) {
    this.pace = new Pace(options.clock, options.deadline);
  }

  async toEnd(): Promise<Outcome> {
    for (;;) {
      const outcome = await this.step();
      if (outcome !== undefined) return outcome;
    }
  }

  /** One look, and at most one thing done. */
  private async step(): Promise<Outcome | undefined> {
    // Before the app: what it says of itself is then not older than how its deployment ended.
    if (this.ours?.state === "IN_PROGRESS") this.ours = (await this.calls.deployment(this.ours.id)) ?? this.ours;
    const app = await this.calls.app();
    if (app === undefined) return { kind: "missing" };
    const { ours } = this;
    if (ours?.state === "FAILED" || ours?.state === "CANCELLED") return { kind: "failed", app, deployment: ours };
    const step = nextStep(app, this.goal, ours?.state);
    switch (step.kind) {
      case "done":
        return { kind: "running", app, deployed: ours !== undefined };
      case "crashed":
      case "replaced":
        return { kind: step.kind, app };
      case "refuse":
        return { kind: "refused", app, why: step.why };
      case "start":
        await this.start();
        break;
      case "deploy":
        await this.deploy();
        break;
      case "follow":
        this.ours = step.deployment;
        this.options.report({ kind: "deployment", deployment: step.deployment });
        break;
      case "wait":
        this.reportWait(app, step.pending);
        break;
    }
    return (await this.pace.wait()) ? undefined : { kind: "unfinished", app };
  }

  private reportWait(app: RunningApp, pending: Deployment | undefined): void {
    if (pending !== undefined) this.options.report({ kind: "waiting", pending });
    else if (app.compute !== "ACTIVE") this.options.report({ kind: "compute", state: app.compute });
    else this.options.report({ kind: "application", state: app.state });
  }

  private async start(): Promise<void> {
    this.options.report({ kind: "starting" });
    try {
      await this.calls.start();
    } catch (error) {
      // Two at once: the second is told that the app is not stopped any more.
      const isTooLate = error instanceof VendorApiError && [400, 409].includes(error.failure.status ?? 0);
      this.mayHaveHappened(error, isTooLate);
    }
  }

  private async deploy(): Promise<void> {
    const known = new Set((await this.calls.deployments()).map(({ id }) => id));
    try {
      this.ours = await this.calls.deploy(this.goal.request);
    } catch (error) {
      // Somebody was faster: the next look shows whose it is.
      if (error instanceof VendorApiError && DEPLOYMENT_IN_PROGRESS.value.test(error.message)) return;
      this.mayHaveHappened(error);
      // Where it was made and has ended already, it is neither active nor pending any more.
      const made = await this.calls.deployments();
      this.ours = made.find((each) => !known.has(each.id) && meets(this.goal, each));
    }
    if (this.ours !== undefined) this.options.report({ kind: "deployment", deployment: this.ours });
  }

  /** Nothing is repeated blindly: what became of the call is looked up, and only then it is made again. */
  private mayHaveHappened(error: unknown, lookAgain = false): void {
    if (!(error instanceof VendorApiError)) throw error;
    const { status, unclear = false } = error.failure;
    this.failures += 1;
    if (!(unclear || lookAgain || status === 429) || this.failures >= TRIES) throw error;
  }
}
