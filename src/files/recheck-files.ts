import { conceal } from "../definition/conceal";
import { shownFile } from "../definition/source";
import type { Issue } from "../errors";
import { stageIssues } from "../stage/bind";
import { checkWorkspace } from "../workspace/check-workspace";
import type { Workspace } from "../workspace/workspace";
import type { FileRecord, FilesRecord } from "./file-record";
import type { ReadFile } from "./file-source";
import { findFiles } from "./project-root";
import { readFile } from "./read-file";
import { STAGE_FILE, stageOf } from "./stage-from-file";
import { WORKSPACE_FILE, workspaceOf } from "./workspace-from-file";

type Definition = FilesRecord["definitions"][number]["definition"];

/** A listed file as it is now. */
interface FileNow extends FileRecord {
  readonly read: ReadFile;
}

/**
 * Every problem of an assembly's files as they are now, read again and judged against its definitions. What only the
 * program shows (definitions, rules over several apps, checks) is not judged.
 *
 * @param assembly the folder that the record was read from
 * @param folder where a person is: files below it are shown relative to it
 */
export function recheckFiles(record: FilesRecord, assembly: string, folder: string = process.cwd()): readonly Issue[] {
  const files = readAgain(record, assembly, folder);
  const ofKind = (kind: FileRecord["kind"]) => files.filter((file) => file.kind === kind);
  const workspaces = new Map(ofKind("workspace").map((file) => [file.path, workspaceOf(file.read)]));
  const definitions = new Map(record.definitions.map(({ digest, definition }) => [digest, definition]));
  const issues = [
    ...[...workspaces.values()].flatMap((workspace) => checkWorkspace(workspace)),
    ...ofKind("stage").flatMap((file) =>
      problemsOf(file, definitions.get(file.definition ?? ""), workspaces.get(file.workspace ?? "")),
    ),
  ];
  // One file may be listed for several definitions.
  return [...new Map(issues.map(conceal).map((issue) => [JSON.stringify(issue), issue])).values()];
}

/** The listed files that are not what they were when the program ran. */
export function changedFiles(record: FilesRecord, assembly: string, folder: string = process.cwd()): readonly string[] {
  const changed = readAgain(record, assembly, folder).filter(({ digest, read }) => digest !== read.digest);
  return [...new Set(changed.map(({ read }) => shownFile(read.file, folder)))];
}

function readAgain({ files }: FilesRecord, assembly: string, folder: string): readonly FileNow[] {
  const find = findFiles(
    files.map((file) => file.path),
    assembly,
    folder,
  );
  const forms = { workspace: WORKSPACE_FILE, stage: STAGE_FILE };
  return files.map((file) => ({ ...file, read: readFile(forms[file.kind], find(file.path), folder) }));
}

function problemsOf(file: FileNow, definition?: Definition, workspace?: Workspace): readonly Issue[] {
  if (definition === undefined) {
    const message = "the assembly does not hold the definition of this stage";
    return [{ code: "file.definition", path: [], message, fix: "synthesize again", at: file.path }];
  }
  // What a workspace that was written in code offers is not known here: only its file would say.
  const where = workspace ?? ({} as Workspace);
  return stageIssues(stageOf(definition, where, file.read), workspace === undefined ? "unknown" : "known");
}
