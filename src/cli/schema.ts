import type { AppDefinition } from "../definition/app-definition";
import { nearest } from "../definition/nearest";
import { stageJsonSchema, workspaceJsonSchema } from "../files/json-schema";
import { readRecord } from "./check-record";
import { CommandError, type CommonOptions, type Io } from "./io";
import { assemblyFolder } from "./project";
import { json } from "./render";

export interface SchemaOptions extends CommonOptions {
  readonly app?: string;
  readonly assembly?: string;
}

const FILES = ["workspace", "stage"];

/** Prints the JSON Schema of workspace or stage files; with `app`, of the stage files of one definition. */
export function schema(io: Io, file: string, options: SchemaOptions): void {
  if (!FILES.includes(file)) {
    const near = nearest(file, FILES);
    const hint = near === undefined ? `there are schemas of ${FILES.join(" and ")}` : `did you mean "${near}"?`;
    throw new CommandError(`there is no schema of "${file}": ${hint}`);
  }
  if (file === "workspace") {
    if (options.app !== undefined) throw new CommandError("a workspace serves every app: --app is for stages");
    io.out(json(workspaceJsonSchema()));
    return;
  }
  io.out(json(stageJsonSchema(options.app === undefined ? undefined : definitionOf(io, options.app, options))));
}

function definitionOf(io: Io, app: string, options: SchemaOptions): AppDefinition {
  const { definitions } = readRecord(assemblyFolder(io.cwd, options.assembly), io.cwd);
  const found = definitions.filter(({ definition }) => definition.name === app);
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first.definition;
  if (second !== undefined) {
    throw new CommandError(`the assembly holds ${found.length} definitions with the name "${app}": rename one of them`);
  }
  const names = definitions.map(({ definition }) => definition.name);
  const near = nearest(app, names);
  const hint = near === undefined ? `the assembly holds ${names.join(", ") || "none"}` : `did you mean "${near}"?`;
  throw new CommandError(`there is no definition of "${app}": ${hint}`);
}
