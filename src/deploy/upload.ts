import { AppsError, type Issue } from "../errors";
import type { Entry } from "../vendor/files-api";

/** A file of a release. */
export interface SourceFile {
  /** From the folder of the source, with `/`. */
  readonly path: string;
  readonly size: number;
  readonly bytes: Uint8Array;
}

/** The calls that an upload needs. */
export interface FileCalls {
  readonly makeFolder: (path: string) => Promise<void>;
  readonly write: (path: string, bytes: Uint8Array) => Promise<void>;
  readonly find: (path: string) => Promise<Entry | undefined>;
  readonly filesBelow: (folder: string) => Promise<ReadonlyMap<string, Entry> | undefined>;
}

export interface Upload {
  readonly folder: string;
  readonly files: readonly SourceFile[];
  /** What the file beside a complete folder says. */
  readonly label: Readonly<Record<string, unknown>>;
  /** How many of them are there. */
  readonly report: (done: number) => void;
}

/** Beside the folder, not in it: the app gets the source and nothing else. */
export function labelFile(folder: string): string {
  return `${folder}.json`;
}

/**
 * Puts a release into its folder. The label is written last: a folder with one is complete and is never written again;
 * one without was left behind by a run that ended early, and is filled up with the same bytes.
 *
 * @returns false: it was there
 */
export async function upload(calls: FileCalls, { folder, files, label, report }: Upload): Promise<boolean> {
  const isComplete = (await calls.find(labelFile(folder))) !== undefined;
  const there = await calls.filesBelow(folder);
  if (isComplete) {
    refuse(folder, [...strangers(files, there), ...lacking(files, there)]);
    return false;
  }
  refuse(folder, strangers(files, there));
  for (const each of foldersOf(folder, files)) await calls.makeFolder(each);
  let done = 0;
  for (const file of files) {
    report(done);
    await calls.write(`${folder}/${file.path}`, file.bytes);
    done += 1;
  }
  const written = await calls.filesBelow(folder);
  refuse(folder, [...strangers(files, written), ...lacking(files, written)]);
  await calls.write(labelFile(folder), Buffer.from(`${JSON.stringify(label)}\n`));
  report(done);
  return true;
}

/** Parents first. */
function foldersOf(folder: string, files: readonly SourceFile[]): readonly string[] {
  const all = new Set([folder]);
  for (const { path } of files) {
    const parts = path.split("/").slice(0, -1);
    parts.forEach((_, index) => all.add(`${folder}/${parts.slice(0, index + 1).join("/")}`));
  }
  return [...all];
}

type There = ReadonlyMap<string, Entry> | undefined;

/** The app would get them, too. */
function strangers(files: readonly SourceFile[], there: There): readonly string[] {
  const known = new Set(files.map(({ path }) => path));
  return [...(there?.keys() ?? [])].filter((path) => !known.has(path)).sort();
}

/** Gone, turned into something else, or of another size than what was uploaded. */
function lacking(files: readonly SourceFile[], there: There): readonly string[] {
  return files
    .filter(({ path, size }) => {
      const found = there?.get(path);
      return found?.kind !== "file" || (found.size !== undefined && found.size !== size);
    })
    .map(({ path }) => path);
}

/** Everybody in a workspace may write to its shared folder. */
function refuse(folder: string, paths: readonly string[]): void {
  if (paths.length === 0) return;
  const message = `${folder} does not hold what was uploaded there: somebody changed it`;
  const fix = `delete ${folder} and ${labelFile(folder)} in the workspace, then run this again: it is uploaded anew`;
  throw new AppsError(paths.map((path): Issue => ({ code: "deploy.folder", path: [path], message, fix })));
}
