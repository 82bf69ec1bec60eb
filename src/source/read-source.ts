import * as fs from "node:fs";
import { sha256 } from "../definition/digest";
import type { Issue } from "../errors";
import type { FolderPlace } from "./find-folder";
import { type FileDigest, sourceDigest } from "./source-digest";
import { sourceProblem } from "./source-problem";
import { sizeProblem, walk } from "./walk";

/** A file of a source, with its bytes as they are. */
export interface SourceFile extends FileDigest {
  readonly bytes: Uint8Array;
}

/** An app's folder, read once. */
export interface SourceFolder extends FolderPlace {
  /** False where there is no such folder: neither its release nor what its build needs is then known. */
  readonly found: boolean;
  /** What is uploaded, by path. */
  readonly files: readonly SourceFile[];
  readonly digest: string;
  /** Of all files together. */
  readonly bytes: number;
  /** The files that are text, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Why it cannot be deployed, from `["source", ...]` inwards. */
  readonly problems: readonly Issue[];
}

/** Reads every file of an app's folder once. Never throws: what cannot be read or uploaded is a problem. */
export function readSource(place: FolderPlace): SourceFolder {
  const { root, folder } = place;
  if (fs.statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
    const message = `there is no folder ${folder}, which would be this app's source`;
    const fix = "correct the definition's source: a path from the file that calls defineApp";
    return folderOf(place, false, [], [{ code: "source.missing", path: ["source"], message, got: folder, fix }]);
  }
  const walked = walk(root);
  const problems = [...walked.problems];
  const files = walked.files.flatMap(({ path, file }): SourceFile[] => {
    const found = readOne(root, path, file);
    if ("code" in found) problems.push(found);
    return "code" in found ? [] : [found];
  });
  if (files.length === 0 && problems.length === 0) {
    const message = "this folder holds no file that would be deployed";
    const fix = "name the folder that holds the app's code, and see whether .gitignore leaves it out";
    problems.push(sourceProblem(root, "", { code: "source.empty", message, fix }));
  }
  return folderOf(place, true, files, problems);
}

function readOne(root: string, path: string, file: string): SourceFile | Issue {
  try {
    // Before it is read: it may be larger than the memory.
    const tooLarge = sizeProblem(root, path, fs.statSync(file).size);
    if (tooLarge !== undefined) return tooLarge;
    const bytes = fs.readFileSync(file);
    return { path, size: bytes.length, sha256: sha256(bytes), bytes };
  } catch {
    const message = "this file cannot be read";
    return sourceProblem(root, path, {
      code: "source.unreadable",
      message,
      fix: "let it be read, or add it to .gitignore",
    });
  }
}

function folderOf(
  { root, folder }: FolderPlace,
  found: boolean,
  files: readonly SourceFile[],
  problems: readonly Issue[],
): SourceFolder {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { root, folder, found, files, digest: sourceDigest(files), bytes, texts: textsOf(files), problems };
}

function textsOf(files: readonly SourceFile[]): ReadonlyMap<string, string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  return new Map(
    files.flatMap(({ path, bytes }): [string, string][] => {
      // What holds a zero byte is no text, and asking is faster than decoding.
      if (bytes.includes(0)) return [];
      try {
        return [[path, decoder.decode(bytes)]];
      } catch {
        return [];
      }
    }),
  );
}
