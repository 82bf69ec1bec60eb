import type { DeploymentCourse } from "./deployment-course";

/** What happens to a call instead of, before or after what it asks for. */
export type Effect =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly code?: string;
      readonly message?: string;
      /** `retry-after`, for one. */
      readonly headers?: Readonly<Record<string, string>>;
      /** The whole body, in place of the vendor's error: the page of a proxy on the way. */
      readonly text?: string;
    }
  | { readonly kind: "delay"; readonly milliseconds: number }
  /**
   * The call stops there until `until` is settled, and says so: the moment to do something to its caller. A caller who
   * hangs up before the effect gets none.
   */
  | {
      readonly kind: "hold";
      readonly when: "before" | "after";
      readonly reached: () => void;
      readonly until: Promise<unknown>;
    }
  /** The connection breaks; `after` its effect the caller cannot know that it happened. */
  | { readonly kind: "drop"; readonly when: "before" | "after" }
  /** Half of the answer arrives. */
  | { readonly kind: "cut" };

export interface Fault {
  /** @default any method */
  readonly method?: string;
  readonly path: RegExp | string;
  /** The first matching call that it hits, from 1. @default 1 */
  readonly nth?: number;
  /** How many calls from there on. @default 1 */
  readonly times?: number;
  readonly effect: Effect;
}

interface Armed extends Fault {
  seen: number;
  hits: number;
}

const ERROR_CODES: { readonly [status: number]: string } = {
  409: "RESOURCE_CONFLICT",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL_ERROR",
  503: "TEMPORARILY_UNAVAILABLE",
};

/** Makes calls go wrong on request. */
export class Faults {
  /** How many reads of an app see its compute STARTING. */
  startPolls = 0;
  /** How many reads of an app see its compute STOPPING. */
  stopPolls = 0;
  /** How many of the next starts of compute end in ERROR. */
  failStarts = 0;
  /** How many reads of an asynchronous update see it IN_PROGRESS. */
  updatePolls = 0;
  /** How the next deployments go, in their order; those that a start brings back count too. */
  deployments: DeploymentCourse[] = [];

  private armed: Armed[] = [];

  add(fault: Fault): void {
    this.armed.push({ ...fault, seen: 0, hits: 0 });
  }

  clear(): void {
    this.armed = [];
    this.startPolls = 0;
    this.stopPolls = 0;
    this.failStarts = 0;
    this.updatePolls = 0;
    this.deployments = [];
  }

  /** What happens to this call; asking counts it. */
  effectOn(method: string, path: string): Effect | undefined {
    let found: Effect | undefined;
    for (const fault of this.armed) {
      if (fault.method !== undefined && fault.method !== method) continue;
      if (typeof fault.path === "string" ? fault.path !== path : !fault.path.test(path)) continue;
      fault.seen += 1;
      const first = fault.nth ?? 1;
      if (found !== undefined || fault.seen < first || fault.seen >= first + (fault.times ?? 1)) continue;
      fault.hits += 1;
      found = fault.effect;
    }
    return found;
  }

  /** Faults that hit nothing so far: a test that armed one probably misspelt its path. */
  get unused(): readonly Fault[] {
    return this.armed.filter(({ hits }) => hits === 0);
  }
}

/** The vendor's code for a status. */
export function faultCode(effect: { readonly status: number; readonly code?: string }): string {
  return effect.code ?? ERROR_CODES[effect.status] ?? "INTERNAL_ERROR";
}
