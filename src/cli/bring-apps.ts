import type { Runs } from "../deploy/status-row";
import { type AppResult, deployApp, type DeployAppOptions } from "./deploy-app";
import { exitCode, printEnd, printHead } from "./deploy-print";
import type { Io } from "./io";
import { Live } from "./live";
import { json } from "./render";

/** An app, and the release that it is brought to. */
export interface ReadyApp extends Pick<DeployAppOptions, "record" | "goal" | "source" | "api"> {
  /** What somebody should know before. */
  readonly warning?: string;
}

export interface BringOptions extends Pick<DeployAppOptions, "milliseconds" | "keep"> {
  readonly json: boolean;
}

/** Brings the apps of a stage to their releases, one after the other, and tells how each ended. */
export async function bringApps(
  io: Io,
  stage: string,
  ready: readonly ReadyApp[],
  { json: asJson, ...limits }: BringOptions,
): Promise<number> {
  const live = new Live(io, asJson);
  const results: AppResult[] = [];
  for (const { warning, ...app } of ready) {
    const begin = (runs: Runs): void => {
      printHead(live, io, app.goal, app.record, runs);
    };
    if (warning !== undefined) live.problem(`    ${warning}`);
    const result = await deployApp({ ...app, ...limits, live, begin });
    printEnd(live, io, result);
    results.push(result);
  }
  if (asJson) io.out(json({ stage, apps: results }));
  return exitCode(results);
}
