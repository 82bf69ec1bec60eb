import { isPlainObject, type PlainData, type PlainObject, toPlainData } from "./plain-data";
import type { TerraformStack } from "cdktf";

type Members = Readonly<Record<string, unknown>>;

/**
 * What cdktf would add to the arguments of a resource that uses nothing but a provider, dependencies and a plain
 * lifecycle, as nearly every one, with its keys in order. Undefined where it uses more.
 *
 * @param meta what cdktf's `terraformMetaArguments` says of it
 * @param comment what stands under `//`: where the resource comes from
 */
export function metaBlock(
  args: PlainObject,
  meta: Members,
  comment: Members,
  stack: TerraformStack,
): PlainObject | undefined {
  for (const name in meta) if (!PLAIN.has(name) && meta[name] !== undefined) return undefined;
  for (const name of META) if (name in args) return undefined;
  const { dependsOn, provider, lifecycle } = meta;
  const rules = lifecycle === undefined ? undefined : lifecycleOf(lifecycle as Members);
  if (rules === LEFT_TO_CDKTF) return undefined;
  const block = toPlainData({ "//": comment, depends_on: dependsOn, lifecycle: rules, provider }, stack);
  return isPlainObject(block) ? block : undefined;
}

const PLAIN = new Set(["dependsOn", "provider", "lifecycle"]);
/** cdktf merges arguments of these names with its own, or deletes them. */
const META = ["//", "count", "connection", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];
const LEFT_TO_CDKTF = Symbol("left to cdktf");
const RULES = new Map([
  ["createBeforeDestroy", "create_before_destroy"],
  ["ignoreChanges", "ignore_changes"],
  ["preventDestroy", "prevent_destroy"],
]);

/** Conditions and triggers hold expressions and other resources. */
function lifecycleOf(lifecycle: Members): Members | typeof LEFT_TO_CDKTF {
  const rules: Record<string, unknown> = {};
  for (const rule in lifecycle) {
    const value = lifecycle[rule];
    if (value === undefined) continue;
    const name = RULES.get(rule);
    const isPlain = Array.isArray(value) ? value.every((item) => typeof item === "string") : typeof value !== "object";
    if (name === undefined || !isPlain) return LEFT_TO_CDKTF;
    rules[name] = value;
  }
  return rules;
}

/** Adds the members of two objects, whose keys are in order, in the order of all keys. */
export function addInOrder(block: PlainObject, a: PlainObject, b: PlainObject): void {
  const names = Object.keys(b);
  let next = 0;
  for (const name of Object.keys(a)) {
    for (let own; (own = names[next]) !== undefined && own < name; next++) block[own] = b[own] as PlainData;
    block[name] = a[name] as PlainData;
  }
  for (let own; (own = names[next]) !== undefined; next++) block[own] = b[own] as PlainData;
}
