import type { FileDigest } from "../source/source-digest";
import {
  differing,
  type FolderCalls,
  type Label,
  lacking,
  labelFile,
  refuseChanged,
  strangers,
} from "./release-folder";

/** A file of a release. */
export interface SourceFile extends FileDigest {
  readonly bytes: Uint8Array;
}

/** The calls that an upload needs. */
export interface FileCalls extends FolderCalls {
  readonly makeFolder: (path: string) => Promise<void>;
  readonly write: (path: string, bytes: Uint8Array) => Promise<void>;
}

export interface Upload {
  readonly folder: string;
  readonly files: readonly SourceFile[];
  /** What the file beside a complete folder says. */
  readonly label: Label;
  /** How many of them are there. */
  readonly report: (done: number) => void;
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
  const odd = strangers(files, there);
  if (isComplete) {
    refuseChanged(folder, [...odd, ...lacking(files, there), ...(await differing(calls, folder, files, there))]);
    return false;
  }
  refuseChanged(folder, odd);
  for (const each of foldersOf(folder, files)) await calls.makeFolder(each);
  let done = 0;
  for (const file of files) {
    report(done);
    await calls.write(`${folder}/${file.path}`, file.bytes);
    done += 1;
  }
  const written = await calls.filesBelow(folder);
  refuseChanged(folder, [...strangers(files, written), ...lacking(files, written)]);
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
