import { type TerraformStack } from "cdktf";
import { isPlainObject, type PlainObject, toPlainData } from "./plain-data";

type Members = Readonly<Record<string, unknown>>;

/**
 * The block of a resource that uses nothing but arguments, a provider, dependencies and a plain lifecycle, which is
 * nearly every one: what cdktf would make of it, with its keys in order. Undefined where it uses more.
 *
 * @param args its arguments, in their final form
 * @param meta what cdktf's `terraformMetaArguments` says of it
 * @param comment what stands under `//`: where the resource comes from
 */
export function blockOf(
  args: PlainObject,
  meta: Members,
  comment: Members,
  stack: TerraformStack,
): PlainObject | undefined {
  const { dependsOn, provider, lifecycle, ...others } = meta;
  for (const name in others) if (others[name] !== undefined) return undefined;
  for (const name of META) if (Object.hasOwn(args, name)) return undefined;
  const rules = lifecycleOf(lifecycle as Members | undefined);
  if (rules === LEFT_TO_CDKTF) return undefined;
  const own = toPlainData({ "//": comment, depends_on: dependsOn, lifecycle: rules, provider }, stack);
  return isPlainObject(own) ? merged(args, own) : undefined;
}

/** cdktf merges arguments of these names with its own, or deletes them. */
const META = ["//", "count", "connection", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];

const LEFT_TO_CDKTF = Symbol("left to cdktf");

const LIFECYCLE = new Map([
  ["createBeforeDestroy", "create_before_destroy"],
  ["ignoreChanges", "ignore_changes"],
  ["preventDestroy", "prevent_destroy"],
]);

/** Conditions and triggers hold expressions and other resources. */
function lifecycleOf(lifecycle: Members | undefined): Members | undefined | typeof LEFT_TO_CDKTF {
  if (lifecycle === undefined) return undefined;
  const rules: Record<string, unknown> = {};
  for (const [rule, value] of Object.entries(lifecycle)) {
    if (value === undefined) continue;
    const name = LIFECYCLE.get(rule);
    const isPlain = Array.isArray(value) ? value.every((item) => typeof item === "string") : typeof value !== "object";
    if (name === undefined || !isPlain) return LEFT_TO_CDKTF;
    rules[name] = value;
  }
  return rules;
}

/** Both have their keys in order, and so has the result. */
function merged(a: PlainObject, b: PlainObject): PlainObject {
  const [all, names] = [{} as PlainObject, Object.keys(b)];
  let next = 0;
  for (const name of Object.keys(a)) {
    for (let own; (own = names[next]) !== undefined && own < name; next++) all[own] = b[own] as PlainObject[string];
    all[name] = a[name] as PlainObject[string];
  }
  for (const own of names.slice(next)) all[own] = b[own] as PlainObject[string];
  return all;
}
