import type { Readable } from "node:stream";
import type { LogLine } from "./runner";

const LONGEST_LINE = 16_384;

/** The last of what an app printed, whatever it prints. */
export class AppLogs {
  private kept: LogLine[] = [];
  private size = 0;
  private count = 0;

  /** @param limit - how many characters are kept. */
  constructor(private readonly limit: number) {}

  get lines(): readonly LogLine[] {
    return [...this.kept];
  }

  /** Takes what a stream says, line by line; a line that does not end is cut. */
  follow(stream: Readable, name: LogLine["stream"], deployment: string): void {
    let rest = "";
    const add = (text: string): void => {
      this.count += 1;
      this.add({ number: this.count, time: new Date().toISOString(), deployment, stream: name, text });
    };
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      const lines = (rest + chunk).split(/\r?\n/);
      rest = lines.pop() ?? "";
      for (const line of lines) add(line.slice(0, LONGEST_LINE));
      while (rest.length > LONGEST_LINE) {
        add(rest.slice(0, LONGEST_LINE));
        rest = rest.slice(LONGEST_LINE);
      }
    });
    // A process may die in the middle of a line.
    stream.once("end", () => {
      if (rest !== "") add(rest);
      rest = "";
    });
    stream.on("error", () => undefined);
  }

  private add(line: LogLine): void {
    this.kept.push(line);
    this.size += line.text.length + 1;
    let dropped = 0;
    while (this.size > this.limit && dropped < this.kept.length) {
      this.size -= (this.kept[dropped]?.text.length ?? 0) + 1;
      dropped += 1;
    }
    if (dropped > 0) this.kept = this.kept.slice(dropped);
  }
}
