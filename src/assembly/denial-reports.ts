import * as fs from "node:fs";
import * as path from "node:path";
import { readJson } from "./read-json";

/**
 * The reports that a policy is enforced with, unchecked: of one file, or of every `.json` file of a folder, since a
 * policy on several workspaces needs one of each. Relative to the working directory.
 */
export function readDenialReports(place: string): unknown[] {
  const fix = "write it with dbapps network denials";
  const read = (file: string) => readJson(file, "denials.file", "a report of denials", fix);
  if (!fs.statSync(place, { throwIfNoEntry: false })?.isDirectory()) return [read(place)];
  const files = fs.readdirSync(place).filter((name) => name.endsWith(".json"));
  return files.sort().map((name) => read(path.posix.join(place, name)));
}
