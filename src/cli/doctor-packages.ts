import * as fs from "node:fs";
import * as path from "node:path";

/** A package as it lies in a node_modules folder. */
export interface InstalledPackage {
  readonly version: string;
  /** Relative to the folder that was asked about. */
  readonly folder: string;
}

/** The package that a program in this folder gets. */
export function nearestPackage(name: string, cwd: string): InstalledPackage | undefined {
  for (const modules of nodeModulesAbove(cwd)) {
    const found = readPackage(path.join(modules, name), cwd);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every copy of a package that something in this project may get; links to one copy are one. */
export function findCopies(name: string, cwd: string): readonly InstalledPackage[] {
  const found = new Map<string, InstalledPackage>();
  const seen = new Set<string>();
  const visit = (modules: string): void => {
    const real = realFolder(modules);
    if (real === undefined || seen.has(real)) return;
    seen.add(real);
    const folder = realFolder(path.join(real, name));
    const installed = folder === undefined ? undefined : readPackage(folder, cwd);
    if (folder !== undefined && installed !== undefined) found.set(folder, installed);
    for (const one of packagesIn(real)) visit(path.join(one, "node_modules"));
  };
  nodeModulesAbove(cwd).forEach(visit);
  return [...found.values()];
}

/** Up to the repository's root: what lies above it belongs to somebody else. */
function nodeModulesAbove(cwd: string): string[] {
  const folders: string[] = [];
  for (let at = path.resolve(cwd); ; at = path.dirname(at)) {
    folders.push(path.join(at, "node_modules"));
    if (fs.existsSync(path.join(at, ".git")) || at === path.dirname(at)) return folders;
  }
}

/** With those below a scope, and those that pnpm keeps in folders of their own. */
function packagesIn(modules: string): string[] {
  return entriesOf(modules).flatMap((entry) => {
    const folder = path.join(modules, entry);
    if (entry === ".pnpm" || entry.startsWith("@")) return entriesOf(folder).map((name) => path.join(folder, name));
    return entry.startsWith(".") ? [] : [folder];
  });
}

function entriesOf(folder: string): string[] {
  try {
    return fs.readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function realFolder(folder: string): string | undefined {
  try {
    return fs.realpathSync(folder);
  } catch {
    return undefined;
  }
}

function readPackage(folder: string, cwd: string): InstalledPackage | undefined {
  try {
    const text = fs.readFileSync(path.join(folder, "package.json"), "utf8");
    const { version } = JSON.parse(text) as { readonly version?: unknown };
    return typeof version === "string" ? { version, folder: path.relative(cwd, folder) } : undefined;
  } catch {
    return undefined;
  }
}
