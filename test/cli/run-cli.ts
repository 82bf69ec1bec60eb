import { run } from "../../src/cli/program";

/** What a test decides about the outside world. */
export interface Outside {
  readonly isTerminal?: boolean;
  readonly columns?: number;
  readonly now?: Date;
}

/** Runs a command line in this process and returns what it printed. */
export async function runCli(
  argv: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  { isTerminal = false, columns, now = new Date("2026-11-21T12:00:00Z") }: Outside = {},
) {
  let out = "";
  let err = "";
  const code = await run(argv, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    cwd,
    env: { PATH: process.env.PATH, ...env },
    isTerminal,
    ...(columns === undefined ? {} : { columns }),
    now: () => now,
  });
  return { code, out, err };
}
