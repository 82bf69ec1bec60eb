import type * as SmolToml from "smol-toml" with { "resolution-mode": "import" };
import { type TomlPlace, tomlKey, tomlOffsets } from "./toml-offsets";
import { type Tree, Unreadable } from "./tree";

// The package ships CommonJS, but its types are those of its ES module, so TypeScript refuses to import its code.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { parse, TomlError } = require("smol-toml") as typeof SmolToml;

/**
 * Reads TOML, with offsets.
 *
 * @throws {@link Unreadable}
 */
export function tomlTree(text: string): Tree {
  const data = parsed(text);
  const places = tomlOffsets(text);
  return treeOf(data, [], { value: 0, key: 0 }, places);
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw new Unreadable("it is nested too deeply", 0);
    // Its message quotes the lines around the mistake.
    const lines = text.split("\n").slice(0, error.line - 1);
    throw new Unreadable("it is not TOML", lines.join("\n").length + (lines.length > 0 ? 1 : 0) + error.column - 1);
  }
}

function treeOf(
  data: unknown,
  path: readonly (string | number)[],
  around: TomlPlace,
  places: ReadonlyMap<string, TomlPlace>,
): Tree {
  const { value: offset, key } = places.get(tomlKey(path)) ?? around;
  const here = { value: offset, key };
  if (Array.isArray(data)) {
    return { offset, kind: "list", items: data.map((item, index) => treeOf(item, [...path, index], here, places)) };
  }
  if (typeof data !== "object" || data === null || data instanceof Date) return { offset, kind: "scalar", value: data };
  const members = Object.entries(data).map(([name, value]) => {
    const below = [...path, name];
    const tree = treeOf(value, below, here, places);
    return [name, { key: places.get(tomlKey(below))?.key ?? tree.offset, value: tree }] as const;
  });
  return { offset, kind: "map", members: new Map(members) };
}
