import * as fs from "node:fs";
import * as path from "node:path";
import { sha256 } from "../definition/digest";
import { AppsError } from "../errors";
import type { SourceFile, SourceFolder } from "../source/read-source";
import { type FileDigest, sourceDigest, sourceId } from "../source/source-digest";
import { readJson } from "./read-json";

/** Holds `<id>/...` and `<id>.json` of every source. */
export const SOURCES_FOLDER = "sources";

/** What is in one source: `sources/<id>.json`. */
export interface SourceList {
  readonly schemaVersion: 1;
  readonly digest: string;
  /** By path. */
  readonly files: readonly FileDigest[];
}

/** A definition's source in `promotion.json`. */
export interface SourceRecord {
  readonly digest: string;
  /** Of its folder and its list. */
  readonly id: string;
  /** How many files. */
  readonly files: number;
  readonly bytes: number;
}

export function sourceRecord({ digest, files, bytes }: SourceFolder): SourceRecord {
  return { digest, id: sourceId(digest), files: files.length, bytes };
}

/** Writes what will be deployed beside the stacks: the bytes that were read and digested. */
export function writeSources(outdir: string, folders: readonly SourceFolder[]): void {
  for (const { digest, files } of new Map(folders.map((one) => [one.digest, one])).values()) {
    const folder = path.join(outdir, SOURCES_FOLDER, sourceId(digest));
    for (const file of files) {
      const target = path.join(folder, ...file.path.split("/"));
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, file.bytes);
    }
    const list: SourceList = {
      schemaVersion: 1,
      digest,
      files: files.map(({ path: name, size, sha256 }) => ({ path: name, size, sha256 })),
    };
    fs.writeFileSync(`${folder}.json`, `${JSON.stringify(list, null, 2)}\n`);
  }
}

/** Removes the sources of an earlier run. */
export function removeSources(outdir: string): void {
  fs.rmSync(path.join(outdir, SOURCES_FOLDER), { recursive: true, force: true });
}

/** A source of an assembly, read again. */
export interface AssemblySource {
  readonly digest: string;
  /** By path. */
  readonly files: readonly SourceFile[];
}

/**
 * Reads a source of an assembly, for its deployment.
 *
 * @throws {@link AppsError} where it is not there, or holds other bytes than those that were synthesized
 */
export function readAssemblySource(assembly: string, id: string): AssemblySource {
  const name = `${SOURCES_FOLDER}/${id}.json`;
  const fix = "synthesize again, or restore the assembly that was built";
  const list = readJson(path.join(assembly, name), "source.changed", "the list of a source's files", fix);
  const refuse = (file: string, message: string): never => {
    throw new AppsError([{ code: "source.changed", path: [file], message, fix }]);
  };
  if (!isSourceList(list)) return refuse(name, "this is not the list of a source's files");
  const files = list.files.map(({ path: file, size, sha256: digest }): SourceFile => {
    const at = `${SOURCES_FOLDER}/${id}/${file}`;
    const bytes = read(path.join(assembly, ...at.split("/"))) ?? refuse(at, "this file of the source is gone");
    if (sha256(bytes) !== digest) refuse(at, "this file has changed since it was synthesized");
    return { path: file, size, sha256: digest, bytes };
  });
  const digest = sourceDigest(files);
  if (digest !== list.digest || sourceId(digest) !== id) refuse(name, "this list has changed since it was synthesized");
  return { digest, files };
}

function read(file: string): Uint8Array | undefined {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

function isSourceList(value: unknown): value is SourceList {
  const list = value as Partial<SourceList> | null;
  return (
    typeof list === "object" &&
    list?.schemaVersion === 1 &&
    typeof list.digest === "string" &&
    Array.isArray(list.files) &&
    list.files.every(isFileDigest)
  );
}

/** A path that leads out of the folder is nothing that a synthesis wrote. */
function isFileDigest(value: unknown): value is FileDigest {
  const { path: file, size, sha256: digest } = (value ?? {}) as Partial<FileDigest>;
  return (
    typeof file === "string" &&
    typeof size === "number" &&
    typeof digest === "string" &&
    !file.includes("\\") &&
    file.split("/").every((part) => part !== "" && part !== "." && part !== "..")
  );
}
