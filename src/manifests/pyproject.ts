import type { Collector } from "./collector";
import type { Document } from "./document";
import { gitPin } from "./git-pin";
import type { Pin, Spot } from "./manifest";
import { isExact } from "./pep440";
import { packageName, requirementOf } from "./pep508";
import { readPythonAddress } from "./python-address";
import { childOf, itemsOf, membersOf, textOf, type Tree } from "./tree";
import { UvIndexes } from "./uv-indexes";

/**
 * Reads what uv installs of a project. With a lock file only what that does not hold is looked up: what it takes to
 * build the project, and what was added since.
 *
 * @param settings `uv.toml`
 * @param locked names of all packages in the lock file
 */
export function readPyproject(
  document: Document,
  settings: Document | undefined,
  locked: ReadonlySet<string> | undefined,
  into: Collector,
): void {
  new Reader(document, settings, locked, into).read();
}

class Reader {
  private readonly indexes: UvIndexes;

  constructor(
    private readonly document: Document,
    settings: Document | undefined,
    private readonly locked: ReadonlySet<string> | undefined,
    private readonly into: Collector,
  ) {
    this.indexes = new UvIndexes(document, settings, into);
  }

  read(): void {
    const { tree } = this.document;
    const project = childOf(tree, "project");
    const lists = [
      childOf(project, "dependencies"),
      ...[...membersOf(childOf(project, "optional-dependencies")).values()].map(({ value }) => value),
      ...[...membersOf(childOf(tree, "dependency-groups")).values()].map(({ value }) => value),
      childOf(tree, "tool", "uv", "dev-dependencies"),
    ];
    for (const item of lists.flatMap(itemsOf)) this.requirement(item, "installed");
    for (const item of itemsOf(childOf(tree, "build-system", "requires"))) this.requirement(item, "to build");
  }

  private requirement(item: Tree, use: "installed" | "to build"): void {
    const text = textOf(item);
    // A group may include another one, by a table.
    if (text === undefined) return;
    const at = this.document.at(item.offset);
    const found = requirementOf(text.trim());
    if ("mistake" in found) {
      this.into.unreadable(found.mistake, this.document.at(item.offset + 1 + found.at));
      return;
    }
    const name = packageName(found.name);
    const isLocked = use === "installed" && this.locked?.has(name) === true;
    const { versions } = found;
    const pin = isLocked ? "locked" : this.lookedUp(name, found.address, at, found.clauses.some(isExact), versions);
    if (use === "to build") return;
    this.into.dependencies.push({ ecosystem: "python", name, pin, at, ...(versions === "" ? {} : { versions }) });
  }

  private lookedUp(name: string, address: string | undefined, at: Spot, isExactly: boolean, versions: string): Pin {
    const source = address === undefined ? this.indexes.sourceOf(name) : undefined;
    const pins = (source?.kind === "list" ? source.items : source === undefined ? [] : [source]).map((one) =>
      this.source(one, name),
    );
    // What a package needs itself comes from the indexes, wherever it comes from.
    this.indexes.ask(at);
    if (address !== undefined) return readPythonAddress(address, name, at, this.into);
    const [pin] = pins.filter((one) => one !== undefined);
    if (pin !== undefined) return pin;
    return isExactly ? "exact" : versions === "" ? "none" : "range";
  }

  /** How firmly a source binds a package; undefined where it is an index. */
  private source(tree: Tree, name: string): Pin | undefined {
    const [git, url, index] = ["git", "url", "index"].map((key) => childOf(tree, key));
    const address = textOf(git) ?? textOf(url);
    if (address !== undefined) {
      const at = this.document.at((git ?? url ?? tree).offset);
      const what = git === undefined ? "file" : "repository";
      this.into.address(address.replace(/^git\+/, ""), `${what} of Python package ${name}`, at);
      const reference = textOf(childOf(tree, "rev")) ?? textOf(childOf(tree, "tag"));
      return git === undefined ? "url" : gitPin(reference);
    }
    const named = textOf(index);
    if (named === undefined) return "url";
    this.indexes.askFor(named);
    return undefined;
  }
}
