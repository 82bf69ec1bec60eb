import type { Io } from "./io";

const ERASE = "\r\u001b[2K";

/**
 * Shows what goes on: on a terminal in one line that changes, elsewhere in a line for each change, on stderr. A result
 * stays, on stdout; where a script wants JSON, that is its result.
 */
export class Live {
  private shown = "";

  constructor(
    private readonly io: Io,
    private readonly json: boolean,
  ) {}

  /** @param clock - shown on a terminal only: it is no change */
  progress(text: string, clock = ""): void {
    if (this.io.isTerminal && !this.json) {
      const line = [text, clock].filter((part) => part !== "").join("  ");
      this.io.out(`${ERASE}${line.slice(0, Math.max(20, (this.io.columns ?? 80) - 1))}`);
    } else if (text !== this.shown) {
      this.io.err(`${text}\n`);
    }
    this.shown = text;
  }

  result(text: string): void {
    this.erase();
    if (!this.json) this.io.out(`${text}\n`);
  }

  /** For a person, where something went wrong. */
  problem(text: string): void {
    this.erase();
    this.io.err(`${text}\n`);
  }

  private erase(): void {
    if (this.io.isTerminal && !this.json && this.shown !== "") this.io.out(ERASE);
    this.shown = "";
  }
}
