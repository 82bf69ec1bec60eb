import type { Collector } from "./collector";
import type { Document } from "./document";
import { packageName } from "./pep508";
import { childOf, itemsOf, textOf, type Tree } from "./tree";

/** Reads every address of `uv.lock`, and answers the names of the packages that it installs. */
export function readUvLock(document: Document, into: Collector): ReadonlySet<string> {
  const names = new Set<string>();
  for (const one of itemsOf(childOf(document.tree, "package"))) {
    const name = textOf(childOf(one, "name"));
    if (name !== undefined) names.add(packageName(name));
    const source = childOf(one, "source");
    const files = [childOf(one, "sdist"), ...itemsOf(childOf(one, "wheels"))].map((file) => childOf(file, "url"));
    const addresses: [Tree | undefined, string][] = [
      [childOf(source, "registry"), "index of Python packages"],
      [childOf(source, "url"), "files of Python packages"],
      [childOf(source, "git"), "repositories of Python packages"],
      ...files.map((file): [Tree | undefined, string] => [file, "files of Python packages"]),
    ];
    for (const [tree, because] of addresses) {
      const address = textOf(tree);
      // A path: it is a part of the release.
      if (tree === undefined || address?.includes("://") !== true) continue;
      into.address(address, because, document.at(tree.offset));
    }
  }
  return names;
}
