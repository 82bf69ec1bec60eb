import { canonicalJson } from "../definition/canonical-json";

/** Are two values one and the same JSON, whatever the order of their members? */
export function sameJson(a: unknown, b: unknown): boolean {
  return a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));
}
