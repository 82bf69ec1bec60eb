import * as fs from "node:fs";
import * as path from "node:path";
import { prepareLaunch } from "./app-launch";
import { AppLogs } from "./app-logs";
import { AppProcess, freePort } from "./app-process";
import { StartRefusal } from "./app-source";
import { ProcessReaper } from "./process-reaper";
import { DEFAULTS, type ProcessRunnerOptions } from "./process-runner-options";
import type { AppRun, Outcome, Run, Runner } from "./runner";

type Report = (outcome: Outcome) => void;

/** A start that is under way. */
interface Attempt {
  cancelled: boolean;
  process?: AppProcess;
}

/** An app: what serves, and what is about to. */
interface Slot {
  readonly workspace: string;
  readonly app: string;
  readonly logs: AppLogs;
  attempt?: Attempt;
  serving?: AppProcess;
}

/** Runs each app as a process on this machine. A new deployment takes over when it listens, and not before. */
export class ProcessRunner implements Runner {
  readonly endsWithServer = true;

  private readonly options: Required<ProcessRunnerOptions>;
  private readonly slots = new Map<string, Slot>();
  private readonly processes = new Map<AppProcess, string>();
  private readonly work = new Set<Promise<void>>();
  private readonly ports = new Set<number>();
  private root: { readonly folder: string; readonly reaper: ProcessReaper } | undefined;
  private count = 0;
  private closed = false;

  constructor(options: ProcessRunnerOptions = {}) {
    this.options = { ...DEFAULTS, ...options };
  }

  start(run: Run, report: Report): void {
    const slot = this.slotOf(run);
    this.cancel(slot);
    const attempt: Attempt = { cancelled: false };
    slot.attempt = attempt;
    this.track(this.launch(run, slot, attempt, report));
  }

  stop(workspace: string, app: string, keepLogs = false): void {
    const slot = this.slots.get(`${workspace}/${app}`);
    if (slot === undefined) return;
    // Its logs go with it, as the vendor's do: the next app of that name may be somebody else's.
    if (!keepLogs) this.slots.delete(`${workspace}/${app}`);
    this.cancel(slot);
    if (slot.serving !== undefined) this.end(slot.serving);
    delete slot.serving;
  }

  inspect(): readonly AppRun[] {
    return [...this.slots.values()].map(({ workspace, app, logs, attempt, serving }) => ({
      workspace,
      app,
      processes: [serving, attempt?.process]
        .filter((each) => each !== undefined)
        .map((each) => ({
          deployment: this.processes.get(each) ?? "",
          pid: each.pid,
          port: each.port,
          serving: each === serving,
        })),
      logs: logs.lines,
    }));
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const { workspace, app } of this.slots.values()) this.stop(workspace, app);
    while (this.work.size > 0) await Promise.all(this.work);
    await this.root?.reaper.close();
    if (this.root !== undefined) remove(this.root.folder);
  }

  private async launch(run: Run, slot: Slot, attempt: Attempt, report: Report): Promise<void> {
    let folder: string | undefined;
    const fail = (message: string): void => {
      if (slot.attempt === attempt) delete slot.attempt;
      if (!attempt.cancelled) report({ state: "FAILED", message });
    };
    try {
      // What a start finds out at once is reported as late as all the rest.
      const port = await freePort(this.ports);
      if (attempt.cancelled) return;
      this.checkRoom(slot);
      folder = path.join(this.home().folder, `${(this.count += 1)}-${run.app.replace(/[^a-z0-9-]/g, "_")}`);
      const started = this.spawn(run, slot, folder, port);
      attempt.process = started;
      const up = await started.listens(this.options.startMilliseconds);
      if (up && !attempt.cancelled) {
        this.cutOver(slot, started, report);
      } else if (started.alive) {
        this.end(started);
        fail(`App did not listen on DATABRICKS_APP_PORT within ${this.options.startMilliseconds / 1000} s.`);
      } else {
        await started.drain();
        fail(`App ${await started.ended} before it listened on DATABRICKS_APP_PORT. Its logs may say why.`);
      }
    } catch (error) {
      if (folder !== undefined) remove(folder);
      fail(error instanceof StartRefusal ? error.message : `Error starting app: ${String(error)}`);
    }
  }

  private spawn(run: Run, slot: Slot, folder: string, port: number): AppProcess {
    const launch = prepareLaunch(run, folder, port, this.options.secret);
    const { id } = run.deployment;
    const started = new AppProcess(launch, this.home().reaper, (stream, name) => {
      slot.logs.follow(stream, name, id);
    });
    this.processes.set(started, id);
    this.ports.add(port);
    void started.ended.then(async (): Promise<void> => {
      // What it left behind may still write there while it is being stopped.
      if (started.stopping) await started.stop(0);
      this.processes.delete(started);
      this.ports.delete(port);
      remove(folder);
    });
    return started;
  }

  private cutOver(slot: Slot, started: AppProcess, report: Report): void {
    const before = slot.serving;
    delete slot.attempt;
    slot.serving = started;
    report({ state: "RUNNING", message: "App has status: App is running" });
    if (before !== undefined) this.end(before);
    const { maxRunMilliseconds } = this.options;
    let over: string | undefined;
    const timer = setTimeout(() => {
      over = `App was stopped: it ran for ${maxRunMilliseconds / 1000} s, the longest that this machine lets it.`;
      this.end(started);
    }, maxRunMilliseconds);
    void started.ended.then((how) => {
      clearTimeout(timer);
      if (slot.serving !== started) return;
      delete slot.serving;
      report({ state: "CRASHED", message: over ?? `App ${how}. Its logs may say why.` });
    });
  }

  /** An app that is replaced counts once: its two processes are there for a moment only. */
  private checkRoom(own: Slot): void {
    if (this.closed) throw new StartRefusal("Error starting app: the control plane is stopping.");
    const others = [...this.slots.values()].filter(({ attempt, serving }) => attempt?.process ?? serving);
    const ending = [...this.processes.keys()].filter(({ stopping }) => stopping);
    const count = others.filter((slot) => slot !== own).length + ending.length;
    if (count < this.options.maxProcesses) return;
    throw new StartRefusal(`Error starting app: ${count} apps run on this machine already, which is the limit.`);
  }

  private cancel(slot: Slot): void {
    const { attempt } = slot;
    if (attempt === undefined) return;
    attempt.cancelled = true;
    if (attempt.process !== undefined) this.end(attempt.process);
    delete slot.attempt;
  }

  private end(process: AppProcess): void {
    this.track(process.stop(this.options.stopMilliseconds));
  }

  private track(work: Promise<void>): void {
    this.work.add(work);
    void work.finally(() => this.work.delete(work));
  }

  private slotOf({ workspace, app }: Run): Slot {
    const key = `${workspace}/${app}`;
    const slot = this.slots.get(key) ?? { workspace, app, logs: new AppLogs(this.options.logCharacters) };
    this.slots.set(key, slot);
    return slot;
  }

  private home(): { readonly folder: string; readonly reaper: ProcessReaper } {
    if (this.root !== undefined) return this.root;
    fs.mkdirSync(this.options.folder, { recursive: true, mode: 0o700 });
    const folder = fs.mkdtempSync(path.join(this.options.folder, "dbapps-local-"));
    this.root = { folder, reaper: new ProcessReaper(folder) };
    return this.root;
  }
}

function remove(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
