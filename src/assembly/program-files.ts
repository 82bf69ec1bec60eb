import * as path from "node:path";
import type { AppDefinition } from "../definition/app-definition";
import type { FileRecord } from "../files/file-record";
import { pathFrom, rootOf } from "../files/project-root";
import type { Issue } from "../errors";
import { digestOf } from "../definition/digest";

/** A file that a program read, as the program knows it. */
export interface AssemblyFile {
  readonly kind: FileRecord["kind"];
  /** Absolute. */
  readonly file: string;
  readonly digest: string;
  /** Of a stage. */
  readonly definition?: AppDefinition;
  /** Of a stage: the file of its workspace, absolute. */
  readonly workspace?: string;
}

/** Names files the same way on every machine and in every working directory. */
export class ProgramFiles {
  readonly records: readonly FileRecord[];
  private readonly root: string;

  constructor(
    private readonly files: readonly AssemblyFile[],
    outdir: string,
    /** The apps' folders: where they lie, and how their definitions call them. */
    private readonly sources: readonly { readonly root: string; readonly folder: string }[] = [],
  ) {
    this.root = rootOf(
      files.map(({ file }) => file),
      path.resolve(outdir),
    );
    const records = files.map((file) => this.record(file)).map((record) => [JSON.stringify(record), record] as const);
    // By their text: neither the order of the constructs nor how often a file was read matters.
    this.records = [...new Map([...records].sort(([a], [b]) => (a < b ? -1 : 1))).values()];
  }

  /** An issue that may be written down. Where code stands differs between a program and its compiled form. */
  portable<T extends Issue>(issue: T, code: "with code" | "files only"): T {
    const { at, ...rest } = issue;
    const [, file, place] = /^(.*)(:\d+:\d+)$/.exec(at ?? "") ?? [];
    if (file === undefined || place === undefined) return rest as T;
    const absolute = path.resolve(file);
    const source = this.sources.find(({ root }) => absolute.startsWith(`${root}${path.sep}`));
    if (source !== undefined) {
      return { ...rest, at: `${path.posix.join(source.folder, pathFrom(source.root, absolute))}${place}` } as T;
    }
    if (code === "files only" && !this.files.some((known) => known.file === absolute)) return rest as T;
    return { ...rest, at: `${pathFrom(this.root, absolute)}${place}` } as T;
  }

  private record({ kind, file, digest, definition, workspace }: AssemblyFile): FileRecord {
    return {
      path: pathFrom(this.root, file),
      kind,
      digest,
      ...(definition === undefined ? {} : { definition: digestOf(definition) }),
      ...(workspace === undefined ? {} : { workspace: pathFrom(this.root, workspace) }),
    };
  }
}
