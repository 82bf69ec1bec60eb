/* eslint-disable @typescript-eslint/no-require-imports -- a parser is loaded when there is a file for it */
import type * as Json from "./json-tree";
import type * as Toml from "./toml-tree";
import type { Tree } from "./tree";
import type * as Yaml from "./yaml-tree";

export function jsonTree(text: string): Tree {
  return (require("./json-tree") as typeof Json).jsonTree(text);
}

export function tomlTree(text: string): Tree {
  return (require("./toml-tree") as typeof Toml).tomlTree(text);
}

export function yamlTree(text: string): Tree {
  return (require("./yaml-tree") as typeof Yaml).yamlTree(text);
}
