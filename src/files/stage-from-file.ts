import type { AppDefinition } from "../definition/app-definition";
import type { Resources } from "../definition/app-resource";
import { freeze } from "../definition/freeze";
import { type Source, callOf, withSource } from "../definition/source";
import { stageSchema } from "../stage/check-stage";
import type { Stage } from "../stage/stage";
import type { Workspace } from "../workspace/workspace";
import { FileSource, type ReadFile } from "./file-source";
import { type FileForm, readFile } from "./read-file";

export const STAGE_FILE: FileForm = {
  kind: "stage",
  keys: Object.keys(stageSchema.shape),
  defaults: { bindings: {}, access: {}, env: {} },
};

/**
 * Reads a stage from YAML or JSON: the same members as those of {@link defineStage}, and `$schema`. References to other
 * constructs cannot stand in a file: add such a binding in code, `{ ...stage, bindings: { ...stage.bindings, ... } }`.
 *
 * Never throws. What is wrong with the file is reported with everything else, when the program is synthesized, each
 * problem with its line and column.
 *
 * @param file relative to the working directory; `path.join(__dirname, "prod.yaml")` is the same from everywhere
 */
export function stageFromFile<R extends Resources, A extends string, V extends string>(
  app: AppDefinition<R, A, V>,
  workspace: Workspace,
  file: string,
): Stage<R, A, V> {
  return stageOf(app, workspace, readFile(STAGE_FILE, file), callOf(stageFromFile));
}

/** The types hold because the program stops at the first stage whose file does not say what they promise. */
export function stageOf<R extends Resources, A extends string, V extends string>(
  definition: AppDefinition<R, A, V>,
  workspace: Workspace,
  read: ReadFile,
  call?: Source,
): Stage<R, A, V> {
  const stage = { ...read.data, definition, workspace } as unknown as Stage<R, A, V>;
  return freeze(withSource(stage, new FileSource(read, call)));
}
