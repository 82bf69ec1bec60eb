import { type IResolvable, TerraformResource, Token } from "cdktf";
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

  /** A new one each time: the map or list that cdktf makes of it belongs to whoever asked, who may change it. */
  override interpolationForAttribute(attribute: string): IResolvable {
    if (this.forEach) return super.interpolationForAttribute(attribute);
    return this.#reference(attribute).again();
  }

  override getStringAttribute(attribute: string): string {
    return this.forEach ? super.getStringAttribute(attribute) : Token.asString(this.#reference(attribute));
  }

  override getNumberAttribute(attribute: string): number {
    return this.forEach ? super.getNumberAttribute(attribute) : Token.asNumber(this.#reference(attribute));
  }

  #reference(attribute: string): AttributeReference {
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
