/** What several measurements of one thing say. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly count: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? NaN;
  const middle = (sorted.length - 1) / 2;
  const median = (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2;
  return { median, least: at(0), most: at(sorted.length - 1), count: sorted.length };
}

/** The ratios of what was measured in the same round: what else the machine did weighs on both sides. */
export function pairedRatios(above: readonly number[], below: readonly number[]): Spread {
  const pairs = Math.min(above.length, below.length);
  return spreadOf(Array.from({ length: pairs }, (_, round) => (above[round] ?? NaN) / (below[round] ?? NaN)));
}

/** `8.61 [7.8-10.0]`, with as many digits as mean something. */
export function showSpread({ median, least, most, count }: Spread): string {
  return count === 1 ? digits(median) : `${digits(median)} [${digits(least)}-${digits(most)}]`;
}

export function digits(value: number): string {
  const size = Math.abs(value);
  if (size < 0.1 && size > 0) return value.toPrecision(2);
  return size >= 100 ? Math.round(value).toLocaleString("en-US") : value.toFixed(size >= 10 ? 1 : 2);
}
