import { conceal } from "../definition/conceal";
import { shownFile } from "../definition/source";
import type { Issue } from "../errors";
import { stageIssues } from "../stage/bind";
import { checkWorkspace } from "../workspace/check-workspace";
import type { Workspace } from "../workspace/workspace";
import type { FileRecord, FilesRecord } from "./file-record";
import type { ReadFile } from "./file-source";
import { findFiles } from "./project-root";
import { digestOfFile, readFile } from "./read-file";
import { STAGE_FILE, stageOf } from "./stage-from-file";
import { WORKSPACE_FILE, workspaceOf } from "./workspace-from-file";

type Definition = FilesRecord["definitions"][number]["definition"];

/** What a command knows of the synthesis that listed the files. */
export interface RecordToCheck extends FilesRecord {
  /** It succeeded, by the rules of this version: a file that still is what it read needs no second judgement. */
  readonly accepted?: boolean;
}

export interface Rechecked {
  readonly issues: readonly Issue[];
  /** The listed files that are not what they were when the program ran, as a person is shown them. */
  readonly changed: readonly string[];
  /** Where a listed file is now. */
  readonly find: (path: string) => string;
}

/** A listed file as it is now. */
interface FileNow extends FileRecord {
  /** Absolute. */
  readonly file: string;
  readonly isChanged: boolean;
  readonly read: () => ReadFile;
}

/**
 * Every problem of an assembly's files as they are now, judged against its definitions. What only the program shows
 * (definitions, rules over several apps, checks) is not judged.
 *
 * @param assembly the folder that the record was read from
 * @param folder where a person is: files below it are shown relative to it
 */
export function recheckFiles(record: RecordToCheck, assembly: string, folder: string = process.cwd()): Rechecked {
  const paths = record.files.map((file) => file.path);
  const find = findFiles(paths, assembly, folder);
  const files = record.files.map((file) => fileNow(file, find(file.path), folder));
  const changed = files.filter(({ isChanged }) => isChanged).map(({ file }) => shownFile(file, folder));
  return { issues: issuesOf(files, record), changed: [...new Set(changed)], find };
}

/** Most files are as they were: they are compared, and not parsed unless their content is asked for. */
function fileNow(record: FileRecord, file: string, folder: string): FileNow {
  const form = { workspace: WORKSPACE_FILE, stage: STAGE_FILE }[record.kind];
  let read: ReadFile | undefined;
  return {
    ...record,
    file,
    isChanged: digestOfFile(file) !== record.digest,
    read: () => (read ??= readFile(form, file, folder)),
  };
}

function issuesOf(files: readonly FileNow[], { definitions, accepted = false }: RecordToCheck): readonly Issue[] {
  const ofKind = (kind: FileRecord["kind"]) => files.filter((file) => file.kind === kind);
  const workspaces = new Map(ofKind("workspace").map((file) => [file.path, workspaceNow(file)]));
  const known = new Map(definitions.map(({ digest, definition }) => [digest, definition]));
  const issues = [
    ...[...workspaces.values()].flatMap(({ isChanged, value }) =>
      accepted && !isChanged ? [] : checkWorkspace(value()),
    ),
    ...ofKind("stage").flatMap((file) => {
      const [definition, workspace] = [known.get(file.definition ?? ""), workspaces.get(file.workspace ?? "")];
      const isSame = !file.isChanged && workspace?.isChanged !== true;
      return accepted && isSame && definition !== undefined ? [] : problemsOf(file, definition, workspace?.value());
    }),
  ];
  // One file may be listed for several definitions.
  return [...new Map(issues.map(conceal).map((issue) => [JSON.stringify(issue), issue])).values()];
}

function workspaceNow({ isChanged, read }: FileNow): { readonly isChanged: boolean; readonly value: () => Workspace } {
  let value: Workspace | undefined;
  return { isChanged, value: () => (value ??= workspaceOf(read())) };
}

function problemsOf(file: FileNow, definition?: Definition, workspace?: Workspace): readonly Issue[] {
  if (definition === undefined) {
    const message = "the assembly does not hold the definition of this stage";
    return [{ code: "file.definition", path: [], message, fix: "synthesize again", at: file.path }];
  }
  // What a workspace that was written in code offers is not known here: only its file would say.
  const where = workspace ?? ({} as Workspace);
  return stageIssues(stageOf(definition, where, file.read()), workspace === undefined ? "unknown" : "known");
}
