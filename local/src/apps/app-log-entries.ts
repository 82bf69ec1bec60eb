import type { Context } from "../api";
import type { App, Workspace } from "../state";

/** A line of an app's log as the vendor shows it. */
export interface ShownLogEntry {
  readonly source: "APP" | "SYSTEM";
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** How far somebody has read: what the platform wrote, and what the app printed, are numbered apart. */
export interface LogPosition {
  readonly written: number;
  readonly printed: number;
}

export const LOG_START: LogPosition = { written: 0, printed: 0 };

/** What an app and the platform said of it after a position, in the order of time. */
export function logEntries(
  workspace: Workspace,
  app: App,
  { runner }: Pick<Context, "runner">,
  after: LogPosition = LOG_START,
): { readonly entries: readonly ShownLogEntry[]; readonly position: LogPosition } {
  const run = runner.inspect().find((each) => each.workspace === workspace.id && each.app === app.name);
  const written = (app.log ?? []).filter(({ number }) => number > after.written);
  const printed = (run?.logs ?? []).filter(({ number }) => number > after.printed);
  const entries = [
    ...written.map(({ source, time, text }) => ({ source, timestamp: seconds(time), message: text })),
    ...printed.map(({ time, text }) => ({ source: "APP" as const, timestamp: seconds(time), message: text })),
  ].sort((a, b) => a.timestamp - b.timestamp);
  const position = {
    written: written.at(-1)?.number ?? after.written,
    printed: printed.at(-1)?.number ?? after.printed,
  };
  return { entries, position };
}

function seconds(time: string): number {
  return Date.parse(time) / 1000;
}
