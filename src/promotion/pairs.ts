/**
 * Tells each key of two lists, in order, with what either list has under it. Lists of bound apps are sorted and mostly
 * have the same keys, so this is a walk through both; what somebody read from a file may be neither.
 */
export function forEachPair<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
  tell: (key: string, before: T | undefined, after: T | undefined) => void,
): void {
  if (!haveSameKeysInOrder(before, after, keyOf)) {
    const [old, now] = [before, after].map((all) => new Map(all.map((item) => [keyOf(item), item])));
    const keys = new Set([...before, ...after].map(keyOf));
    for (const key of [...keys].sort()) tell(key, old?.get(key), now?.get(key));
    return;
  }
  for (let i = 0; i < before.length; i++) {
    const item = before[i] as T;
    tell(keyOf(item), item, after[i]);
  }
}

function haveSameKeysInOrder<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): boolean {
  if (before.length !== after.length) return false;
  let last: string | undefined;
  for (let i = 0; i < before.length; i++) {
    const key = keyOf(before[i] as T);
    const other = after[i];
    if (other === undefined || keyOf(other) !== key || (last !== undefined && last >= key)) return false;
    last = key;
  }
  return true;
}
