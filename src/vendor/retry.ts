/** How often, and how long, a call that may be repeated is repeated. */
export interface Patience {
  /** After the first try. */
  readonly retries: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** From 0 to 1: a hundred jobs that were refused together should not come back together. */
  readonly random: () => number;
  readonly now: () => number;
}

export const NO_PATIENCE: Patience = {
  retries: 0,
  sleep: () => Promise.resolve(),
  random: () => 0,
  now: () => 0,
};

const FIRST_MILLISECONDS = 1000;
const LONGEST_BACKOFF = 30_000;
/** Nobody is kept waiting longer than this by a single header. */
const LONGEST_RETRY_AFTER = 120_000;

/** Answers of a workspace, or of what stands in front of it, that say: not now. */
const LATER = [429, 502, 503, 504];

/** May a call that changes nothing when it is repeated be repeated after this? No status: no answer came. */
export function isPassing(status: number | undefined): boolean {
  return status === undefined || LATER.includes(status);
}

/** How long to wait before try number `attempt`, from 1: doubling, with jitter, and never less than is asked for. */
export function backoff(attempt: number, retryAfter: string | null, { random, now }: Patience): number {
  const ceiling = Math.min(LONGEST_BACKOFF, FIRST_MILLISECONDS * 2 ** (attempt - 1));
  const chosen = Math.round(ceiling * (0.5 + random() / 2));
  return Math.max(chosen, Math.min(LONGEST_RETRY_AFTER, millisecondsOf(retryAfter, now())));
}

/** Seconds, or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function millisecondsOf(header: string | null, now: number): number {
  if (header === null) return 0;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
