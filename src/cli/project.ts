import * as fs from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { CommandError } from "./io";

const PROJECT_FILE = "cdktf.json";
/** As cdktf itself has it. */
export const DEFAULT_OUTPUT = "cdktf.out";

const projectSchema = z.looseObject({
  app: z.string().min(1),
  output: z.string().min(1).default(DEFAULT_OUTPUT),
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
  const file = path.join(cwd, PROJECT_FILE);
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

/** Where a command that only reads finds the assembly: an artefact may be read where there is no cdktf.json. */
export function assemblyFolder(cwd: string, given: string | undefined): string {
  if (given !== undefined) return path.resolve(cwd, given);
  const file = path.join(cwd, PROJECT_FILE);
  return fs.existsSync(file) ? readProject(cwd).output : path.join(cwd, DEFAULT_OUTPUT);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(`cdktf.json is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
