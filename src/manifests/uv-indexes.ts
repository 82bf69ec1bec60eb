import type { Collector } from "./collector";
import type { Document } from "./document";
import type { Spot } from "./manifest";
import { childOf, isTrue, itemsOf, membersOf, textOf, type Tree } from "./tree";

/** Where uv looks for packages that no lock file says the address of. */
export class UvIndexes {
  private readonly document: Document;
  private readonly table: Tree | undefined;

  /** @param settings a `uv.toml`, which stands in for what the project says of uv */
  constructor(
    private readonly project: Document,
    settings: Document | undefined,
    private readonly into: Collector,
  ) {
    this.document = settings ?? project;
    this.table = settings?.tree ?? childOf(project.tree, "tool", "uv");
  }

  /** Adds the hosts that uv asks for a package that no source is written for. */
  ask(at: Spot): void {
    const links = itemsOf(childOf(this.table, "find-links"));
    for (const link of links) this.add(link, "links to Python packages");
    if (isTrue(childOf(this.table, "no-index"))) return;
    const indexes = itemsOf(childOf(this.table, "index"));
    const open = indexes.filter((index) => !isTrue(childOf(index, "explicit")));
    const old = [childOf(this.table, "index-url"), ...itemsOf(childOf(this.table, "extra-index-url"))];
    for (const index of [...open.map((one) => childOf(one, "url")), ...old])
      this.add(index, "index of Python packages");
    const replaced = indexes.some((index) => isTrue(childOf(index, "default")));
    if (!replaced && childOf(this.table, "index-url") === undefined) this.into.defaults("python", at);
  }

  /** Where `[tool.uv.sources]` says that a package comes from; undefined where it says nothing. */
  sourceOf(name: string): Tree | undefined {
    // Sources belong to the project, wherever the indexes are written.
    const sources = membersOf(childOf(this.project.tree, "tool", "uv", "sources"));
    const entry = [...sources].find(([key]) => key.toLowerCase().replaceAll(/[-_.]+/g, "-") === name);
    return entry?.[1].value;
  }

  /** Adds the host of one index by its name. */
  askFor(name: string): void {
    const index = itemsOf(childOf(this.table, "index")).find((one) => textOf(childOf(one, "name")) === name);
    this.add(childOf(index, "url"), "index of Python packages");
  }

  private add(tree: Tree | undefined, because: string): void {
    const url = textOf(tree);
    // A folder of packages is a part of the release.
    if (tree !== undefined && url?.includes("://") === true) {
      this.into.address(url, because, this.document.at(tree.offset));
    }
  }
}
