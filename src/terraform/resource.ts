import {
  type TerraformMetaArguments,
  type TerraformProvider,
  type TerraformProviderGeneratorMetadata,
  type TerraformResource,
} from "cdktf";
import { type Construct } from "constructs";
import { aboutToMakeDocument } from "./before-documents";
import { addInOrder, metaBlock } from "./block";
import { Dependency } from "./dependency";
import { type Attributes, FinalArguments } from "./final-arguments";
import { finished, finishedMetadata, handOver } from "./finished";
import { copyOf } from "./copy-of";
import { overridden } from "./overridden";
import type { PlainObject } from "./plain-data";
import { ReferableResource } from "./referable-resource";
import { handsOver } from "./stack-document";
import { hasMembers } from "./stack-overrides";

type Terraform = ReturnType<TerraformResource["toTerraform"]>;

/**
 * The base of every resource this library emits: cdktf's own class, which hands its document over finished where it
 * can. Whatever works on a resource of cdktf works on this one.
 *
 * One difference is left. A resource of another class on the very address of one of ours is not merged with it, as two
 * of ours are: if it comes later cdktf throws, if it comes earlier ours replaces it.
 */
export abstract class Resource extends ReferableResource {
  // Names with # cannot meet an output's name: as properties of the instance they would hide its getter.
  readonly #args: FinalArguments;
  #isImported = false;

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

  /** Do its arguments, and what cdktf adds to them, refer to nothing? */
  static #isComplete(resource: Resource): boolean {
    const { dependsOn, count, forEach, connection, lifecycle = {} } = resource;
    const { precondition, postcondition, replaceTriggeredBy } = lifecycle;
    const references = [dependsOn, count, forEach, connection, precondition, postcondition, replaceTriggeredBy];
    return resource.#args.isMade && resource.#isPlain && references.every((one) => one === undefined);
  }

  static {
    handsOver(this.prototype, (resource) => Resource.#isComplete(resource));
  }

  override get terraformMetaArguments(): Record<string, unknown> {
    const meta: Record<string, unknown> = super.terraformMetaArguments;
    // cdktf deletes what it has no value for, which matters only to arguments of these names.
    if (this.#args.has("depends_on") || this.#args.has("for_each")) return meta;
    // It also turns each name into snake case, with four regular expressions: half of its time for a document.
    const given: Record<string, unknown> = {};
    for (const name in meta) if (meta[name] !== undefined) given[name] = meta[name];
    return given;
  }

  override toTerraform(): Terraform {
    const stack = this.cdktfStack;
    aboutToMakeDocument(stack);
    // Whoever redefines this method may put anything into what it returns.
    if (this.toTerraform !== Resource.prototype.toTerraform) return super.toTerraform() as object;
    const path = ["resource", this.terraformResourceType, this.friendlyUniqueId];
    const args = this.#hasOwnBlock ? this.#args.forDocument(stack) : undefined;
    const meta = args && metaBlock(args, this.terraformMetaArguments, this.constructNodeMetadata, stack);
    const block = args && meta && this.#overridden(args, meta);
    if (block === undefined) return finished(this, super.toTerraform() as object, path);
    const document = handOver(this, path, ...block);
    return this.#isOverridden ? document : this.#args.lend(document);
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
    return this.#isOverridden ? copyOf(given) : { ...given };
  }

  /** The HCL writer guesses the kind of a value from the value itself. */
  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return this.synthesizeAttributes();
  }

  get #isPlain(): boolean {
    return this.#hasOwnBlock && !this.#isOverridden;
  }

  get #isOverridden(): boolean {
    return hasMembers(this.rawOverrides as object);
  }

  /** Is there nothing about it, but overrides, that only cdktf's own code knows how to write? */
  get #hasOwnBlock(): boolean {
    const hasBlocks = this.#isImported || this.hasResourceMove() !== undefined || this.provisioners !== undefined;
    return !hasBlocks && this.synthesizeAttributes === Resource.prototype.synthesizeAttributes;
  }

  /** The two parts of its block: overrides reach into all of it but the comment. */
  #overridden(args: PlainObject, meta: PlainObject): [PlainObject, PlainObject] | undefined {
    if (!this.#isOverridden) return [args, meta];
    if (this.#args.hasGap) return undefined;
    const { "//": comment = {}, ...others } = meta;
    const block: PlainObject = {};
    addInOrder(block, args, others);
    const merged = overridden(block, this.rawOverrides as Record<string, unknown>, this.cdktfStack);
    return merged && [merged, { "//": comment }];
  }
}
