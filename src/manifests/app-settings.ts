import type { BuildSettings, Texts } from "./manifest";
import { ManifestFile } from "./manifest-file";
import { writeSpot } from "./manifest";
import { childOf, itemsOf, type Tree, textOf } from "./tree";
import { yamlTree } from "./trees";

/** What `app.yaml` says that the build depends on. What is wrong with the file is not judged here. */
export function appSettings(texts: Texts): BuildSettings {
  const path = ["app.yaml", "app.yml"].find((name) => texts.has(name));
  if (path === undefined) return {};
  const file = new ManifestFile(path, texts.get(path) ?? "");
  const tree = read(file.text);
  const command = childOf(tree, "command");
  const mode = itemsOf(childOf(tree, "env")).find((entry) => textOf(childOf(entry, "name")) === "NODE_ENV");
  return {
    command: itemsOf(command).map((word) => textOf(word) ?? ""),
    ...(command === undefined ? {} : { commandAt: writeSpot(file.at(command.offset)) }),
    production: textOf(childOf(mode, "value")) === "production",
  };
}

function read(text: string): Tree | undefined {
  try {
    return yamlTree(text);
  } catch {
    return undefined;
  }
}
