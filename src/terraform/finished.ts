import { type TerraformElement } from "cdktf";
import { Address } from "./address";
import { addInOrder } from "./block";
import { isPlainObject, type PlainData, type PlainObject, toPlainData } from "./plain-data";
import { Fragment, Rendered } from "./rendered";
import { reachesInto } from "./stack-overrides";

/**
 * When an element is ready: hands the document that cdktf made of it over as finished data, where it can.
 *
 * cdktf's own code made the document, so meta arguments, overrides, moves and whatever else it knows are in it already,
 * by its own rules. What is left to do is to search it for tokens, three times. Where a search of our own finds none
 * that it cannot write, and nobody is going to merge anything into it, the document is what cdktf would end up with.
 * Everything else goes on as cdktf made it. Decided anew on each call, because Aspects and overrides come late.
 *
 * @param path of the block that cdktf takes as a whole, such as `resource.databricks_app.orders`
 */
export function finished<T extends object>(element: TerraformElement, document: T, path: readonly string[]): T {
  const stack = element.cdktfStack;
  // The items of a list stand beside those of other elements; anything else is merged with what has the same address.
  const address = Array.isArray(at(document, path)) ? undefined : Address.of(element, stack, path.join("."));
  if (reachesInto(stack, path)) return document;
  const plain = toPlainData(document, stack);
  if (!isPlainObject(plain)) return document;
  const [parent, name] = [at(plain, path.slice(0, -1)) as PlainData | undefined, path.at(-1)];
  // A resource that moved away has no block.
  if (isPlainObject(parent) && name !== undefined) {
    const blocks: Record<string, unknown> = parent;
    blocks[name] = rendered(parent[name], address);
  }
  return new Fragment(plain) as unknown as T;
}

/** The same for a block whose parts are finished data: the arguments, and what cdktf adds to them. */
export function handOver(
  element: TerraformElement,
  path: readonly string[],
  args: PlainObject,
  meta: PlainObject,
): object {
  // cdktf looks for it through all scopes.
  const stack = element.cdktfStack;
  const address = Address.of(element, stack, path.join("."));
  const block = reachesInto(stack, path) ? {} : new Rendered({}, address);
  addInOrder(block, args, meta);
  let blocks: Record<string, unknown> = block;
  for (let level = path.length - 1; level >= 0; level--) blocks = { [path[level] as string]: blocks };
  return block instanceof Rendered ? new Fragment(blocks as PlainObject) : blocks;
}

/** The same for what an element tells of itself, which cdktf merges into the stack's metadata. */
export function finishedMetadata<T extends object>(element: TerraformElement, metadata: T): T {
  const plain = toPlainData(metadata, element.cdktfStack);
  return isPlainObject(plain) ? (new Fragment(plain) as unknown as T) : metadata;
}

function rendered(data: PlainData | undefined, address: Address | undefined): unknown {
  if (Array.isArray(data)) return data.map((item) => rendered(item, undefined));
  return isPlainObject(data) ? new Rendered(data, address) : data;
}

function at(document: object, path: readonly string[]): unknown {
  let value: unknown = document;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as PlainObject)[key];
  }
  return value;
}
