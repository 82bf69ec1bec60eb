import { type IResolvable, TerraformResource } from "cdktf";
import { AttributeReference } from "./reference";

/** cdktf's own class, which makes its references without stack traces. */
export abstract class ReferableResource extends TerraformResource {
  // Names with # cannot meet an output's name: as properties of the instance they would hide its getter.
  #references?: Map<string, AttributeReference>;
  #fqn?: string;

  override get fqn(): string {
    this.#fqn ??= new AttributeReference(
      `${this.terraformResourceType}.${this.friendlyUniqueId}`,
      this.cdktfStack,
    ).toString();
    return this.#fqn;
  }

  override overrideLogicalId(newLogicalId: string): void {
    this.#refuseIfReferenced();
    super.overrideLogicalId(newLogicalId);
  }

  override resetOverrideLogicalId(): void {
    this.#refuseIfReferenced();
    super.resetOverrideLogicalId();
  }

  override interpolationForAttribute(attribute: string): IResolvable {
    if (this.forEach) return super.interpolationForAttribute(attribute);
    this.#references ??= new Map();
    let reference = this.#references.get(attribute);
    if (reference === undefined) {
      const identifier = `${this.terraformResourceType}.${this.friendlyUniqueId}.${attribute}`;
      reference = new AttributeReference(identifier, this.cdktfStack);
      this.#references.set(attribute, reference);
    }
    return reference;
  }

  /** An id must not change once its address was given away. cdktf has the message, for its own reference. */
  #refuseIfReferenced(): string | undefined {
    return this.#fqn === undefined ? undefined : super.fqn;
  }
}
