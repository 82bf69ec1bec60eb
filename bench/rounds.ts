import type { Run } from "./session";

/** Measurements by variant; the same index is the same round. */
export type Measured = Readonly<Record<string, readonly Run[]>>;

/**
 * Lets the variants take turns: what the machine does meanwhile meets all of them. A variant's `rounds` may be fewer,
 * where it is slow and no goal depends on it.
 */
export function takeTurns(
  variants: Readonly<Record<string, () => Run>>,
  rounds: number,
  progress: (text: string) => void,
  fewer: (variant: string) => number = () => rounds,
): Measured {
  const runs: Record<string, Run[]> = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const shown: string[] = [];
    for (const [name, measure] of Object.entries(variants)) {
      if (round >= fewer(name)) continue;
      const run = measure();
      runs[name]?.push(run);
      shown.push(`${name} ${run.ms < 10 ? run.ms.toFixed(2) : Math.round(run.ms)}`);
    }
    progress(`  ${round + 1}/${rounds} ms: ${shown.join(", ")}`);
  }
  return runs;
}
