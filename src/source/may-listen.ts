import { LISTEN_CALLS } from "../facts/listen";
import { languageOf } from "./parse-code";
import type { SourceFolder } from "./read-source";

/**
 * White space says nothing in a callee, even where it splits a name, and a call may lack its parenthesis: what is no
 * code is read as far as it is.
 */
const NAMED = new RegExp(
  Object.keys(LISTEN_CALLS.value)
    .map((name) => `(?<![A-Za-z_$])${name.replaceAll(/\B/g, "\\s*")}(?![\\w$])`)
    .join("|"),
);
const known = new WeakMap<SourceFolder, boolean>();

/** May a text of code hold a call that begins to listen? Parsing takes a hundred times as long as looking. */
export function mayListen(text: string): boolean {
  return NAMED.test(text);
}

/** The same of any file of a folder: which of them run is known only when they are parsed. */
export function anyMayListen(source: SourceFolder): boolean {
  let may = known.get(source);
  if (may === undefined) {
    may = [...source.texts].some(([file, text]) => languageOf(file) !== undefined && mayListen(text));
    known.set(source, may);
  }
  return may;
}
