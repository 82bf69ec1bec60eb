import { canonicalJson } from "../definition/canonical-json";

/** Are two values one and the same JSON, whatever the order of their members? */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || typeof a === "string" || typeof b === "string") return false;
  return canonicalJson(a) === canonicalJson(b);
}
