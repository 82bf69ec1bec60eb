import {
  type IResolvable,
  type TerraformMetaArguments,
  type TerraformProvider,
  type TerraformProviderGeneratorMetadata,
  TerraformResource,
} from "cdktf";
import { type Construct } from "constructs";
import { metaBlock } from "./block";
import { Dependency } from "./dependency";
import { type Attributes, FinalArguments } from "./final-arguments";
import { finished, finishedMetadata, handOver } from "./finished";
import { copyOf } from "./copy-of";
import { AttributeReference } from "./reference";
import { handsOver } from "./stack-document";
import { hasMembers } from "./stack-overrides";

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
  readonly #args: FinalArguments;
  #isImported = false;
  #references?: Map<string, AttributeReference>;
  #fqn?: string;

  /** @param made makes its arguments, in their final form, in the place of those in `config` */
  constructor(
    scope: Construct,
    id: string,
    type: string,
    provider: TerraformProviderGeneratorMetadata,
    config: Attributes & TerraformMetaArguments,
    made?: () => Attributes,
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
    const meta = { count, provider: instance, lifecycle, forEach, provisioners, connection };
    super(scope, id, { terraformResourceType: type, terraformGeneratorMetadata: provider, ...meta });
    // Not through super(), which captures a stack trace per entry.
    if (Array.isArray(dependsOn)) this.dependsOn = dependsOn.map((on) => new Dependency(on).toString());
    this.#args = new FinalArguments(made ?? attributes);
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
    if (this.#args.has("depends_on") || this.#args.has("for_each")) return meta;
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
    // Whoever redefines this method may put anything into what it returns.
    if (this.toTerraform !== Resource.prototype.toTerraform) return super.toTerraform() as object;
    const path = ["resource", this.terraformResourceType, this.friendlyUniqueId];
    const [stack, args] = [this.cdktfStack, this.#isPlain ? this.#args.forDocument(this.cdktfStack) : undefined];
    const meta = args && metaBlock(args, this.terraformMetaArguments, this.constructNodeMetadata, stack);
    if (args === undefined || meta === undefined) return finished(this, super.toTerraform() as object, path);
    return this.#args.lend(handOver(this, path, args, meta));
  }

  override toMetadata(): Terraform {
    if (this.#isPlain) return {};
    return finishedMetadata(this, super.toMetadata() as object);
  }

  override importFrom(id: string, provider?: TerraformProvider): void {
    this.#isImported = true;
    super.importFrom(id, provider);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { given } = this.#args;
    // cdktf merges overrides into the lists it is given, which are the user's own.
    return hasMembers(this.rawOverrides as object) ? copyOf(given) : { ...given };
  }

  /** The HCL writer guesses the kind of a value from the value itself. */
  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return this.synthesizeAttributes();
  }

  /** Is there nothing about it that only cdktf's own code knows how to write? */
  get #isPlain(): boolean {
    const hasBlocks = this.#isImported || this.hasResourceMove() !== undefined || this.provisioners !== undefined;
    const isOwn = this.synthesizeAttributes === Resource.prototype.synthesizeAttributes;
    return isOwn && !hasBlocks && !hasMembers(this.rawOverrides as object);
  }

  /** An id must not change once its address was given away. cdktf has the message, for its own reference. */
  #refuseIfReferenced(): string | undefined {
    return this.#fqn === undefined ? undefined : super.fqn;
  }
}

handsOver(Resource.prototype);
