import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { type Context, writeResults } from "./report";
import { machine, type Place, places, versions } from "./machine";
import { Others, removePlaces } from "./others";
import { Results } from "./results";
import { takeTurns } from "./rounds";
import { Session } from "./session";
import { showGoals, showTable } from "./tables";
import { OTHERS, quick, type Variant, type Workload, WORKLOADS } from "./workloads";

/**
 * `npm run bench`: everything; the results are written to bench/last-run.json and docs/performance.md.
 * `npm run bench -- --quick company`: one round of a tenth of it, only printed. Names pick what is measured.
 */
function main(argv: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { quick: { type: "boolean", default: false } },
  });
  const known = [...WORKLOADS.map(({ name }) => name), ...OTHERS];
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`${unknown.join(", ")}: not one of ${known.join(", ")}`);
  const chosen = new Set(positionals.length > 0 ? positionals : known);

  const [session, results, all] = [new Session(), new Results(), places()];
  const started = Date.now();
  const progress = (text: string) => {
    console.error(`[${Math.round((Date.now() - started) / 1000)} s] ${text}`);
  };
  const before = os.loadavg();
  try {
    const [first] = all;
    if (first === undefined) throw new Error("nowhere to write");
    const others = new Others(session, results, progress, values.quick);
    for (const one of WORKLOADS.filter(({ name }) => chosen.has(name))) {
      const workload = values.quick ? quick(one) : one;
      for (const place of all) {
        if (place === first || (workload.onDisk && !values.quick)) measure(session, workload, place, results, progress);
      }
    }
    const company = (values.quick ? quick : (same: Workload) => same)(WORKLOADS[0] as Workload).size;
    const run = { small: () => others.small(first), import: () => others.import(), growth: () => others.growth(first) };
    const more = { commands: () => others.commands(first, company), jest: () => others.jest(first, company) };
    const measurements = { ...run, ...more, counts: () => others.counts(first) };
    for (const name of OTHERS.filter((name) => chosen.has(name))) measurements[name]();
  } finally {
    session.close();
    removePlaces(all);
  }
  const context: Context = {
    date: new Date().toISOString().slice(0, 10),
    minutes: Math.round((Date.now() - started) / 60_000),
    machine: machine(),
    versions: versions(),
    load: { before, after: os.loadavg() },
  };
  console.log(`${showGoals(results)}\n\n${showTable(results)}`);
  if (!values.quick && positionals.length === 0) void writeResults(results, context);
}

/** First that both programs make the same, then how fast. */
function measure(
  session: Session,
  workload: Workload,
  place: Place,
  results: Results,
  progress: (text: string) => void,
): void {
  const { name, title, size, rounds } = workload;
  const isFirst = place.name === "RAM disk";
  const { folder, stacks } = session.assertSame(size, place);
  progress(`${title}, ${place.name}: the same ${stacks} documents`);
  const outdir = session.outdir(place);
  const run = (variant: Variant) => () => session.synthesize(variant, size, outdir);
  const variants: Record<string, () => ReturnType<typeof session.synthesize>> = {
    "hand-written": run("hand-written"),
    ours: run("ours"),
    json: () => session.writeJson(folder, outdir),
  };
  if (isFirst) {
    fs.rmSync(session.assertSame(size, place, "cdktn").folder, { recursive: true });
    Object.assign(variants, {
      "hand-written on cdktn": run("hand-written on cdktn"),
      "ours on cdktn": run("ours on cdktn"),
    });
  }
  // Slow, and a goal for one workload only.
  const fewer = (variant: string) => (variant.endsWith("cdktn") && name !== "big-30" ? Math.min(3, rounds) : rounds);
  results.add(`${name}, ${place.name}`, takeTurns(variants, isFirst ? rounds : Math.min(3, rounds), progress, fewer));
  fs.rmSync(path.resolve(folder), { recursive: true });
  fs.rmSync(outdir, { recursive: true });
}

main(process.argv.slice(2));
