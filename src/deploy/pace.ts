/** The time, so that tests need not wait for it. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const FIRST_MILLISECONDS = 250;
const LONGEST_MILLISECONDS = 5000;

/** Looks often at first, then less often, and never after the deadline. */
export class Pace {
  private next = FIRST_MILLISECONDS;

  constructor(
    private readonly clock: Clock,
    private readonly deadline: number,
  ) {}

  /** False: the time is up. */
  async wait(): Promise<boolean> {
    const left = this.deadline - this.clock.now();
    if (left <= 0) return false;
    await this.clock.sleep(Math.min(this.next, left));
    this.next = Math.min(LONGEST_MILLISECONDS, this.next * 1.5);
    return true;
  }
}
