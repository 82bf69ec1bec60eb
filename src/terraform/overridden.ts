import { Tokenization, type TerraformStack } from "cdktf";
import { isPlainObject, type PlainObject, toPlainData } from "./plain-data";

type Members = Record<string, unknown>;

/**
 * A block with the overrides of its resource, merged by cdktf's rules, with its keys in order: an Aspect that tags all
 * resources of a company overrides each of them, and most of what they hold stays as it is. Undefined where only cdktf
 * can merge or write them. The block is used up.
 */
export function overridden(
  block: PlainObject,
  overrides: Readonly<Members>,
  stack: TerraformStack,
): PlainObject | undefined {
  // The comment is none of a block's arguments, and cdktf adds it last.
  if ("//" in overrides) return undefined;
  const changed: PlainObject = {};
  for (const name of Object.keys(overrides)) {
    const member: Members = name in block ? { [name]: block[name] } : {};
    const plain = merge(member, { [name]: overrides[name] }) ? toPlainData(member, stack) : undefined;
    if (!isPlainObject(plain)) return undefined;
    Reflect.deleteProperty(block, name);
    Object.assign(changed, plain);
  }
  const all: PlainObject = { ...block, ...changed };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** False where cdktf would throw. Members of lists go by their index; a circular override ends as it does in cdktf. */
function merge(target: Members, overrides: Readonly<Members>): boolean {
  for (const key of Object.keys(overrides)) {
    const [value, before] = [overrides[key], target[key]];
    if (value === undefined) Reflect.deleteProperty(target, key);
    else if (Array.isArray(value)) target[key] = Array.isArray(before) ? (before as unknown[]).concat(value) : value;
    else if (typeof value !== "object" || value === null || Tokenization.isResolvable(value)) target[key] = value;
    else {
      // What is a reference by now may have been a token, into which cdktf refuses to merge.
      if (before === null || (typeof before === "string" && before.includes("${"))) return false;
      const there = typeof before === "object" ? before : (target[key] = {});
      if (!merge(there as Members, value as Members)) return false;
    }
  }
  return true;
}
