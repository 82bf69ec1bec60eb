import type { AppState, ComputeState } from "../../src/facts/deployment";
import { goalOf } from "../../src/deploy/goal";
import type { Clock } from "../../src/deploy/pace";
import type { AppCalls } from "../../src/deploy/run-deployment";
import type { Deployment, RunningApp } from "../../src/vendor/app-data";
import { VendorApiError } from "../../src/vendor/vendor-error";

export const OLD = goalOf("orders", "000000000001", { env_vars: [{ name: "CATALOG" }] }, "aaaaaaaaaaaa");
export const NEW = goalOf("orders", "000000000002", { env_vars: [{ name: "CATALOG" }] }, "aaaaaaaaaaaa");

/** The process was killed there: nothing after it happens. */
export class Killed extends Error {}

type Made = { -readonly [K in keyof Deployment]: Deployment[K] };

/** The vendor's side of one app, as its documentation and its tools describe it, without HTTP. */
export class FakeApp implements AppCalls {
  compute: ComputeState = "ACTIVE";
  state: AppState = "UNAVAILABLE";
  readonly made: Made[] = [];
  active: string | undefined;
  pending: string | undefined;
  /** Of starts and deployments. */
  looks = 2;
  /** How a deployment of a release ends; without one, well. */
  ends = new Map<string, "FAILED" | "CANCELLED" | "crashes">();
  /** Called with the name of every call, before and after it. */
  around: (call: string, when: "before" | "after") => void = () => undefined;
  private left = 0;
  private last: string | undefined;

  /** What somebody else, or an earlier run, deployed. */
  ran(goal: typeof OLD, state: AppState = "RUNNING"): this {
    const deployment = this.make(goal.request, "SUCCEEDED");
    this.active = this.last = deployment.id;
    this.state = state;
    return this;
  }

  make(request: object, state: Deployment["state"] = "IN_PROGRESS"): Made {
    const { source_code_path, env_vars } = request as { source_code_path: string; env_vars: { name: string }[] };
    const made: Made = {
      id: `d${this.made.length + 1}`,
      state,
      message: "",
      sourceCodePath: source_code_path,
      variables: env_vars.map(({ name }) => name),
      createTime: `2026-01-01T00:00:0${this.made.length}Z`,
    };
    this.made.push(made);
    return made;
  }

  begin(deployment: Made): void {
    deployment.state = "IN_PROGRESS";
    this.pending = deployment.id;
    this.left = this.looks;
  }

  readonly app = (): Promise<RunningApp> =>
    this.call("app", () => {
      this.pass();
      const { active, pending } = this;
      const found = (id: string | undefined) => this.made.find((each) => each.id === id);
      return {
        name: "orders",
        url: "https://orders.example",
        compute: this.compute,
        computeMessage: "",
        state: this.compute === "ACTIVE" ? (pending === undefined ? this.state : "DEPLOYING") : "UNAVAILABLE",
        message: "",
        ...(active !== undefined && { active: { ...(found(active) as Deployment) } }),
        ...(pending !== undefined && { pending: { ...(found(pending) as Deployment) } }),
      };
    });

  readonly start = (): Promise<void> =>
    this.call("start", () => {
      if (this.compute !== "STOPPED") throw refused("App is not STOPPED.");
      this.compute = "STARTING";
      this.left = this.looks;
    });

  readonly stop = (): Promise<void> =>
    this.call("stop", () => {
      if (this.compute === "STOPPED") throw refused("App is STOPPED.");
      this.compute = "STOPPED";
      this.active = this.pending = undefined;
    });

  readonly deploy = (request: object): Promise<Deployment> =>
    this.call("deploy", () => {
      if (this.compute !== "ACTIVE") throw refused("Cannot deploy: compute is not ACTIVE.");
      if (this.pending !== undefined) throw refused("Cannot deploy app as there is an active deployment in progress");
      const made = this.make(request);
      this.begin(made);
      return { ...made };
    });

  readonly deployment = (id: string): Promise<Deployment | undefined> =>
    this.call("deployment", () => {
      this.pass();
      const found = this.made.find((each) => each.id === id);
      return found === undefined ? undefined : { ...found };
    });

  readonly deployments = (): Promise<readonly Deployment[]> =>
    this.call("deployments", () => [...this.made].reverse().map((each) => ({ ...each })));

  /** Every look brings what is on its way a step further. */
  private pass(): void {
    this.left -= 1;
    if (this.left > 0) return;
    if (this.compute === "STARTING") {
      this.compute = "ACTIVE";
      const last = this.made.find(({ id }) => id === this.last);
      if (last !== undefined) this.begin(last);
      return;
    }
    const pending = this.made.find(({ id }) => id === this.pending);
    if (pending === undefined) return;
    this.pending = undefined;
    const end = this.ends.get(pending.sourceCodePath);
    pending.state = end === "FAILED" || end === "CANCELLED" ? end : "SUCCEEDED";
    if (pending.state !== "SUCCEEDED") return;
    this.active = this.last = pending.id;
    this.state = end === "crashes" ? "CRASHED" : "RUNNING";
  }

  private async call<T>(name: string, work: () => T): Promise<T> {
    // As over a network: nothing happens in the same turn.
    await Promise.resolve();
    this.around(name, "before");
    const result = work();
    this.around(name, "after");
    return result;
  }
}

export function refused(message: string, status = 400): VendorApiError {
  return new VendorApiError(message, { status });
}

export function unclear(): VendorApiError {
  return new VendorApiError("no answer", { unclear: true });
}

/** Waits at once, and knows how long that would have taken. */
export function fakeClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    sleep: (milliseconds) => {
      now += milliseconds;
      return Promise.resolve();
    },
  };
}
