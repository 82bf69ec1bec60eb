import * as fs from "node:fs";
import * as path from "node:path";
import type { Run } from "./runner";

/** Why a deployment cannot be started. Its message is shown as the deployment's. */
export class StartRefusal extends Error {}

/** Writes the source of a deployment into an empty folder, and nothing outside of it. */
export function writeSource(folder: string, { deployment, content }: Run): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, digest] of Object.entries(deployment.files)) {
    const bytes = content(digest);
    if (bytes === undefined) throw new StartRefusal(`Error loading source code: the content of ${name} is lost.`);
    const file = placeOf(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    // The folder was empty: what is there already can only be the same file under another spelling.
    fs.writeFileSync(file, bytes, { flag: "wx", mode: 0o700 });
  }
}

/** Names come from outside: one that leads elsewhere, on whatever system, is refused. */
function placeOf(folder: string, name: string): string {
  const parts = name.split(/[/\\]/);
  const odd = parts.some((part) => part === "" || part === "." || part === ".." || part.includes("\0"));
  const file = path.resolve(folder, ...parts);
  if (!odd && !path.isAbsolute(name) && file.startsWith(path.resolve(folder) + path.sep)) return file;
  throw new StartRefusal(`Error loading source code: ${JSON.stringify(name)} is not a file name below the source.`);
}
