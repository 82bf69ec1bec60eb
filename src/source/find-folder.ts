import * as fs from "node:fs";
import * as path from "node:path";
import { sourceOf } from "../definition/source";

/** An app's folder: where it is on this machine, and how it is called on every one. */
export interface FolderPlace {
  /** Absolute. */
  readonly root: string;
  /** Relative to the file that names it, with forward slashes. */
  readonly folder: string;
}

/**
 * Where the folder of a definition's `source` is: beside the file that calls defineApp or, where that is a company's
 * wrapper, beside the first file up the calls that has such a folder; at last beside the file that runs. The calls are
 * the same under every test runner, while the file that runs is the test's. Undefined for an app without a folder.
 */
export function findFolder(definition: { readonly source?: unknown }): FolderPlace | undefined {
  const { source } = definition;
  if (typeof source !== "string") return undefined;
  const callers = sourceOf(definition)?.callers ?? [];
  const bases = [...new Set([...callers.map((file) => path.dirname(file)), programFolder()])];
  const base = bases.find((folder) => isFolder(path.resolve(folder, source))) ?? bases[0] ?? ".";
  return placeOf(source, base);
}

/** The folder that `source` means from a base. */
export function placeOf(source: string, base: string): FolderPlace {
  const root = path.resolve(base, source);
  // An absolute path is that of one machine.
  return { root, folder: path.relative(base, root).split(path.sep).join("/") || "." };
}

/** The folder of the file that runs: the program, wherever it is started from. */
function programFolder(): string {
  // Without a main module the program is an ES module, and the command line still names it.
  return path.dirname(require.main?.filename ?? path.resolve(process.argv[1] ?? "program"));
}

function isFolder(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}
