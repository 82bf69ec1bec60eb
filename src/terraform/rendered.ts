import { type IResolveContext } from "cdktf";
import { type Address } from "./address";
import { type PlainData, type PlainObject } from "./plain-data";

/**
 * What makes finished data fast: a token that resolves to itself.
 *
 * cdktf walks every document three times in search of tokens, and that walk is most of the time of a synthesis. It
 * stops at a token, whatever the token's post-processor returns, so an object that is a token and post-processes to
 * itself passes through unwalked. `resolve` stands on the prototype: to deepMerge, to the JSON writers and to anybody
 * who reads `toTerraform().resource`, the object is ordinary data.
 */
function resolveToItself(this: unknown, context: IResolveContext): undefined {
  context.registerPostProcessor({ postProcess: () => this });
  return undefined;
}

const RENDERED = Symbol.for("databricks-apps-constructs/Rendered");

/** Finished data that cdktf puts into the stack's document as a whole, such as the attributes of one resource. */
export class Rendered {
  [key: string]: unknown;
  readonly #address: Address | undefined;

  /** @param address where it will stand; undefined in a list, whose items are never merged */
  constructor(data: PlainObject, address: Address | undefined) {
    this.#address = address;
    Object.assign(this, data);
  }

  /** No token any more once a second element stands on the address: cdktf merges the two, but refuses tokens. */
  get resolve(): typeof resolveToItself | undefined {
    return this.#address?.shared === true ? undefined : resolveToItself;
  }

  /** Named in cdktf's message when an element that is not ours stands on the address. */
  toString(): string {
    return this.#address?.text ?? "";
  }

  /** Not `instanceof`: two copies of this library in one program know each other's data. */
  static is(x: object): boolean {
    return RENDERED in x;
  }

  /** A member of such a name could not be set. */
  static reserves(name: string): boolean {
    return name in Rendered.prototype;
  }
}

Object.defineProperty(Rendered.prototype, RENDERED, { value: true });

/** What an element hands to cdktf, which merges its blocks into the stack's document. No level of it is walked. */
export class Fragment {
  [block: string]: PlainData | Rendered;
  #isPrepared = false;

  constructor(blocks: PlainObject | Record<string, PlainData | Rendered>) {
    Object.assign(this, blocks);
  }

  /** Did cdktf take it to prepare a synthesis? That only looks for references, and lets go of all the rest. */
  static isPrepared(fragment: Fragment): boolean {
    return fragment.#isPrepared;
  }

  static #resolve(this: Fragment, context: IResolveContext): undefined {
    if (context.preparing) this.#isPrepared = true;
    resolveToItself.call(this, context);
  }

  // @ts-expect-error: no data, as every other member is; to cdktf, a token
  get resolve(): (context: IResolveContext) => undefined {
    return Fragment.#resolve;
  }
}
