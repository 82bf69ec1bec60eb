import * as fs from "node:fs";
import * as path from "node:path";
import * as prettier from "prettier";
import { ROOT } from "../test/support/package";
import { GOALS, verdict } from "./goals";
import type { Machine } from "./machine";
import type { Results } from "./results";
import { spreadOf } from "./statistics";
import { showGoals, showTable } from "./tables";

/** What a figure means nothing without. */
export interface Context {
  readonly date: string;
  readonly minutes: number;
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
  readonly load: { readonly before: readonly number[]; readonly after: readonly number[] };
}

/** Not results.json: `./results` would then be that file, and no longer the module. */
const RESULTS = path.join(ROOT, "bench/last-run.json");
const PAGE = path.join(ROOT, "docs/performance.md");
const BEGIN = "<!-- written by npm run bench -->";
const END = "<!-- end of what npm run bench wrote -->";

export async function writeResults(results: Results, context: Context): Promise<void> {
  const goals = GOALS.flatMap((goal) => {
    const reached = goal.read(results);
    const { figure, sign, goal: wanted, stretch } = goal;
    return reached === undefined
      ? []
      : [{ figure, sign, goal: wanted, stretch, reached, verdict: verdict(goal, reached) }];
  });
  const runs = Object.fromEntries(results.names.map((name) => [name, results.of(name)]));
  await write(RESULTS, JSON.stringify({ ...context, othersCores: othersCores(results), goals, runs }));

  const page = fs.readFileSync(PAGE, "utf8");
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${PAGE} has lost its markers`);
  const text = [BEGIN, "", showContext(context, results), "", showGoals(results), "", showTable(results), "", ""].join(
    "\n",
  );
  await write(PAGE, page.slice(0, from) + text + page.slice(to));
}

function showContext({ date, machine, versions, load, minutes }: Context, results: Results): string {
  const { cpu, cores, memoryGiB, system, node } = machine;
  const average = (loads: readonly number[]) => (loads[0] ?? 0).toFixed(1);
  const { median, most } = othersCores(results);
  return (
    `${date}: ${cores} x ${cpu}, ${memoryGiB} GiB, ${system}, Node ${node}. ` +
    `${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(", ")}. ` +
    `The run took ${minutes} minutes; load average ${average(load.before)} before and ${average(load.after)} after it; ` +
    `other processes kept ${median.toFixed(2)} cores busy (median of all runs, at most ${most.toFixed(2)}).`
  );
}

function othersCores(results: Results) {
  const runs = results.names.flatMap((name) => Object.values(results.of(name) ?? {}).flat());
  return spreadOf(runs.map((run) => run.othersCores));
}

async function write(file: string, text: string): Promise<void> {
  const options = await prettier.resolveConfig(file);
  fs.writeFileSync(file, await prettier.format(text, { ...options, filepath: file }));
}
