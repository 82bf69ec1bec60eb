/** What cdktf's code calls to make a resource's document. */
const HOOKS = [
  "toTerraform",
  "synthesizeAttributes",
  "terraformMetaArguments",
  "constructNodeMetadata",
  "friendlyUniqueId",
  "fqn",
] as const;

/** By prototype: classes are few and instances are many. */
const redefining = new WeakMap<object, boolean>();

/** Does the object, or a class between it and the base, make its document in its own way? Then cdktf has to ask. */
export function redefinesHooks(instance: object, base: object): boolean {
  return hasHook(instance) || classRedefinesHooks(Object.getPrototypeOf(instance), base);
}

function classRedefinesHooks(prototype: unknown, base: object): boolean {
  if (prototype === base || typeof prototype !== "object" || prototype === null) return false;
  let redefines = redefining.get(prototype);
  if (redefines === undefined) {
    redefines = hasHook(prototype) || classRedefinesHooks(Object.getPrototypeOf(prototype), base);
    redefining.set(prototype, redefines);
  }
  return redefines;
}

function hasHook(x: object): boolean {
  return HOOKS.some((name) => Object.hasOwn(x, name));
}
