import * as path from "node:path";
import { report, startClock, task } from "./clock";

/**
 * `dbapps check` and `dbapps diff` without the start of a process: their modules are loaded, by a run over a small
 * assembly, before anything is measured.
 */
const { assembly, warmUp } = task() as { readonly assembly: string; readonly warmUp: string };
const manifest = require.resolve("databricks-apps-constructs/package.json");
// No API: the command line is, and a process per command would measure how fast node starts.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { run } = require(path.join(path.dirname(manifest), "dist/cli/program.js")) as {
  readonly run: (argv: readonly string[], io: object) => Promise<number>;
};

async function command(cwd: string, ...argv: readonly string[]): Promise<number> {
  const clock = startClock();
  let [output, errors] = ["", ""];
  const io = {
    out: (text: string) => (output += text),
    err: (text: string) => (errors += text),
    cwd,
    env: {},
    isTerminal: false,
    now: () => new Date("2026-11-21T00:00:00Z"),
  };
  const code = await run(argv, io);
  if (code !== 0) throw new Error(`dbapps ${argv.join(" ")} ended with ${code}\n${output}${errors}`);
  return clock.ms();
}

async function main(): Promise<void> {
  const [orders, company] = [path.join(__dirname, "../orders"), path.join(__dirname, "company")];
  await command(orders, "check", "--assembly", warmUp);
  await command(orders, "diff", "--to", warmUp);
  const checkMs = await command(company, "check", "--assembly", assembly);
  const diffMs = await command(company, "diff", "--to", assembly);
  report({ ms: checkMs, checkMs, diffMs });
}

void main();
