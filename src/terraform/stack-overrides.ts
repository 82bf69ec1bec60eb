import { type TerraformElement, type TerraformStack } from "cdktf";

/** Nested overrides, by the keys of the stack's document. */
export type Overrides = Readonly<Record<string, unknown>>;

/**
 * What `addOverride()` of a stack or an element was given so far, or undefined where the engine does not tell.
 *
 * The only internal field of cdktf that this library reads of what is not its own. It has no public way to ask, and
 * whoever does not ask loses the user's overrides; every caller has an answer for undefined.
 */
export function overridesOf(construct: TerraformStack | TerraformElement): Overrides | undefined {
  const { rawOverrides } = construct as unknown as { readonly rawOverrides?: unknown };
  return isOverrides(rawOverrides) ? rawOverrides : undefined;
}

/** Nested overrides are plain objects; a token or an array is a value. */
export function isOverrides(x: unknown): x is Overrides {
  return typeof x === "object" && x !== null && Object.getPrototypeOf(x) === Object.prototype;
}

/** Will cdktf merge an override of the stack into what stands at this path of its document? Where unknown: yes. */
export function reachesInto(stack: TerraformStack, path: readonly string[]): boolean {
  let at: unknown = overridesOf(stack);
  if (at === undefined) return true;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return false;
    at = (at as Overrides)[key];
  }
  return true;
}

/** Are there any? Asked of every element several times, so without a list of them. */
export function hasMembers(overrides: object): boolean {
  for (const _ in overrides) return true;
  return false;
}
