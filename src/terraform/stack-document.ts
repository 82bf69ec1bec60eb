import { TerraformBackend, TerraformElement, TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { isFloorAlone } from "./provider-floor";
import { Fragment, Rendered } from "./rendered";
import { hasMembers, overridesOf } from "./stack-overrides";

type Members = Record<string, unknown>;

type Methods = { readonly [K in "toTerraform" | "toMetadata"]: object };
type IsComplete = (element: TerraformElement) => boolean;

/** Methods that hand over finished data wherever they can, and do nothing else. */
const known = new WeakMap<object, IsComplete>();

/**
 * Says of an element, or of the prototype of all of its class, that it hands over finished data.
 *
 * @param isComplete is there nothing in its document that cdktf would have to look for, as far as that can be told
 *   without making it?
 */
export function handsOver<E extends Methods>(
  { toTerraform, toMetadata }: E,
  isComplete: (element: E) => boolean,
): void {
  known.set(toTerraform, isComplete as unknown as IsComplete).set(toMetadata, () => true);
}

/**
 * Is there nothing in a stack to prepare? cdktf makes all documents once before the synthesis, only to look for
 * references into other stacks and for a backend.
 */
export function needsNoPreparation(stack: TerraformStack): boolean {
  const elements: TerraformElement[] = [];
  if (!collect(stack, elements)) return false;
  let hasBackend = false;
  for (const element of elements) {
    if (known.get((element as Methods).toTerraform)?.(element) !== true) return false;
    hasBackend ||= TerraformBackend.isBackend(element);
  }
  return hasBackend;
}

/**
 * The document of a stack in which everything hands over finished data, as cdktf's `toTerraform` makes it. With a stack
 * per App, most of what cdktf does there is to search a few elements for tokens that they do not have. Undefined where
 * anything else stands in the stack: then the document is cdktf's to make.
 */
export function stackDocument(stack: TerraformStack): object | undefined {
  const overrides = overridesOf(stack);
  const elements: TerraformElement[] = [];
  if (!isFloorAlone(overrides) || !collect(stack, elements)) return undefined;
  const [document, metadata]: [Members, Members] = [{}, {}];
  metadata.version = stack.node.tryGetContext("cdktfVersion");
  metadata.stackName = stack.node.id;
  metadata.backend = "local"; // unless the stack has one
  metadata.overrides = { stack: Object.keys(overrides) };
  for (const element of elements) {
    const isMerged = merge(metadata, element.toMetadata()) && merge(document, element.toTerraform());
    if (!isMerged) return undefined;
  }
  document["//"] = { metadata, outputs: {} };
  addMembers(document, overrides);
  return document;
}

/** All elements of a stack, unless one of them is somebody else's. */
function collect(scope: IConstruct, elements: TerraformElement[]): boolean {
  for (const child of scope.node.children) {
    if (TerraformStack.isStack(child)) continue;
    if (TerraformElement.isTerraformElement(child)) {
      if (!isKnown(child)) return false;
      elements.push(child);
    }
    if (!collect(child, elements)) return false;
  }
  return true;
}

function isKnown({ toTerraform, toMetadata }: Methods): boolean {
  return known.has(toTerraform) && known.has(toMetadata);
}

/** Merges what an element handed over. False where it could not finish it, or only cdktf can merge it. */
function merge(target: Members, handedOver: unknown): boolean {
  if (handedOver instanceof Fragment) return addMembers(target, handedOver);
  return typeof handedOver === "object" && handedOver !== null && !hasMembers(handedOver);
}

function addMembers(target: Members, source: Readonly<Members>): boolean {
  for (const name of Object.keys(source)) {
    const [there, value] = [target[name], source[name]];
    if (there instanceof Rendered || (value instanceof Rendered && there !== undefined)) return false;
    if (Array.isArray(value))
      target[name] = Array.isArray(there) ? [...(there as unknown[]), ...(value as unknown[])] : value;
    else if (typeof value !== "object" || value === null || value instanceof Rendered) target[name] = value;
    else if (!addMembers((target[name] = isMembers(there) ? there : {}), value as Members)) return false;
  }
  return true;
}

function isMembers(x: unknown): x is Members {
  return typeof x === "object" && x !== null && !Array.isArray(x);
}
