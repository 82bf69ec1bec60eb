import { type IResolveContext } from "cdktf";
import { type Address } from "./address";

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

/** The finished attributes of one resource. */
export class Rendered {
  [attribute: string]: unknown;
  readonly #address: Address;

  constructor(address: Address) {
    this.#address = address;
  }

  /** No token any more once a second resource stands on the address: cdktf merges the two, but refuses tokens. */
  get resolve(): typeof resolveToItself | undefined {
    return this.#address.shared ? undefined : resolveToItself;
  }

  /** Named in cdktf's message when a resource that is not ours stands on the address. */
  toString(): string {
    return this.#address.text;
  }

  /** An attribute of such a name could not be set. */
  static reserves(name: string): boolean {
    return name in Rendered.prototype;
  }
}

/** What `toTerraform()` of a ready resource returns. A token as a whole: cdktf walks no level of it. */
export class Fragment {
  readonly resource: { readonly [type: string]: { readonly [id: string]: Rendered } };

  constructor(type: string, id: string, attributes: Rendered) {
    this.resource = { [type]: { [id]: attributes } };
  }

  get resolve(): typeof resolveToItself {
    return resolveToItself;
  }
}
