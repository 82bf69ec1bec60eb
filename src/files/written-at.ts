import * as path from "node:path";
import { withPosition } from "../definition/source";
import type { Issue } from "../errors";
import { pathFrom, projectOf } from "./project-root";

/** A place in a file of a project. */
export interface WrittenAt {
  /** From the root of its project, so that it is the same on every machine and in every working directory. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Where something of a plain value is written: in the file that it was read from, or at the call that defined it. What
 * stands in no project has no place that another machine would know. A program that runs compiled, without source maps,
 * names its compiled files.
 *
 * @param projects what was found out before, by folder: for those who ask for many places, and whose files stay where
 * they are meanwhile
 */
export function writtenAt(
  value: unknown,
  at: readonly (string | number)[],
  projects = new Map<string, string | undefined>(),
): WrittenAt | undefined {
  const issue = withPosition<Issue>(value, { code: "", path: [...at], message: "" });
  const [, name, line, column] = /^(.*):(\d+):(\d+)$/.exec(issue.at ?? "") ?? [];
  if (name === undefined) return undefined;
  const file = path.resolve(name);
  // A package lies where its user's project has it, whatever project it once came from.
  const [above = file] = file.split(`${path.sep}node_modules${path.sep}`);
  const folder = above === file ? path.dirname(file) : above;
  if (!projects.has(folder)) projects.set(folder, projectOf(folder));
  const root = projects.get(folder);
  return root === undefined ? undefined : { file: pathFrom(root, file), line: Number(line), column: Number(column) };
}
