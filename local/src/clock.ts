/** Where the time comes from: a test moves it by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Stands still until it is told to move. */
export class ManualClock implements Clock {
  constructor(private time: number = Date.UTC(2026, 0, 1)) {}

  now(): number {
    return this.time;
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
  }
}

/** As the vendor writes times. */
export function timestamp(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
