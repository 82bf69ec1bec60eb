import {
  TerraformResource,
  type IResolvable,
  type TerraformMetaArguments,
  type TerraformProviderGeneratorMetadata,
} from "cdktf";
import { type Construct } from "constructs";
import { Address } from "./address";
import { Dependency } from "./dependency";
import { redefinesHooks } from "./hooks";
import { plainLifecycle } from "./lifecycle";
import { clone, type PlainData, type PlainObject, toPlainData } from "./plain-data";
import { AttributeReference } from "./reference";
import { Fragment, Rendered } from "./rendered";
import { stackOverrides } from "./stack-overrides";

/** The arguments of a resource in Terraform's own names. */
export type Attributes = Readonly<Record<string, unknown>>;
type Terraform = ReturnType<TerraformResource["toTerraform"]>;

/** cdktf writes or deletes these itself, whatever the arguments say. */
const WRITTEN_BY_CDKTF = ["//", "depends_on", "for_each", "provisioner"];
/**
 * The base of every resource this library emits: cdktf's own class with a short way for the usual case.
 *
 * A resource whose document is plain data hands it over finished, and cdktf does not search it for tokens. Everything
 * else (overrides, count, iterators, moves, foreign tokens, a subclass with its own way) is rendered by cdktf's code,
 * so that whatever works on a resource of cdktf works on this one. Readiness is decided anew on each call, because
 * Aspects and overrides come late.
 *
 * Two differences are left. Arguments are read once, in the constructor: changing an array after passing it has no
 * effect. And a resource of another class on the very address of one of ours is not merged with it, as two of ours
 * are: if it comes later cdktf throws, if it comes earlier ours replaces it.
 */
export abstract class Resource extends TerraformResource {
  // Names with # cannot meet an output's name: as properties of the instance they would hide its getter.

  /** The arguments in their final form, or undefined where cdktf has to resolve them. */
  readonly #plain: PlainObject | undefined;
  readonly #given: Attributes;
  #movedOrImported = false;
  #references?: Map<string, AttributeReference>;
  #path?: string;

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
    const plain = WRITTEN_BY_CDKTF.some((name) => name in attributes)
      ? undefined
      : toPlainData(attributes, this.cdktfStack);
    this.#plain = isPlainObject(plain) ? plain : undefined;
    this.#given = this.#plain ?? attributes;
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

  override importFrom(...args: Parameters<TerraformResource["importFrom"]>): void {
    this.#movedOrImported = true;
    super.importFrom(...args);
  }

  override moveTo(...args: Parameters<TerraformResource["moveTo"]>): void {
    this.#movedOrImported = true;
    super.moveTo(...args);
  }

  override moveToId(id: string): void {
    this.#movedOrImported = true;
    super.moveToId(id);
  }

  override moveFromId(id: string): void {
    this.#movedOrImported = true;
    super.moveFromId(id);
  }

  override toTerraform(): Terraform {
    const rendered = this.#render();
    if (rendered === undefined) return super.toTerraform();
    return new Fragment(this.terraformResourceType, this.friendlyUniqueId, rendered);
  }

  override toMetadata(): Terraform {
    return this.#movedOrImported || this.#hasOverrides ? super.toMetadata() : {};
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const plain = this.#plain;
    return plain === undefined ? { ...this.#given } : Object.fromEntries(entriesOf(plain));
  }

  /** The HCL writer guesses the kind of a value from the value itself. */
  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return this.synthesizeAttributes();
  }

  /** The finished attributes, a fresh copy that cdktf and its users may change; undefined when cdktf has to render. */
  #render(): Rendered | undefined {
    const address = Address.of(this);
    if (address.shared || !this.#isPlain) return undefined;
    const meta = this.#metaAttributes();
    if (meta === undefined) return undefined;
    const entries = [...entriesOf(this.#plain ?? {}), ...Object.entries(meta)];
    const rendered = new Rendered(address);
    for (const [name, value] of entries.sort(byName)) rendered[name] = value;
    return rendered;
  }

  get #isPlain(): boolean {
    const overrides = stackOverrides(this.cdktfStack);
    return (
      this.#plain !== undefined &&
      !this.#movedOrImported &&
      !this.#hasOverrides &&
      this.count === undefined &&
      !this.forEach &&
      !this.provisioners &&
      !this.connection &&
      overrides !== undefined &&
      !("resource" in overrides) &&
      this.#isUnchanged
    );
  }

  get #isUnchanged(): boolean {
    return !redefinesHooks(this, Resource.prototype);
  }

  get #hasOverrides(): boolean {
    return Object.keys(this.rawOverrides as object).length > 0;
  }

  /** What stands beside the arguments, where all of it is plain. */
  #metaAttributes(): Record<string, PlainData> | undefined {
    this.#path ??= this.node.path;
    const meta: Record<string, PlainData> = {
      "//": { metadata: { path: this.#path, uniqueId: this.friendlyUniqueId } },
    };
    if (this.provider !== undefined) {
      const { fqn } = this.provider;
      if (fqn.includes("TfToken[")) return undefined;
      meta.provider = fqn;
    }
    if (this.dependsOn) {
      const addresses = this.dependsOn.map((entry) => this.#addressOf(entry));
      if (!addresses.every((address) => address !== undefined)) return undefined;
      meta.depends_on = addresses;
    }
    if (this.lifecycle) {
      const lifecycle = plainLifecycle(this.lifecycle, this.cdktfStack);
      if (lifecycle === undefined) return undefined;
      meta.lifecycle = lifecycle;
    }
    return meta;
  }

  /** Reading `fqn` would make a reference with a stack trace, so this covers our own resources in this stack only. */
  #addressOf(entry: string): string | undefined {
    const on: unknown = Dependency.target(entry);
    if (!(on instanceof Resource) || on.cdktfStack !== this.cdktfStack || !on.#isUnchanged) return undefined;
    return `${on.terraformResourceType}.${on.friendlyUniqueId}`;
  }
}

function isPlainObject(data: PlainData | undefined): data is PlainObject {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

function entriesOf(plain: PlainObject): [string, PlainData][] {
  return Object.entries(plain).map(([name, value]) => [name, clone(value)]);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
