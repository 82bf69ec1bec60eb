import { type PowerOutcome, runStart, runStop } from "../deploy/run-power";
import { type Runs, runsOf } from "../deploy/status-row";
import { AppApi } from "../vendor/app-api";
import { UNFINISHED } from "./deploy-print";
import { type CommonOptions, type Io } from "./io";
import { Live } from "./live";
import { json } from "./render";
import { signIn } from "./sign-in";
import { chooseApps } from "./stage-apps";
import { CLOCK, elapsed, minutes } from "./time";
import { asCommandError } from "./vendor-refusal";

export interface PowerOptions extends CommonOptions {
  readonly assembly?: string;
  readonly app?: string;
  readonly timeout: string;
}

interface PowerResult {
  readonly app: string;
  readonly stage: string;
  readonly outcome: PowerOutcome["kind"];
  readonly runs?: Runs;
}

/** Starts or stops the compute of a stage's apps. */
export async function power(
  io: Io,
  direction: "start" | "stop",
  stage: string,
  options: PowerOptions,
): Promise<number> {
  const milliseconds = minutes(options.timeout);
  const { assembly, apps } = chooseApps(io.cwd, stage, options);
  const live = new Live(io, options.json === true);
  const results: PowerResult[] = [];
  for (const { record, goal } of apps) {
    const { name } = record.bound;
    const calls = new AppApi(signIn(io, assembly, record), name);
    const begun = CLOCK.now();
    const report = (state: string): void => {
      live.progress(`${name}  compute is ${state}`, elapsed(CLOCK.now() - begun));
    };
    const run = direction === "start" ? runStart : runStop;
    const outcome = await run(calls, { clock: CLOCK, deadline: begun + milliseconds, report }).catch(asCommandError);
    const runs = outcome.kind === "missing" ? undefined : runsOf(outcome.app, goal);
    results.push({ app: name, stage: record.bound.stage, outcome: outcome.kind, ...(runs !== undefined && { runs }) });
    const text = `${name}  ${inWords(outcome, direction)}`;
    if (outcome.kind === "done") live.result(text);
    else live.problem(text);
  }
  if (options.json) io.out(json({ stage, apps: results }));
  if (results.every(({ outcome }) => outcome === "done")) return 0;
  return results.every(({ outcome }) => outcome === "done" || outcome === "unfinished") ? UNFINISHED : 1;
}

function inWords(outcome: PowerOutcome, direction: "start" | "stop"): string {
  switch (outcome.kind) {
    case "missing":
      return "there is no such app: run terraform apply first";
    case "unfinished":
      return `compute is still ${outcome.app.compute}: the time is up`;
    case "refused":
      return outcome.why === "deleting" ? "is being deleted" : `compute is in ERROR: ${outcome.app.computeMessage}`;
    case "done": {
      const { compute, state } = outcome.app;
      if (!outcome.changed)
        return direction === "stop" ? "is stopped already" : `compute is ACTIVE already, app ${state}`;
      return direction === "stop" ? "is stopped; a start brings back what ran" : `compute is ${compute}, app ${state}`;
    }
  }
}
