import { type TerraformElement, type TerraformStack } from "cdktf";

const addresses = new WeakMap<TerraformStack, Map<string, Address>>();

/**
 * Where an element stands in its stack's document, such as `resource.databricks_app.orders`.
 *
 * Two elements can come to stand on one address (`overrideLogicalId`, or the ids `a.b` and `ab`). cdktf then merges
 * them, member by member, so neither may be handed over as finished data.
 */
export class Address {
  private isShared = false;

  private constructor(
    readonly text: string,
    private readonly owner: TerraformElement,
  ) {}

  /** Every element of ours asks before it hands its document over, finished or not. */
  static of(element: TerraformElement, stack: TerraformStack, text: string): Address {
    let known = addresses.get(stack);
    if (known === undefined) addresses.set(stack, (known = new Map<string, Address>()));
    const address = known.get(text);
    if (address === undefined) {
      const made = new Address(text, element);
      known.set(text, made);
      return made;
    }
    if (address.owner !== element) address.isShared = true;
    return address;
  }

  /** Has a second element asked for this address? Stays so: cheaper than being right about removed elements. */
  get shared(): boolean {
    return this.isShared;
  }
}
