import * as fs from "node:fs";
import * as path from "node:path";
import { looseObject, optional, record, refined, string, unknown } from "../definition/schema";
import { CommandError } from "./io";

const PROJECT_FILE = "cdktf.json";
/** As cdktf itself has it. */
export const DEFAULT_OUTPUT = "cdktf.out";

const notEmpty = refined(string(), (value, context) => {
  if (value === "") context.addIssue({ code: "custom", message: "empty" });
});

const projectSchema = looseObject({
  app: notEmpty,
  output: optional(notEmpty),
  context: optional(record(unknown())),
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
  const data = parseJson(text);
  // Zod's copy has nothing called `__proto__`.
  const project = projectSchema.accepts(data) ? data : projectSchema.zod().safeParse(data).data;
  if (project === undefined) {
    throw new CommandError('cdktf.json is not usable: it needs "app", the command that runs your program');
  }
  const { app, output = DEFAULT_OUTPUT, context = {} } = project as Partial<Project> & Pick<Project, "app">;
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
