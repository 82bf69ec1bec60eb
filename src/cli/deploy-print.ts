import type { AppRecord } from "../assembly/promotion";
import type { Goal } from "../deploy/goal";
import type { Runs } from "../deploy/status-row";
import type { AppResult } from "./deploy-app";
import type { Io } from "./io";
import type { Live } from "./live";
import { age, elapsed } from "./time";

export const UNFINISHED = 3;

/** As the vendor says: these take effect in a process that starts after them. */
const RESTART = "where terraform changed its scopes or the network's policy: dbapps stop, then dbapps start";

/** 0: all run what they should. 1: something does not. 3: something is still on its way. */
export function exitCode(results: readonly AppResult[]): number {
  if (results.every(({ outcome }) => outcome === "running")) return 0;
  return results.every(({ outcome }) => ["running", "unfinished"].includes(outcome)) ? UNFINISHED : 1;
}

export function printHead(live: Live, io: Io, { app, release }: Goal, { bound }: AppRecord, runs: Runs): void {
  const { active } = runs;
  const now = active === undefined ? "nothing" : (active.release ?? "an unknown release");
  const time = active === undefined ? "" : ` since ${since(runs, io)}`;
  live.result(`${app}  ${release} -> ${bound.stage}  runs ${now}${time}`);
}

export function printEnd(live: Live, io: Io, result: AppResult): void {
  const { outcome, runs, release } = result;
  const time = elapsed(result.milliseconds);
  if (outcome === "running" && runs !== undefined) {
    const what = result.deployed ? `SUCCEEDED  app ${runs.app}` : `nothing to do: it runs since ${since(runs, io)}`;
    live.result(`deploy   ${what}  ${time}  ${runs.url}`);
    if (!result.deployed) live.result(`    ${RESTART}`);
    for (const each of result.pruned) live.result(`prune    ${each}`);
    return;
  }
  live.problem(`deploy   ${explain(result)}  ${time}`);
  for (const line of (result.message ?? "").split("\n").filter((each) => each !== "")) live.problem(`    ${line}`);
  for (const line of result.logs ?? []) live.problem(`    | ${line}`);
  if (result.logsUnavailable !== undefined) live.problem(`    no log lines: ${result.logsUnavailable}`);
  live.problem(`    ${whatRuns(result, release, io)}`);
}

function explain({ outcome, app, release, stage }: AppResult): string {
  switch (outcome) {
    case "running":
      return "RUNNING";
    case "failed":
      return `FAILED: ${release} was not deployed to ${stage}`;
    case "crashed":
      return `CRASHED: ${release} was deployed, and does not run`;
    case "replaced":
      return `${release} was deployed, and then something else was: somebody deploys to ${stage} at the same time`;
    case "unfinished":
      return "not finished: the time is up. Run it again to go on waiting";
    case "refused":
      return `${app} cannot be deployed to now`;
    case "missing":
      return `there is no app ${app}: run terraform apply first`;
    case "error":
      return "stopped: a call failed";
  }
}

function whatRuns({ runs }: AppResult, wanted: string, io: Io): string {
  if (runs === undefined) return "what runs is not known: dbapps status asks again";
  const { active, state, app } = runs;
  if (active === undefined) return `nothing runs (${state})`;
  const what = active.release ?? "an unknown release";
  const same = active.release === wanted ? "" : `, not ${wanted}`;
  return `active is ${what}${same}, since ${since(runs, io)}: ${state} (app ${app})`;
}

function since({ active }: Runs, io: Io): string {
  return age(active?.since, io.now());
}
