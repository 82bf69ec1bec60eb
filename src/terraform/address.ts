import { type TerraformResource, type TerraformStack } from "cdktf";

const addresses = new WeakMap<TerraformStack, Map<string, Address>>();

/**
 * The address of a resource in its stack, such as `databricks_app.orders`.
 *
 * Two resources can come to stand on one address (`overrideLogicalId`, or the ids `a.b` and `ab`). cdktf then merges
 * them, attribute by attribute, so neither may be handed over as finished data.
 */
export class Address {
  private isShared = false;

  private constructor(
    readonly text: string,
    private readonly owner: TerraformResource,
  ) {}

  /** The address a resource stands on. Every resource of ours asks before it renders, ready or not. */
  static of(resource: TerraformResource): Address {
    const stack = resource.cdktfStack;
    let known = addresses.get(stack);
    if (known === undefined) addresses.set(stack, (known = new Map<string, Address>()));
    const text = `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
    const address = known.get(text);
    if (address === undefined) {
      const made = new Address(text, resource);
      known.set(text, made);
      return made;
    }
    if (address.owner !== resource) address.isShared = true;
    return address;
  }

  /** Has a second resource asked for this address? Stays so: cheaper than being right about removed resources. */
  get shared(): boolean {
    return this.isShared;
  }
}
