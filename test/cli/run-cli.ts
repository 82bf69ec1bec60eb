import { run } from "../../src/cli/program";

/** Runs a command line in this process and returns what it printed. */
export async function runCli(argv: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  let out = "";
  let err = "";
  const code = await run(argv, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    cwd,
    env: { PATH: process.env.PATH, ...env },
    isTerminal: false,
  });
  return { code, out, err };
}
