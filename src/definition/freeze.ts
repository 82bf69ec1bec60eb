/** What was frozen all the way down; `Object.isFrozen` tells of the outside only. */
const frozen = new WeakSet();

/** Freezes plain data all the way down. What is not plain is left as it is. */
export function freeze<T>(value: T): T {
  // Only whole values are remembered: what is inside of one is seldom met again, and remembering it costs more.
  if (isPlain(value) && !frozen.has(value)) {
    freezeMembers(value);
    frozen.add(value);
  }
  return value;
}

function freezeMembers(value: object): void {
  if (Object.isFrozen(value)) {
    // Somebody else's work, or a whole value of ours. Remembered first: it may lead back to itself.
    if (frozen.has(value)) return;
    frozen.add(value);
  } else Object.freeze(value);
  for (const member of Object.values(value) as unknown[]) {
    if (isPlain(member)) freezeMembers(member);
  }
}

/** An array, or an object without a class; also one of another realm, such as structuredClone makes in jest. */
export function isPlain<T>(value: T): value is T & object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}
