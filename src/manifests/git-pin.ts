import type { Pin } from "./manifest";

/**
 * How firmly a reference into a repository is bound: to a commit, to what looks like the tag of a version, or to
 * whatever a branch holds on the day of the build.
 */
export function gitPin(reference: string | undefined): Pin {
  if (reference === undefined || reference === "") return "none";
  if (/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i.test(reference)) return "exact";
  return /^v?\d+(?:\.\d+)+(?:[-.+]\w+)*$/.test(reference) ? "url" : "none";
}
