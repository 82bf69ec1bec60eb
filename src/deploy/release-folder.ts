import { sha256 } from "../definition/digest";
import { AppsError, type Issue } from "../errors";
import { releaseOf, type ReleaseParts, shortRelease } from "../promotion/release";
import { type FileDigest, sourceDigest } from "../source/source-digest";
import type { Entry } from "../vendor/files-api";

/** What says of a folder that it is complete, and what it has to hold: the release is the digest of these. */
export interface Label extends ReleaseParts {
  readonly schemaVersion: 1;
}

/** The calls that look into a release's folder. */
export interface FolderCalls {
  readonly find: (path: string) => Promise<Entry | undefined>;
  readonly filesBelow: (folder: string) => Promise<ReadonlyMap<string, Entry> | undefined>;
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
}

export type There = ReadonlyMap<string, Entry> | undefined;

/** Beside the folder, not in it: the app gets the source and nothing else. */
export function labelFile(folder: string): string {
  return `${folder}.json`;
}

/**
 * Reads the folder of an earlier release and finds it to be that release, by its bytes and nothing else: the name of
 * the folder is the digest of the label, and that has the digest of the files.
 *
 * @returns false: the folder is gone, or was never complete
 */
export async function verifyRelease(calls: FolderCalls, folder: string, release: string): Promise<boolean> {
  const bytes = await calls.read(labelFile(folder));
  const there = await calls.filesBelow(folder);
  if (bytes === undefined || there === undefined) return false;
  const label = parse(bytes);
  if (label === undefined || shortRelease(releaseOf(label)) !== release) refuseChanged(folder, [labelFile(folder)]);
  const files: FileDigest[] = [];
  for (const path of there.keys()) {
    const content = (await calls.read(`${folder}/${path}`)) ?? new Uint8Array();
    files.push({ path, size: content.length, sha256: sha256(content) });
  }
  if (sourceDigest(files) !== label?.source) refuseChanged(folder, [folder]);
  return true;
}

/** The app would get them, too. */
export function strangers(files: readonly FileDigest[], there: There): readonly string[] {
  const known = new Set(files.map(({ path }) => path));
  return [...(there?.keys() ?? [])].filter((path) => !known.has(path)).sort();
}

/** Gone, turned into something else, or of another size than what was uploaded. */
export function lacking(files: readonly FileDigest[], there: There): readonly string[] {
  return files.filter((file) => !isThere(file, there)).map(({ path }) => path);
}

/** Of the same size, and with other bytes. */
export async function differing(
  calls: FolderCalls,
  folder: string,
  files: readonly FileDigest[],
  there: There,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of files) {
    if (!isThere(file, there)) continue;
    const bytes = await calls.read(`${folder}/${file.path}`);
    if (bytes === undefined || sha256(bytes) !== file.sha256) found.push(file.path);
  }
  return found;
}

function isThere({ path, size }: FileDigest, there: There): boolean {
  const found = there?.get(path);
  return found?.kind === "file" && (found.size === undefined || found.size === size);
}

/** Everybody in a workspace may write to its shared folder. */
export function refuseChanged(folder: string, paths: readonly string[]): void {
  if (paths.length === 0) return;
  const message = `${folder} does not hold what was uploaded there: somebody changed it`;
  const fix = `delete ${folder} and ${labelFile(folder)} in the workspace, then deploy that release: it is uploaded anew`;
  throw new AppsError(paths.map((path): Issue => ({ code: "deploy.folder", path: [path], message, fix })));
}

function parse(bytes: Uint8Array): Label | undefined {
  try {
    const label = JSON.parse(Buffer.from(bytes).toString()) as Partial<Label> | null;
    const { schemaVersion, definition, source, libraryVersion } = label ?? {};
    const isOurs =
      schemaVersion === 1 && [definition, source, libraryVersion].every((each) => typeof each === "string");
    return isOurs ? (label as Label) : undefined;
  } catch {
    return undefined;
  }
}
