import { isPlain } from "../definition/freeze";
import { canonicalJson } from "../definition/canonical-json";

/** Are two values one and the same JSON, whatever the order of their members? */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  return sameData(a, b) ?? canonicalJson(a) === canonicalJson(b);
}

/** Of nearly everything that is compared, without making a text of it; undefined where only its text can tell. */
function sameData(a: unknown, b: unknown): boolean | undefined {
  if (a === b) return true;
  if (typeof a === "string" && typeof b === "string") return false;
  if (isScalar(a) || isScalar(b)) return isOneData(a, b) ? false : undefined;
  if (!isData(a) || !isData(b)) return undefined;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) ? sameLists(a, b) : false;
  }
  return sameMembers(a as Members, b as Members);
}

type Members = Readonly<Record<string, unknown>>;

function sameLists(a: readonly unknown[], b: readonly unknown[]): boolean | undefined {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    const same = sameData(a[i], b[i]);
    if (same !== true) return same;
  }
  return true;
}

function sameMembers(a: Members, b: Members): boolean | undefined {
  // Thousands are compared: no list of names, nor what walks one. What is inherited is no member of either.
  for (const name in a) {
    if (!Object.hasOwn(b, name)) {
      if (Object.hasOwn(a, name)) return lacks(a[name]);
    } else {
      const same = sameData(a[name], b[name]);
      if (same !== true) return same;
    }
  }
  for (const name in b) {
    if (!Object.hasOwn(a, name) && Object.hasOwn(b, name)) return lacks(b[name]);
  }
  return true;
}

/** A member that the other has not; one without a value may be no member at all. */
function lacks(member: unknown): false | undefined {
  return isScalar(member) ? false : undefined;
}

/** A scalar, and something that JSON does not make a scalar of. */
function isOneData(a: unknown, b: unknown): boolean {
  return (isScalar(a) || isData(a)) && (isScalar(b) || isData(b));
}

/** What JSON writes as it is. */
function isScalar(value: unknown): boolean {
  return (
    typeof value === "string" ||
    typeof value === "boolean" ||
    value === null ||
    (typeof value === "number" && isFinite(value))
  );
}

function isData(value: unknown): value is object {
  return isPlain(value) && !("toJSON" in value);
}
