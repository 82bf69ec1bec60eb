import type { AssemblySource } from "../assembly/sources";
import type { AppRecord } from "../assembly/promotion";
import { appFolder, type Goal, releaseOf } from "../deploy/goal";
import { nextStep } from "../deploy/next-step";
import { toPrune } from "../deploy/prune";
import { type Label, labelFile } from "../deploy/release-folder";
import { type Event, type Outcome, runDeployment } from "../deploy/run-deployment";
import { type Runs, runsOf } from "../deploy/status-row";
import { upload } from "../deploy/upload";
import { AppsError, type Issue } from "../errors";
import type { RunningApp } from "../vendor/app-data";
import { AppApi } from "../vendor/app-api";
import { lastLines } from "../vendor/app-logs";
import { FilesApi, plainPath } from "../vendor/files-api";
import { letRead } from "../vendor/folder-access";
import { VendorApiError } from "../vendor/vendor-error";
import type { WorkspaceApi } from "../vendor/workspace-api";
import { CLOCK, elapsed } from "./time";
import type { Live } from "./live";

/** What became of one app. */
export interface AppResult {
  readonly app: string;
  readonly stage: string;
  readonly workspace: string;
  readonly release: string;
  readonly folder: string;
  readonly outcome: Outcome["kind"] | "error";
  /** False: it ran already. */
  readonly deployed: boolean;
  /** False: it was there already, or was not needed. */
  readonly uploaded: boolean;
  /** What really runs now. Absent: the vendor could not be asked. */
  readonly runs?: Runs;
  /** Of what failed, in the vendor's words. */
  readonly message?: string;
  /** Where we refused. */
  readonly issues?: readonly Issue[];
  readonly logs?: readonly string[];
  readonly logsUnavailable?: string;
  /** Releases whose folders were removed. */
  readonly pruned: readonly string[];
  readonly milliseconds: number;
}

export interface DeployAppOptions {
  readonly record: AppRecord;
  readonly goal: Goal;
  /** With what its release is made of. Absent: it is in the workspace already. */
  readonly source?: AssemblySource & { readonly label: Label };
  readonly api: WorkspaceApi;
  readonly live: Live;
  /** Called with what runs before anything is done. */
  readonly begin: (runs: Runs) => void;
  readonly milliseconds: number;
  readonly keep: number;
}

const LOG_LINES = 20;

/** Uploads, deploys, waits, looks what runs, and clears up: every step may have been done by an earlier run. */
export async function deployApp(options: DeployAppOptions): Promise<AppResult> {
  const { record, goal, api, live } = options;
  const begun = CLOCK.now();
  const app = new AppApi(api, goal.app);
  const facts = { uploaded: false, deployed: false, pruned: [] as readonly string[] };
  const result = (outcome: AppResult["outcome"], now: RunningApp | undefined, more: Partial<AppResult> = {}) => ({
    app: goal.app,
    stage: record.bound.stage,
    workspace: record.bound.workspace.name,
    release: goal.release,
    folder: goal.folder,
    outcome,
    ...(now !== undefined && { runs: runsOf(now, goal) }),
    ...facts,
    ...more,
    milliseconds: Math.round(CLOCK.now() - begun),
  });
  try {
    const before = await app.app();
    if (before === undefined) return result("missing", undefined);
    options.begin(runsOf(before, goal));
    const deadline = begun + options.milliseconds;
    const isThere = nextStep(before, goal, undefined).kind === "done";
    if (!isThere && options.source !== undefined) {
      facts.uploaded = await uploadSource(options, options.source, before);
    }
    const outcome = await runDeployment(app, goal, {
      clock: CLOCK,
      deadline,
      report: (event) => {
        live.progress(`deploy   ${inWords(event, goal)}`, elapsed(CLOCK.now() - begun));
      },
    });
    if (outcome.kind === "missing") return result("missing", undefined);
    if (outcome.kind === "running") {
      facts.deployed = outcome.deployed;
      if (outcome.deployed) facts.pruned = await prune(app, goal, options.keep);
      return result("running", outcome.app);
    }
    const failed = outcome.kind === "failed" ? outcome.deployment : undefined;
    const message = outcome.kind === "refused" ? whyRefused(outcome) : (failed?.message ?? outcome.app.message);
    const { lines, unavailable } = await lastLines(api, outcome.app.url, LOG_LINES, failed?.createTime);
    return result(outcome.kind, outcome.app, {
      message: api.quote(message),
      logs: lines,
      ...(unavailable !== undefined && { logsUnavailable: unavailable }),
    });
  } catch (error) {
    if (!(error instanceof VendorApiError || error instanceof AppsError)) throw error;
    const issues = error instanceof AppsError ? { issues: error.issues } : {};
    return result("error", await app.app().catch(() => undefined), { message: error.message.trim(), ...issues });
  }
}

async function uploadSource(
  { goal, api, live }: DeployAppOptions,
  { files, label }: NonNullable<DeployAppOptions["source"]>,
  { servicePrincipal }: RunningApp,
): Promise<boolean> {
  const calls = new FilesApi(api);
  const what = `${files.length} files, ${sizeOf(files)}`;
  const report = (done: number): void => {
    live.progress(`upload   ${what}`, `${done} of ${files.length}`);
  };
  const uploaded = await upload(calls, { folder: goal.folder, files, label, report });
  if (uploaded) live.result(`upload   ${what}  ${goal.folder}`);
  const folder = await calls.find(appFolder(goal.app));
  if (folder?.id !== undefined && servicePrincipal !== undefined) await letRead(api, folder.id, servicePrincipal);
  return uploaded;
}

function whyRefused({ why, app }: Extract<Outcome, { readonly kind: "refused" }>): string {
  if (why === "deleting") return "it is being deleted, and its name is taken for up to 20 minutes";
  return `compute is in ERROR (${app.computeMessage}): dbapps stop, dbapps start, then deploy again`;
}

function sizeOf(files: AssemblySource["files"]): string {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Nothing depends on it: what cannot be removed now is removed next time. */
async function prune(app: AppApi, goal: Goal, keep: number): Promise<readonly string[]> {
  try {
    const files = new FilesApi(app.api);
    const folders = ((await files.list(appFolder(goal.app))) ?? []).filter(({ kind }) => kind === "folder");
    const there = folders.map(({ path }) => plainPath(path).slice(plainPath(path).lastIndexOf("/") + 1));
    const deployments = await app.deployments();
    // The last look before something is deleted: another run may have begun.
    const now = await app.app();
    if (now === undefined) return [];
    const pruned = toPrune(now, deployments, there, keep);
    for (const release of pruned) {
      const folder = `${appFolder(goal.app)}/${release}`;
      // First what says that the folder is complete.
      await files.remove(labelFile(folder));
      await files.remove(folder);
    }
    return pruned;
  } catch (error) {
    if (error instanceof VendorApiError) return [];
    throw error;
  }
}

function inWords(event: Event, { app }: Goal): string {
  switch (event.kind) {
    case "starting":
      return "starts compute";
    case "compute":
      return `compute is ${event.state}`;
    case "waiting":
      return `waits for a deployment of ${releaseOf(app, event.pending) ?? "an unknown release"} in progress`;
    case "deployment": {
      const { state, message } = event.deployment;
      return [state, message.replace(/[\p{C}\s]+/gu, " ").trim()].filter((part) => part !== "").join("  ");
    }
    case "application":
      return `app is ${event.state}`;
  }
}
