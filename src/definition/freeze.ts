/** What was frozen all the way down; `Object.isFrozen` tells of the outside only. */
const frozen = new WeakSet();

/** Freezes plain data all the way down. What is not plain is left as it is. */
export function freeze<T>(value: T): T {
  if (!isPlain(value) || frozen.has(value)) return value;
  frozen.add(value);
  Object.freeze(value);
  for (const member of Object.values(value)) freeze(member);
  return value;
}

/** An array, or an object without a class; also one of another realm, such as structuredClone makes in jest. */
export function isPlain<T>(value: T): value is T & object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}
