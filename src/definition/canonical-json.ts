/** JSON with sorted keys and no white space: equal values give equal text, whatever order they were written in. */
export function canonicalJson(value: unknown): string {
  // A copy, not a replacer: JSON.stringify has a fast way only where it calls nobody back.
  return JSON.stringify(sortedCopy(value, ""));
}

/** The value itself where its keys are in order already, and with it most lists of texts and small objects. */
function sortedCopy(given: unknown, key: string | number): unknown {
  if (typeof given !== "object" || given === null) return given;
  const value = hasToJson(given) ? given.toJSON(String(key)) : given;
  if (Array.isArray(value)) return sortedList(value);
  if (typeof value !== "object" || value === null) return value;
  const members = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(members);
  let copy = value === given && isSorted(names) ? undefined : copyOf(members, sort(names));
  for (const name of names) {
    const member = members[name];
    const sorted = sortedCopy(member, name);
    if (sorted !== member) set((copy ??= copyOf(members, names)), name, sorted);
  }
  return copy ?? value;
}

function sortedList(list: readonly unknown[]): unknown {
  let copy: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const sorted = sortedCopy(list[i], i);
    if (sorted !== list[i]) (copy ??= [...list])[i] = sorted;
  }
  return copy ?? list;
}

function copyOf(members: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const name of names) set(copy, name, members[name]);
  return copy;
}

function set(copy: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== "__proto__") copy[name] = value;
  else Object.defineProperty(copy, name, { value, enumerable: true, configurable: true });
}

function isSorted(names: readonly string[]): boolean {
  for (let i = 1; i < names.length; i++) if ((names[i - 1] as string) > (names[i] as string)) return false;
  return true;
}

/** Sorts the names in place. Most objects have few, and for those the engine's sort is ten times as slow. */
export function sort(names: string[]): string[] {
  if (names.length > 16) return names.sort();
  for (let i = 1; i < names.length; i++) {
    const name = names[i] as string;
    let at = i;
    for (let before; at > 0 && (before = names[at - 1] as string) > name; at--) names[at] = before;
    names[at] = name;
  }
  return names;
}

function hasToJson(value: object): value is { readonly toJSON: (key: string) => unknown } {
  return "toJSON" in value && typeof value.toJSON === "function";
}
