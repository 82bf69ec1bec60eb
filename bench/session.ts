import { spawnSync, type SpawnSyncOptions } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { ROOT } from "../test/support/package";
import { type Engine, Installation } from "./installation";
import { busyMs, type Place } from "./machine";
import type { Figures } from "./programs/clock";
import type { Size } from "./programs/company";
import { assertSameDocuments } from "./same-documents";
import type { Variant } from "./workloads";

export type Run = Figures & {
  /** From the start of the process to its end. */
  readonly processMs: number;
  /** Processors that something else kept busy in the meantime. */
  readonly othersCores: number;
};

/** Everything that a bench needs of the machine; one process per measurement. */
export class Session {
  private readonly installations = new Map<Engine, Installation>();
  private folders = 0;

  on(engine: Engine): Installation {
    const known = this.installations.get(engine) ?? new Installation(engine);
    this.installations.set(engine, known);
    return known;
  }

  /** Runs a node program to its end. What it reports of itself is its last line, or `reported`. */
  run(file: string, args: readonly string[], { reported, ...options }: SpawnSyncOptions & { reported?: string } = {}) {
    const [started, busy] = [performance.now(), busyMs()];
    const own = process.cpuUsage();
    const env = { ...process.env, ...options.env, NODE_OPTIONS: "", CHECKPOINT_DISABLE: "1" };
    const ended = spawnSync(process.execPath, [file, ...args], { ...options, env, encoding: "utf8" });
    const processMs = performance.now() - started;
    if (ended.status !== 0) throw new Error(`${file} ended with ${ended.status}\n${ended.stdout}\n${ended.stderr}`);
    const text =
      reported === undefined ? (ended.stdout.trim().split("\n").at(-1) ?? "") : fs.readFileSync(reported, "utf8");
    const figures = text.startsWith("{") ? (JSON.parse(text) as Figures) : { ms: processMs };
    const { user, system } = process.cpuUsage(own);
    const others = busyMs() - busy - (figures.cpuMs ?? processMs) - (user + system) / 1000;
    return { ...figures, processMs, othersCores: Math.max(0, others / processMs) } satisfies Run;
  }

  /** Creates and synthesizes; the assembly is left in `outdir`. */
  synthesize(variant: Variant, size: Size, outdir: string, count?: true): Run {
    const [who = "", engine = "cdktf"] = variant.split(" on ");
    fs.rmSync(outdir, { recursive: true, force: true });
    const task = { who, size, outdir, ...(count && { count }) };
    return this.run(this.on(engine as Engine).program("measure"), [JSON.stringify(task)]);
  }

  /** The same files from objects that are there. */
  writeJson(from: string, to: string): Run {
    fs.rmSync(to, { recursive: true, force: true });
    return this.run(this.on("cdktf").program("json-limit"), [JSON.stringify({ from, to })]);
  }

  /** Fails unless both programs make the same documents; returns the folder of ours, which stays. */
  assertSame(size: Size, place: Place, engine: Engine = "cdktf"): { readonly folder: string; readonly stacks: number } {
    const [ours, theirs] = [this.outdir(place), this.outdir(place)];
    const on = engine === "cdktf" ? "" : (` on ${engine}` as " on cdktn");
    this.synthesize(`ours${on}`, size, ours);
    this.synthesize(`hand-written${on}`, size, theirs);
    const stacks = assertSameDocuments(ours, theirs);
    fs.rmSync(theirs, { recursive: true });
    return { folder: ours, stacks };
  }

  outdir({ folder }: Place): string {
    return path.join(folder, String(this.folders++));
  }

  jest(variant: "ours" | "hand-written", size: Size, { folder }: Place): Run {
    const { folder: installed } = this.on("cdktf");
    const reported = path.join(folder, "jest.json");
    const config = { rootDir: path.join(installed, "programs"), testMatch: ["**/jest-file.js"], transform: {} };
    const args = ["--config", JSON.stringify(config), "--cacheDirectory", path.join(installed, "jest")];
    const task = JSON.stringify({ who: variant, size, result: reported });
    const env = { BENCH_TASK: task, BENCH_FOLDER: folder };
    return this.run(path.join(ROOT, "node_modules/jest/bin/jest.js"), args, { reported, env, cwd: installed });
  }

  close(): void {
    for (const installation of this.installations.values()) installation.remove();
  }
}
