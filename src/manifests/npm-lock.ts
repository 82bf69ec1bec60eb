import type { Collector } from "./collector";
import type { Document } from "./document";
import type { Spot } from "./manifest";
import { askDirectly, npmSpec } from "./npm-spec";
import type { Npmrc } from "./npmrc";
import type { Asked } from "./package-json";
import { childOf, isTrue, membersOf, textOf, type Tree } from "./tree";

/**
 * Reads every address of `package-lock.json` or `npm-shrinkwrap.json`, of any version, and answers whether it holds
 * what `package.json` asks for: npm looks up again what has changed there.
 */
export function readNpmLock(
  document: Document,
  npmrc: Npmrc,
  production: boolean,
  into: Collector,
): (asked: Asked) => boolean {
  const { tree } = document;
  const packages = childOf(tree, "packages");
  const reader = new Reader(document, npmrc, production, into);
  if (packages?.kind !== "map") {
    reader.nested(childOf(tree, "dependencies"));
    const names = membersOf(childOf(tree, "dependencies"));
    return ({ name }) => name === "" || names.has(name);
  }
  reader.flat(packages);
  return ({ name, text, folder }) => {
    if (name === "") return true;
    const fields = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];
    return fields.some((field) => textOf(childOf(packages, folder, field, name)) === text);
  };
}

class Reader {
  constructor(
    private readonly document: Document,
    private readonly npmrc: Npmrc,
    private readonly production: boolean,
    private readonly into: Collector,
  ) {}

  /** Versions 2 and 3: every folder of `node_modules` by its path. */
  flat(packages: Tree): void {
    for (const [path, { key, value }] of membersOf(packages)) {
      const found = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1];
      // What is in another package's archive, or in this folder, is not downloaded.
      if (found === undefined || ["link", "inBundle", "extraneous"].some((flag) => isTrue(childOf(value, flag))))
        continue;
      if (this.isLeftOut(value)) continue;
      const resolved = childOf(value, "resolved");
      const name = textOf(childOf(value, "name")) ?? found;
      if (resolved === undefined) this.npmrc.ask(name, this.document.at(key));
      else this.resolved(textOf(resolved) ?? "", this.document.at(resolved.offset));
    }
  }

  /** Version 1: packages in packages. It holds too little, so that npm asks the registry for every one as well. */
  nested(dependencies: Tree | undefined): void {
    for (const [name, { key, value }] of membersOf(dependencies)) {
      if (isTrue(childOf(value, "bundled")) || this.isLeftOut(value)) continue;
      const version = childOf(value, "version");
      const spec = npmSpec(name, textOf(version) ?? "");
      const at = this.document.at(version?.offset ?? key);
      if (spec.kind === "registry") this.npmrc.ask(spec.name, at);
      else askDirectly(spec, "a Node.js package", at, this.into);
      const resolved = childOf(value, "resolved");
      if (resolved !== undefined) this.resolved(textOf(resolved) ?? "", this.document.at(resolved.offset));
      this.nested(childOf(value, "dependencies"));
    }
  }

  private isLeftOut(value: Tree): boolean {
    return this.production && (isTrue(childOf(value, "dev")) || isTrue(childOf(value, "devOptional")));
  }

  private resolved(address: string, at: Spot): void {
    const spec = npmSpec("", address);
    if (spec.kind === "file") this.npmrc.download(spec.address, at);
    else if (spec.kind === "git") askDirectly(spec, "a Node.js package", at, this.into);
  }
}
