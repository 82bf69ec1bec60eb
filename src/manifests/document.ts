import type { Collector } from "./collector";
import { ManifestFile } from "./manifest-file";
import type { Spot, Texts } from "./manifest";
import { type Tree, Unreadable } from "./tree";
import { jsonTree, tomlTree, yamlTree } from "./trees";

/** A dependency file that is data, with where everything in it stands. */
export interface Document {
  readonly path: string;
  readonly tree: Tree;
  at(offset: number): Spot;
}

const NOTATIONS = { json: [jsonTree, "JSON"], toml: [tomlTree, "TOML"], yaml: [yamlTree, "YAML"] } as const;

/** Undefined where there is no such file, or it cannot be read, which is then a problem. */
export function readDocument(
  path: string,
  notation: keyof typeof NOTATIONS,
  texts: Texts,
  into: Collector,
): Document | undefined {
  const text = texts.get(path);
  if (text === undefined) return undefined;
  const file = new ManifestFile(path, text);
  const [read, name] = NOTATIONS[notation];
  try {
    const tree = read(file.text);
    if (tree.kind !== "map") throw new Unreadable("expected a map of keys and values", tree.offset);
    return { path, tree, at: (offset) => file.at(offset) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    into.unreadable(`this cannot be read as ${name}: ${error.message}`, file.at(error.offset));
    return undefined;
  }
}
