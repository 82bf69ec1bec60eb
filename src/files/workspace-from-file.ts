import * as path from "node:path";
import { freezeWhole } from "../definition/freeze";
import { type Source, callOf, withSource } from "../definition/source";
import { workspaceSchema } from "../workspace/check-workspace";
import type { Workspace } from "../workspace/workspace";
import { FileSource, type ReadFile } from "./file-source";
import { type FileForm, readFile } from "./read-file";

export const WORKSPACE_FILE: FileForm = { kind: "workspace", keys: Object.keys(workspaceSchema.shape) };

/**
 * Reads a workspace from YAML or JSON: the same members as those of {@link defineWorkspace}, and `$schema`.
 *
 * Never throws. What is wrong with the file is reported with everything else, when the program is synthesized, each
 * problem with its line and column.
 *
 * @param file relative to the working directory; `path.join(__dirname, "prod.yaml")` is the same from everywhere
 */
export function workspaceFromFile(file: string): Workspace {
  return workspaceOf(readFile(WORKSPACE_FILE, file), callOf(workspaceFromFile));
}

/** The type holds because the program stops at the first workspace whose file does not say what it promises. */
export function workspaceOf(read: ReadFile, call?: Source): Workspace {
  // A broken file still gives its stages a name of their own: nothing follows from the mistake but the mistake.
  const data = read.text.readable ? { ...read.data } : { name: path.parse(read.file).name };
  return freezeWhole(withSource(data as unknown as Workspace, new FileSource(read, call)));
}
