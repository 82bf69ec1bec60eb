type Json = unknown;

/** Not arguments of the resource: what cdktf and Terraform add to every one. */
const META = new Set(["//", "provider", "depends_on"]);

/**
 * The arguments of a written resource that are not what the bound app asks for: changed by an Aspect or an override
 * after every check. A token in `expected` may have become anything.
 */
export function changedAttributes(expected: Readonly<Record<string, Json>>, written: Json): readonly string[] {
  if (!isRecord(written)) return ["(the whole resource)"];
  // Of thousands of resources hardly one is changed: for the others nothing is made here.
  let changed: string[] | undefined;
  for (const name of Object.keys(expected)) {
    if (!META.has(name) && !same(expected[name], written[name])) (changed ??= []).push(name);
  }
  for (const name of Object.keys(written)) {
    const isAdded = !Object.hasOwn(expected, name) && written[name] !== undefined && !META.has(name);
    if (isAdded) (changed ??= []).push(name);
  }
  return changed === undefined ? UNCHANGED : changed.sort((a, b) => (a < b ? -1 : 1));
}

const UNCHANGED: readonly string[] = [];

function same(expected: Json, written: Json): boolean {
  if (expected === written) return true;
  if (typeof expected === "string") return expected.includes("TfToken[");
  if (Array.isArray(expected)) return Array.isArray(written) && sameItems(expected, written);
  if (!isRecord(expected) || !isRecord(written)) return false;
  for (const key in expected) if (!same(expected[key], written[key])) return false;
  for (const key in written) if (!Object.hasOwn(expected, key) && written[key] !== undefined) return false;
  return true;
}

function sameItems(expected: readonly Json[], written: readonly Json[]): boolean {
  if (expected.length !== written.length) return false;
  for (let i = 0; i < expected.length; i++) if (!same(expected[i], written[i])) return false;
  return true;
}

function isRecord(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
