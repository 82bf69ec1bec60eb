import * as fs from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { CommandError } from "./io";

const projectSchema = z.looseObject({
  app: z.string().min(1),
  output: z.string().min(1).default("cdktf.out"),
  context: z.record(z.string(), z.unknown()).default({}),
});

/** What `cdktf.json` says: how to run the program, and where the assembly goes. */
export interface Project {
  readonly app: string;
  /** Absolute. */
  readonly output: string;
  readonly context: Readonly<Record<string, unknown>>;
}

export function readProject(cwd: string): Project {
  const file = path.join(cwd, "cdktf.json");
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch {
    throw new CommandError(`there is no cdktf.json in ${cwd}: run dbapps where it is, or write one with an "app"`);
  }
  const parsed = projectSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new CommandError('cdktf.json is not usable: it needs "app", the command that runs your program');
  }
  const { app, output, context } = parsed.data;
  return { app, output: path.resolve(cwd, output), context };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(`cdktf.json is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
