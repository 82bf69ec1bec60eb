import * as path from "node:path";
import type { Code } from "./code";
import { languageOf } from "./parse-code";
import type { SourceFolder } from "./read-source";

type Files = Pick<SourceFolder, "texts">;

const ENDINGS = ["", ".ts", ".tsx", ".js", ".mjs", ".cjs", ".jsx", "/index.ts", "/index.js"];

/** The file of a module that a command names: itself, or a package of Python. */
export function moduleFile({ texts }: Files, file: string): string | undefined {
  return [file, file.replace(/\.py$/, "/__init__.py")].find((name) => texts.has(name));
}

/** The entry, and every file of the folder that it imports, directly or not. */
export function reachableFrom(files: Files, entry: string, codeOf: (file: string) => Code): readonly string[] {
  const found = new Set([entry]);
  // A set is walked in the order of its members, those that are added on the way too.
  for (const file of found) {
    for (const name of codeOf(file).imports) for (const target of resolve(files, file, name)) found.add(target);
  }
  return [...found];
}

function resolve(files: Files, from: string, name: string): string[] {
  return languageOf(from) === "python" ? pythonModule(files, from, name) : javascriptModule(files, from, name);
}

function javascriptModule({ texts }: Files, from: string, name: string): string[] {
  if (!name.startsWith(".")) return [];
  const target = path.posix.join(path.posix.dirname(from), name);
  // TypeScript's sources are imported by the names that they will have.
  const candidates = [target, target.replace(/\.([cm]?)js$/, ".$1ts")];
  const found = candidates.flatMap((one) => ENDINGS.map((ending) => one + ending)).find((one) => texts.has(one));
  return found === undefined ? [] : [found];
}

/** From the top of the folder, which is where an app is started, or beside the file that imports. */
function pythonModule(files: Files, from: string, name: string): string[] {
  const dots = /^\.*/.exec(name)?.[0].length ?? 0;
  const relative = name.slice(dots).replaceAll(".", "/");
  const here = path.posix.dirname(from);
  const bases = dots === 0 ? [".", here] : [path.posix.join(here, ...Array<string>(dots - 1).fill(".."))];
  return bases.flatMap((base) => moduleFile(files, path.posix.join(base, `${relative}.py`)) ?? []);
}
