import type { Collector } from "./collector";
import { gitPin } from "./git-pin";
import type { Pin, Spot } from "./manifest";
import { packageName } from "./pep508";

/** Addresses that pip clones instead of downloading. */
const REPOSITORY = /^(?:git|hg|svn|bzr)\+/i;

/** Is this a requirement that is nothing but an address? */
export function isAddress(text: string): boolean {
  return /^(?:https?|file|ftp|(?:git|hg|svn|bzr)\+[a-z]+):/i.test(text);
}

/** Adds the host that a Python package is fetched from directly, and says how firmly it is bound. */
export function readPythonAddress(address: string, name: string | undefined, at: Spot, into: Collector): Pin {
  // Not the address itself: it may hold a credential.
  const what = name === undefined ? "a Python package" : `Python package ${name}`;
  const [plain = ""] = address.split("#");
  into.address(plain, REPOSITORY.test(plain) ? `repository of ${what}` : `file of ${what}`, at);
  if (!REPOSITORY.test(plain)) return "url";
  const afterHost = plain.replace(/^[^/]*\/\/[^/]*/, "");
  return gitPin(/@([^@]+)$/.exec(afterHost)?.[1]);
}

/** The package that an address is about, where it says so. */
export function nameInAddress(address: string): string | undefined {
  const egg = /[#&]egg=([A-Za-z0-9][\w.-]*)/.exec(address)?.[1];
  const wheel = /\/([A-Za-z0-9][\w.]*)-[^/-]+(?:-[^/-]+){3,4}\.whl(?:[?#]|$)/.exec(address)?.[1];
  const found = egg ?? wheel;
  return found === undefined ? undefined : packageName(found);
}
