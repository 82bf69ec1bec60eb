import * as fs from "node:fs";
import { MANIFESTS } from "../facts/required-hosts";
import { type FolderPlace, findFolder } from "./find-folder";
import type { SourceFolder } from "./read-source";

/** What an app's folder says of how the platform builds it. */
export interface SourceProbe {
  /** Relative to the file that names it, with forward slashes. */
  readonly folder: string;
  /** False where there is no such folder: what the build needs is then not known. */
  readonly found: boolean;
  /** The dependency files at its top, sorted. */
  readonly manifests: readonly string[];
}

/** Looks at the names in an app's folder. Undefined for an app without one, whose source is deployed by other means. */
export function probeSource(definition: { readonly source?: unknown }): SourceProbe | undefined {
  const place = findFolder(definition);
  return place === undefined ? undefined : probeFolder(place);
}

export function probeFolder({ root, folder }: FolderPlace): SourceProbe {
  const names = listFiles(root);
  return { folder, found: names !== undefined, manifests: manifestsIn(names ?? []) };
}

/** The same of a folder that was read. */
export function probeOf({ folder, found, files }: SourceFolder): SourceProbe {
  return { folder, found, manifests: manifestsIn(files.map(({ path }) => path)) };
}

function manifestsIn(paths: readonly string[]): string[] {
  const known = Object.values(MANIFESTS.value).flat();
  return paths.filter((path) => known.includes(path)).sort();
}

function listFiles(folder: string): string[] | undefined {
  try {
    // By listing, not by asking for each name: a file system may take Package.json for package.json.
    const entries = fs.readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  } catch {
    return undefined;
  }
}
