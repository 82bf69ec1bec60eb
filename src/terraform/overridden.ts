import { Tokenization, type TerraformStack } from "cdktf";
import { addInOrder } from "./block";
import { isPlainObject, type PlainData, type PlainObject, toPlainData } from "./plain-data";
import { hasMembers } from "./stack-overrides";

type Members = Record<string, unknown>;

/**
 * A block with the overrides of its resource, merged by cdktf's rules, with its keys in order: an Aspect that tags all
 * resources of a company overrides each of them, and most of what they hold stays as it is. Undefined where only cdktf
 * can merge or write them. The block, whose keys are in order too, is used up.
 */
export function overridden(
  block: PlainObject,
  overrides: Readonly<Members>,
  stack: TerraformStack,
): PlainObject | undefined {
  // The comment is none of a block's arguments, and cdktf adds it last.
  if ("//" in overrides) return undefined;
  const added: PlainObject = {};
  for (const name of Object.keys(overrides).sort()) {
    const isThere = name in block;
    const member: Members = isThere ? { [name]: block[name] } : {};
    const plain = merge(member, { [name]: overrides[name] }) ? toPlainData(member, stack) : undefined;
    if (!isPlainObject(plain)) return undefined;
    if (!(name in plain)) Reflect.deleteProperty(block, name);
    else (isThere ? block : added)[name] = plain[name] as PlainData;
  }
  if (!hasMembers(added)) return block;
  const all: PlainObject = {};
  addInOrder(all, block, added);
  return all;
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
