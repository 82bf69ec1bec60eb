import type { Context } from "../api";
import { timestamp } from "../clock";
import type { App, LogEntry } from "../state";

const KEPT = 200;

/** Writes a line into the log of an app for the platform, or for an app that is only pretended to run. */
export function writeLog(
  app: App,
  deployment: string,
  source: LogEntry["source"],
  text: string,
  { clock }: Pick<Context, "clock">,
): void {
  const log = app.log ?? [];
  const number = (log.at(-1)?.number ?? 0) + 1;
  app.log = [...log, { number, time: timestamp(clock), source, deployment, text }].slice(-KEPT);
}
