import * as fs from "node:fs";
import * as path from "node:path";

/** A file to upload: `name` is its path below the source, with slashes. */
export interface SourceFile {
  readonly name: string;
  readonly file: string;
}

/** What is installed or kept beside the source, and made again elsewhere. */
const SKIPPED = ["node_modules", ".git", ".venv"];

/** The files of an app, sorted. A link is not followed: it may lead out of the folder. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  const found: SourceFile[] = [];
  const walk = (below: string): void => {
    for (const entry of fs.readdirSync(path.join(folder, below), { withFileTypes: true })) {
      const name = below === "" ? entry.name : `${below}/${entry.name}`;
      if (SKIPPED.includes(entry.name)) continue;
      if (entry.isDirectory()) walk(name);
      else if (entry.isFile()) found.push({ name, file: path.join(folder, name) });
    }
  };
  walk("");
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
