import type { Goal } from "../deploy/goal";
import { type Runs, runsOf } from "../deploy/status-row";
import { AppApi } from "../vendor/app-api";
import { lastLines } from "../vendor/app-logs";
import { VendorApiError } from "../vendor/vendor-error";
import { CommandError, type CommonOptions, type Io } from "./io";
import { colorsOf, columns, json } from "./render";
import { signIn } from "./sign-in";
import { chooseApps, type StageApp } from "./stage-apps";
import { age } from "./time";

export interface StatusOptions extends CommonOptions {
  readonly assembly?: string;
  readonly app?: string;
  readonly detailedExitcode?: boolean;
}

/** One app in one stage. Exactly one of `runs` and `error` is there. */
export interface StatusRow {
  readonly stage: string;
  readonly app: string;
  readonly workspace: string;
  /** What the assembly has; null: no source. */
  readonly assembly: string | null;
  readonly runs?: Runs;
  /** Why it is not known what runs. */
  readonly error?: string;
  /** Where it crashed. */
  readonly logs?: readonly string[];
}

const LOG_LINES = 10;
const DIFFERENT = 2;

/** What every stage runs, as the vendor says now; nothing that was noted when it was deployed is asked. */
export async function status(io: Io, stage: string | undefined, options: StatusOptions): Promise<number> {
  const { assembly, apps } = chooseApps(io.cwd, stage, options);
  const rows = await Promise.all(apps.map((app) => rowOf(io, assembly, app)));
  io.out(options.json ? json({ apps: rows }) : print(rows, io));
  if (rows.some(({ error }) => error !== undefined)) return 1;
  const asWanted = rows.every(({ runs }) => runs?.state === "Running" && runs.matches === "assembly");
  return options.detailedExitcode && !asWanted ? DIFFERENT : 0;
}

async function rowOf(io: Io, assembly: string, { record, goal }: StageApp): Promise<StatusRow> {
  const { stage, name, workspace } = record.bound;
  const row = { stage, app: name, workspace: workspace.name, assembly: goal?.release ?? null };
  try {
    const api = signIn(io, assembly, record);
    const app = await new AppApi(api, name).app();
    if (app === undefined) return { ...row, error: "there is no such app: terraform apply makes it" };
    const runs = runsOf(app, goal);
    if (runs.state !== "Crashed") return { ...row, runs };
    const { lines } = await lastLines(api, app.url, LOG_LINES);
    return { ...row, runs, logs: lines };
  } catch (error) {
    if (!(error instanceof VendorApiError || error instanceof CommandError)) throw error;
    return { ...row, error: error.message };
  }
}

function print(rows: readonly StatusRow[], io: Io): string {
  const colors = colorsOf(io);
  const head = ["stage", "app", "state", "release", "since", "instances", "url"];
  const lines = rows.map(({ stage, app, runs, assembly }) => {
    if (runs === undefined) return [stage, app, "-", "-", "-", "-", "-"];
    const { active, instances, url } = runs;
    const since = age(active?.since, io.now());
    return [stage, app, runs.state, releaseText(runs, assembly), since, String(instances ?? "-"), url];
  });
  const [first = "", ...rest] = columns([head, ...lines]);
  const notes = (row: StatusRow) => notesOn(row).map((note) => `    ${note}`);
  return `${[colors.bold(first), ...rows.flatMap((row, index) => [rest[index] ?? "", ...notes(row)])].join("\n")}\n`;
}

function releaseText({ active, matches }: Runs, assembly: Goal["release"] | null): string {
  switch (matches) {
    case "assembly":
      return `${active?.release ?? ""} = assembly`;
    case "other variables":
      return `${active?.release ?? ""}, other variables`;
    case "other release":
      return assembly === null ? (active?.release ?? "") : `${active?.release ?? ""}, not ${assembly}`;
    case "unknown release":
      return "unknown release";
    case "nothing":
      return "nothing";
  }
}

function notesOn({ runs, error, logs = [] }: StatusRow): readonly string[] {
  if (error !== undefined) return [`not known: ${error}`];
  if (runs === undefined) return [];
  const { pending, state, message } = runs;
  return [
    ...(pending === undefined ? [] : [`on its way: ${pending.release ?? "an unknown release"}  ${pending.message}`]),
    ...(state === "Crashed" && message !== "" ? [message] : []),
    ...logs.map((line) => `| ${line}`),
  ];
}
