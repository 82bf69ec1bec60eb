import { isPlain } from "../definition/freeze";
import { canonicalJson } from "../definition/canonical-json";

/** Are two values one and the same JSON, whatever the order of their members? */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || typeof a === "string" || typeof b === "string") return false;
  const known = sameTexts(a, b);
  return known ?? canonicalJson(a) === canonicalJson(b);
}

/** Most of what is compared is an object of a few texts; undefined where it is not. */
function sameTexts(a: unknown, b: unknown): boolean | undefined {
  if (!isPlainObject(a) || !isPlainObject(b)) return undefined;
  const [names, others] = [Object.keys(a), Object.keys(b)];
  if (![...Object.values(a), ...Object.values(b)].every((member) => typeof member === "string")) return undefined;
  return names.length === others.length && names.every((name) => Object.hasOwn(b, name) && a[name] === b[name]);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return isPlain(value) && !Array.isArray(value);
}
