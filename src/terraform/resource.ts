import {
  type IResolvable,
  type TerraformMetaArguments,
  type TerraformProviderGeneratorMetadata,
  TerraformResource,
} from "cdktf";
import { type Construct } from "constructs";
import { Dependency } from "./dependency";
import { finished, finishedMetadata } from "./finished";
import { copyOf } from "./copy-of";
import { AttributeReference } from "./reference";

/** The arguments of a resource in Terraform's own names. */
export type Attributes = Readonly<Record<string, unknown>>;
type Terraform = ReturnType<TerraformResource["toTerraform"]>;

/**
 * The base of every resource this library emits: cdktf's own class, which makes its references without stack traces and
 * hands its document over finished where it can. Whatever works on a resource of cdktf works on this one.
 *
 * One difference is left. A resource of another class on the very address of one of ours is not merged with it, as two
 * of ours are: if it comes later cdktf throws, if it comes earlier ours replaces it.
 */
export abstract class Resource extends TerraformResource {
  // Names with # cannot meet an output's name: as properties of the instance they would hide its getter.

  readonly #given: Attributes;
  #references?: Map<string, AttributeReference>;
  #fqn?: string;

  constructor(
    scope: Construct,
    id: string,
    type: string,
    provider: TerraformProviderGeneratorMetadata,
    config: Attributes & TerraformMetaArguments,
  ) {
    const {
      dependsOn,
      count,
      provider: instance,
      lifecycle,
      forEach,
      provisioners,
      connection,
      ...attributes
    } = config;
    super(scope, id, {
      terraformResourceType: type,
      terraformGeneratorMetadata: provider,
      count,
      provider: instance,
      lifecycle,
      forEach,
      provisioners,
      connection,
    });
    // Not through super(), which captures a stack trace per entry.
    if (Array.isArray(dependsOn)) this.dependsOn = dependsOn.map((on) => new Dependency(on).toString());
    this.#given = attributes;
  }

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

  override get terraformMetaArguments(): Record<string, unknown> {
    const meta: Record<string, unknown> = super.terraformMetaArguments;
    // cdktf deletes what it has no value for, which matters only to arguments of these names.
    if ("depends_on" in this.#given || "for_each" in this.#given) return meta;
    // It also turns each name into snake case, with four regular expressions: half of its time for a document.
    return Object.fromEntries(Object.entries(meta).filter(([, value]) => value !== undefined));
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

  override toTerraform(): Terraform {
    const document = super.toTerraform() as object;
    // Whoever redefines this method may put anything into what it returns.
    if (this.toTerraform !== Resource.prototype.toTerraform) return document;
    return finished(this, document, ["resource", this.terraformResourceType, this.friendlyUniqueId]);
  }

  override toMetadata(): Terraform {
    return finishedMetadata(this, super.toMetadata() as object);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    // cdktf merges overrides into the lists it is given, which are the user's own.
    return Object.keys(this.rawOverrides as object).length > 0 ? copyOf(this.#given) : { ...this.#given };
  }

  /** The HCL writer guesses the kind of a value from the value itself. */
  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return this.synthesizeAttributes();
  }

  /** An id must not change once its address was given away. cdktf has the message, for its own reference. */
  #refuseIfReferenced(): string | undefined {
    return this.#fqn === undefined ? undefined : super.fqn;
  }
}
