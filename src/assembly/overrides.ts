type Json = unknown;

/** Not arguments of the resource: what cdktf and Terraform add to every one. */
const META = new Set(["//", "provider", "depends_on"]);

/**
 * The arguments of a written resource that are not what the bound app asks for: changed by an Aspect or an override
 * after every check. A token in `expected` may have become anything.
 */
export function changedAttributes(expected: Readonly<Record<string, Json>>, written: Json): readonly string[] {
  if (!isRecord(written)) return ["(the whole resource)"];
  const isChanged = (name: string) => !META.has(name) && !same(expected[name], written[name]);
  const added = Object.keys(written).filter((name) => !Object.hasOwn(expected, name));
  return [...Object.keys(expected), ...added].filter(isChanged).sort((a, b) => (a < b ? -1 : 1));
}

function same(expected: Json, written: Json): boolean {
  if (typeof expected === "string" && expected.includes("TfToken[")) return true;
  if (Array.isArray(expected)) {
    return (
      Array.isArray(written) &&
      expected.length === written.length &&
      expected.every((item, index) => same(item, written[index]))
    );
  }
  if (!isRecord(expected)) return expected === written;
  if (!isRecord(written)) return false;
  for (const key in expected) if (!same(expected[key], written[key])) return false;
  for (const key in written) if (!Object.hasOwn(expected, key) && written[key] !== undefined) return false;
  return true;
}

function isRecord(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
