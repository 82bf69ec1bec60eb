import * as path from "node:path";
import { shownFile } from "../definition/source";
import type { Issue } from "../errors";

/** An issue of a file of a source, for a person: the file as it lies in the folder, and where it is on this machine. */
export function sourceProblem(
  root: string,
  file: string,
  issue: Pick<Issue, "code" | "message" | "fix" | "got" | "allowed"> & { readonly place?: string },
): Issue {
  const { place = "1:1", ...rest } = issue;
  const at = `${shownFile(path.join(root, ...file.split("/")))}:${place}`;
  return { ...rest, path: ["source", ...(file === "" ? [] : [file])], at };
}
