import * as fs from "node:fs";
import * as path from "node:path";

/** What a project's folder holds. */
const MARKERS = ["cdktf.json", "package.json"];

/**
 * The folder that an assembly's paths begin in: the nearest folder above all files of a program that is a project.
 * Not the assembly: it may be written anywhere, and must be the same wherever it is written.
 */
export function rootOf(files: readonly string[], assembly: string): string {
  const [first = assembly, ...others] = files.map((file) => path.dirname(file));
  const common = foldersAbove(first).find((folder) => others.every((other) => isBelow(other, folder)));
  return foldersAbove(common ?? assembly).find(isProject) ?? assembly;
}

/** The nearest project at or above a folder; undefined where there is none. */
export function projectOf(folder: string): string | undefined {
  return [folder, ...foldersAbove(folder)].find(isProject);
}

/** The path of a file from the root of its program, the same on every platform. */
export function pathFrom(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join("/");
}

/** Where the files of an assembly are now: below the nearest project around it that has the most of them. */
export function findFiles(paths: readonly string[], assembly: string, folder: string): (path: string) => string {
  if (paths.some((file) => file.startsWith("../"))) return (file) => path.resolve(assembly, file);
  const projects = [...foldersAbove(path.resolve(assembly)), ...foldersAbove(path.resolve(folder))].filter(isProject);
  const counts = projects.map((root) => paths.filter((file) => fs.existsSync(path.join(root, file))).length);
  const root = projects[counts.indexOf(Math.max(...counts))] ?? assembly;
  return (file) => path.resolve(root, file);
}

function foldersAbove(folder: string): string[] {
  const above = path.dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}

function isBelow(folder: string, root: string): boolean {
  return folder === root || folder.startsWith(root.endsWith(path.sep) ? root : root + path.sep);
}

function isProject(folder: string): boolean {
  return MARKERS.some((marker) => fs.existsSync(path.join(folder, marker)));
}
