import { writeIssues } from "../assembly/issues";
import type { AssemblyFile } from "../assembly/program-files";
import type { AppDefinition } from "../definition/app-definition";
import { concealData } from "../definition/conceal";
import { type SourceDocument, sourceOf } from "../definition/source";
import { LIBRARY_VERSION } from "../facts/library-version";
import type { Finding } from "../stage/finding";
import type { Stage } from "../stage/stage";
import type { Workspace } from "../workspace/workspace";

/** Every file that the stages and the stacks of a program were made of. */
export function filesOf(stages: readonly Stage[], workspaces: readonly Workspace[]): AssemblyFile[] {
  const ofStages = stages.flatMap((stage): AssemblyFile[] => {
    const [own, workspace] = [documentOf(stage), documentOf(stage.workspace)];
    const { definition } = stage;
    return own === undefined ? [] : [{ ...own, definition, ...(workspace && { workspace: workspace.file }) }];
  });
  const all = [...workspaces, ...stages.map(({ workspace }) => workspace)];
  return [...ofStages, ...all.flatMap((workspace) => documentOf(workspace) ?? [])];
}

function documentOf(value: unknown): SourceDocument | undefined {
  return sourceOf(value)?.document;
}

/** Writes issues.json: what stopped a program, and what it was made of. */
export function recordIssues(
  outdir: string,
  stages: readonly Stage[],
  workspaces: readonly Workspace[],
  issues: readonly Finding[],
): void {
  const definitions = stages
    .map(({ definition }) => definition)
    .filter((one) => typeof one === "object" && one !== null);
  // They may hold what was refused.
  const concealed = new Map(definitions.map((one) => [one, concealData(one) as AppDefinition]));
  const files = filesOf(stages, workspaces).map(({ definition, ...file }): AssemblyFile => {
    const shown = definition && concealed.get(definition);
    return shown === undefined ? file : { ...file, definition: shown };
  });
  try {
    writeIssues(outdir, { libraryVersion: LIBRARY_VERSION, definitions: [...concealed.values()], files, issues });
  } catch {
    // The issues themselves say more than why they cannot be written.
  }
}
