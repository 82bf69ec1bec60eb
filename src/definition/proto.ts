import { isPlain } from "./freeze";

/** More than any real data holds: maybe circular, or the same again and again. */
const MOST_VALUES = 5000;

/** May anything in a value be called `__proto__`? False is sure. */
export function mayHoldProto(value: unknown): boolean {
  return isPlain(value) && search(value, { left: MOST_VALUES });
}

function search(value: unknown, values: { left: number }): boolean {
  if (!isPlain(value)) return false;
  if (values.left-- === 0 || Object.hasOwn(value, "__proto__")) return true;
  if (Array.isArray(value)) return value.some((item) => search(item, values));
  const members = value as Readonly<Record<string, unknown>>;
  for (const key in members) if (search(members[key], values)) return true;
  return false;
}
