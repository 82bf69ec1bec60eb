import { type Context, nextId } from "./api";
import { objectKey } from "./access";
import type { FileEntry, Workspace } from "./state";
import { invalid } from "./vendor-error";

/** `/Workspace/Users/me/` and `/Users/me` are the same place. */
export function workspacePath(path: string): string {
  const short = path.replace(/^\/Workspace(?=\/|$)/, "").replace(/\/+$/, "");
  if (path.startsWith("/") && !short.split("/").some((part) => part === "." || part === "..")) return short;
  throw invalid(`Path (${path}) must be absolute and have no . or .. in it.`);
}

/** Folders and files alike: what holds for a folder holds for everything in it. */
export function fileKey(path: string): string {
  return objectKey("directories", path);
}

export function parentPath(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

export function filesBelow(
  workspace: Workspace,
  folder: string,
): readonly { readonly path: string; readonly entry: FileEntry }[] {
  return Object.entries(workspace.files)
    .filter(([path, { type }]) => type === "FILE" && path.startsWith(`${folder}/`))
    .map(([path, entry]) => ({ path, entry }));
}

/** The nearest thing above a path that exists; the root always does. */
export function nearestFolder(workspace: Workspace, path: string): string {
  let folder = parentPath(path);
  while (folder !== "" && workspace.files[folder] === undefined) folder = parentPath(folder);
  return folder;
}

export function makeFolder(workspace: Workspace, path: string, context: Pick<Context, "world">): void {
  const found = workspace.files[path];
  if (found !== undefined && found.type !== "DIRECTORY") throw invalid(`Path (${path}) is a file.`);
  if (found !== undefined) return;
  if (path !== "") makeFolder(workspace, parentPath(path), context);
  addEntry(workspace, path, "DIRECTORY", context);
}

export function addEntry(
  workspace: Workspace,
  path: string,
  type: FileEntry["type"],
  { world }: Pick<Context, "world">,
): FileEntry {
  const entry: FileEntry = { objectId: path === "" ? 0 : nextId(world), type };
  workspace.files[path] = entry;
  workspace.objects[fileKey(path)] = {
    type: "directories",
    id: String(entry.objectId),
    grants: [],
    ...(path === "" ? {} : { parent: fileKey(parentPath(path)) }),
  };
  return entry;
}

export function removeEntry(workspace: Workspace, path: string): void {
  Reflect.deleteProperty(workspace.files, path);
  Reflect.deleteProperty(workspace.objects, fileKey(path));
}
