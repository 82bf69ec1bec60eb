import { DBU_PER_HOUR, DEFAULT_SIZE } from "../facts/compute-cost";
import { own } from "../facts/own";
import type { BoundApp } from "../stage/bound-app";

/** What an app costs while it runs. */
export interface Cost {
  readonly size: string;
  readonly instances: number;
  /** Absent where the vendor publishes no price for the size. */
  readonly dbuPerHour?: number;
}

export function costOf({ size = DEFAULT_SIZE.value, scaling }: BoundApp): Cost {
  const instances = instancesOf(scaling);
  const price = own<number | undefined>(DBU_PER_HOUR.value, size);
  return price === undefined ? { size, instances } : { size, instances, dbuPerHour: price * instances };
}

/** Left to the platform: one, until somebody scales the app elsewhere. */
export function instancesOf(scaling: BoundApp["scaling"]): number {
  return scaling?.kind === "horizontal" ? scaling.instances : 1;
}
