import type { Collector } from "./collector";
import { type Document, readDocument } from "./document";
import type { BuildSettings, NodeTool, Texts } from "./manifest";
import { readNpmLock } from "./npm-lock";
import { Npmrc } from "./npmrc";
import { type Asked, readPackageJson } from "./package-json";
import { readPnpmLock } from "./pnpm-lock";
import { childOf, itemsOf, textOf } from "./tree";

const PACKAGE = "package.json";

/** Reads what the platform installs for Node.js: with pnpm where its lock file is, else with npm. */
export function readNode(texts: Texts, settings: BuildSettings, into: Collector): NodeTool | undefined {
  if (!texts.has(PACKAGE)) return undefined;
  const npmrc = new Npmrc(texts, into);
  const production = settings.production === true || npmrc.omitsDevelopment;
  const tool = texts.has("pnpm-lock.yaml") ? "pnpm" : "npm";
  const isLocked = readLock(tool, texts, npmrc, production, into);
  const root = readDocument(PACKAGE, "json", texts, into);
  if (root === undefined) return tool;
  for (const path of [PACKAGE, ...workspacesOf(root, texts)]) {
    const document = path === PACKAGE ? root : readDocument(path, "json", texts, into);
    if (document !== undefined) readPackageJson(document, isLocked, npmrc, production, into);
  }
  return tool;
}

/** A lock file that cannot be read is refused, and what it might hold is looked up meanwhile. */
function readLock(
  tool: NodeTool,
  texts: Texts,
  npmrc: Npmrc,
  production: boolean,
  into: Collector,
): (asked: Asked) => boolean {
  if (tool === "pnpm") {
    const lock = readDocument("pnpm-lock.yaml", "yaml", texts, into);
    if (lock !== undefined) readPnpmLock(lock, npmrc, into);
    // The platform installs it frozen: what it lacks stops the build.
    return () => lock !== undefined;
  }
  const file = texts.has("npm-shrinkwrap.json") ? "npm-shrinkwrap.json" : "package-lock.json";
  const lock = readDocument(file, "json", texts, into);
  return lock === undefined ? () => false : readNpmLock(lock, npmrc, production, into);
}

/** The parts of a repository that npm installs together with its root. */
function workspacesOf({ tree }: Document, texts: Texts): string[] {
  const field = childOf(tree, "workspaces");
  const patterns = itemsOf(field?.kind === "map" ? childOf(field, "packages") : field).map(patternOf);
  const folders = [...texts.keys()].filter((path) => path.endsWith(`/${PACKAGE}`));
  return folders.filter((path) => patterns.some((pattern) => pattern.test(path.slice(0, -PACKAGE.length - 1)))).sort();
}

function patternOf(tree: Parameters<typeof textOf>[0]): RegExp {
  const text = (textOf(tree) ?? "").replace(/^\.\//, "").replace(/\/$/, "");
  const parts = text.split(/(\*\*|\*)/).map((part) => {
    if (part === "**") return ".*";
    return part === "*" ? "[^/]+" : part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`);
}
