/** What is known to be frozen all the way down; `Object.isFrozen` tells of the outside only. */
const whole = new WeakSet();

/** Freezes plain data all the way down. What is not plain is left as it is. */
export function freeze<T>(value: T): T {
  if (isPlain(value) && !whole.has(value)) freezeMembers(value);
  return value;
}

/**
 * {@link freeze} for what many others hold: it is remembered, so that none of them walks it again, and what follows
 * from it alone may be kept. What is met once is not: to remember it costs more than to walk it.
 */
export function freezeWhole<T>(value: T): T {
  freeze(value);
  if (isPlain(value)) whole.add(value);
  return value;
}

/** Can nothing in this value ever change? False where nobody knows. */
export function isWhole(value: object): boolean {
  return whole.has(value);
}

function freezeMembers(value: object): void {
  if (!Object.isFrozen(value)) Object.freeze(value);
  else if (!holdsData(value) || whole.has(value)) return;
  // Somebody else's work, or data that holds itself. Remembered before what is in it, which may lead back to it.
  else whole.add(value);
  const members = value as Readonly<Record<string, unknown>>;
  for (const name in members) {
    const member = members[name];
    if (isPlain(member)) freezeMembers(member);
  }
}

function holdsData(value: object): boolean {
  const members = value as Readonly<Record<string, unknown>>;
  for (const name in members) if (isPlain(members[name])) return true;
  return false;
}

/** An array, or an object without a class; also one of another realm, such as structuredClone makes in jest. */
export function isPlain<T>(value: T): value is T & object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}
