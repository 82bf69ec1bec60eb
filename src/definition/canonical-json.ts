/** JSON with sorted keys and no white space: equal values give equal text, whatever order they were written in. */
export function canonicalJson(value: unknown): string {
  // A copy, not a replacer: JSON.stringify has a fast way only where it calls nobody back.
  return JSON.stringify(sortedCopy(value, ""));
}

function sortedCopy(given: unknown, key: string): unknown {
  if (typeof given !== "object" || given === null) return given;
  const value = hasToJson(given) ? given.toJSON(key) : given;
  if (Array.isArray(value)) return value.map((member, index) => sortedCopy(member, String(index)));
  if (typeof value !== "object" || value === null) return value;
  const members = value as Readonly<Record<string, unknown>>;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(members).sort()) {
    const member = sortedCopy(members[name], name);
    if (name !== "__proto__") copy[name] = member;
    else Object.defineProperty(copy, name, { value: member, enumerable: true });
  }
  return copy;
}

function hasToJson(value: object): value is { readonly toJSON: (key: string) => unknown } {
  return "toJSON" in value && typeof value.toJSON === "function";
}
