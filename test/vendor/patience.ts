import type { Patience } from "../../src/vendor/retry";

/** Waits at once, and writes down how long it would have been. */
export function patience(retries = 3): Patience & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    retries,
    waits,
    sleep: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    random: () => 1,
    now: () => Date.parse("2026-01-01T00:00:00Z"),
  };
}
