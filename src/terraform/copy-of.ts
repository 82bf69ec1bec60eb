/** Deeper than any real data: circular, and cdktf has the message for it. */
const MAX_DEPTH = 100;

/** A copy whose lists and objects its receiver may change; whatever else stands in it, tokens above all, is shared. */
export function copyOf<T>(value: T, depth = 0): T {
  if (depth > MAX_DEPTH || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => copyOf(item, depth + 1)) as T;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyOf(member, depth + 1)])) as T;
}
