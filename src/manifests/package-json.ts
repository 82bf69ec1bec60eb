import type { Collector } from "./collector";
import type { Document } from "./document";
import { askDirectly, npmSpec } from "./npm-spec";
import type { Npmrc } from "./npmrc";
import { childOf, membersOf, textOf, textsIn } from "./tree";

/** One line of `package.json` that asks for a package. */
export interface Asked {
  readonly name: string;
  readonly text: string;
  /** Of the `package.json`, relative to the app's; empty for the app's own. */
  readonly folder: string;
}

const FIELDS = ["dependencies", "optionalDependencies", "devDependencies", "peerDependencies"] as const;

/** Where a field may say which version everybody gets. */
const OVERRIDES = [["overrides"], ["resolutions"], ["pnpm", "overrides"]] as const;

/**
 * Reads what `package.json` asks for. With a lock file only what that does not hold is looked up.
 *
 * @param isLocked does the lock file say where this comes from?
 */
export function readPackageJson(
  document: Document,
  isLocked: (asked: Asked) => boolean,
  npmrc: Npmrc,
  production: boolean,
  into: Collector,
): void {
  const folder = document.path.split("/").slice(0, -1).join("/");
  const fields = FIELDS.filter((field) => !(field === "devDependencies" && production));
  for (const field of fields) {
    for (const [name, { key, value }] of membersOf(childOf(document.tree, field))) {
      const text = textOf(value);
      const at = document.at(key);
      if (text === undefined) {
        into.unreadable("expected versions, or an address, as a text", document.at(value.offset));
        continue;
      }
      const locked = isLocked({ name, text, folder });
      const spec = npmSpec(name, text);
      if (!locked && spec.kind !== "local") {
        askDirectly(spec, `Node.js package ${name}`, at, into);
        // What a package needs itself comes from the registry, wherever it comes from.
        npmrc.ask(spec.kind === "registry" ? spec.name : "", at);
      }
      // A range is what a peer is for; whoever installs it binds it.
      if (field === "peerDependencies") continue;
      // Only what looks like versions is ever shown.
      const isShown = spec.kind === "registry" && /^[\w.^~<>=*|+ -]{1,60}$/.test(spec.versions);
      const versions = isShown ? { versions: spec.versions } : {};
      into.dependencies.push({ ecosystem: "node", name, pin: locked ? "locked" : spec.pin, at, ...versions });
    }
  }
  for (const path of OVERRIDES) {
    for (const { text, offset } of textsIn(childOf(document.tree, ...path))) {
      const spec = npmSpec("", text);
      if (!isLocked({ name: "", text, folder })) askDirectly(spec, "a Node.js package", document.at(offset), into);
    }
  }
}
