import type { Phase } from "../facts/required-hosts";
import type { AppFolder } from "./app-folder";
import { manifestsOf } from "./manifests-of";

/** What an app's folder says of how it is built, and of what the build reaches. */
export interface SourceNeeds {
  /** Relative to the file that names it, with forward slashes. */
  readonly folder: string;
  /** False where there is no such folder: what the build needs is then not known. */
  readonly found: boolean;
  /** The dependency files at its top, sorted. */
  readonly manifests: readonly string[];
  readonly hosts: readonly SourceHost[];
}

/** A host, and the place in the folder that asks for it. */
export interface SourceHost {
  readonly host: string;
  readonly phase: Phase;
  readonly because: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What the network has to let through for a folder that was read. */
export function sourceNeeds(app: AppFolder): SourceNeeds {
  const { folder, found } = app.source;
  const { files, hosts } = manifestsOf(app);
  return {
    folder,
    found,
    manifests: files,
    hosts: hosts.map(({ at: { file, line, column }, ...host }) => ({
      ...host,
      file: folder === "." ? file : `${folder}/${file}`,
      line,
      column,
    })),
  };
}
