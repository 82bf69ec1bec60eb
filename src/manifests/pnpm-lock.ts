import type { Collector } from "./collector";
import type { Document } from "./document";
import type { Npmrc } from "./npmrc";
import { childOf, membersOf, textOf } from "./tree";

/** Reads every address of `pnpm-lock.yaml`; the platform installs exactly that. */
export function readPnpmLock(document: Document, npmrc: Npmrc, into: Collector): void {
  for (const [id, { key, value }] of membersOf(childOf(document.tree, "packages"))) {
    const resolution = childOf(value, "resolution");
    const [tarball, repository] = [childOf(resolution, "tarball"), childOf(resolution, "repo")];
    if (repository !== undefined) {
      into.address(textOf(repository) ?? "", "repositories of Node.js packages", document.at(repository.offset));
    } else if (tarball !== undefined) {
      const address = textOf(tarball) ?? "";
      if (address.includes("://")) into.address(address, "Node.js packages", document.at(tarball.offset));
    } else if (childOf(resolution, "directory") === undefined) {
      npmrc.ask(packageOf(id), document.at(key));
    }
  }
}

/** The name in `name@1.2.3(peer@4.5.6)`, `/name@1.2.3` or, before pnpm 8, `/name/1.2.3`. */
function packageOf(id: string): string {
  return /^\/?((?:@[^/]+\/)?[^/@(]+)[/@]/.exec(id)?.[1] ?? id;
}
