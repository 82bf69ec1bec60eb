import { TerraformProvider } from "cdktf";
import { type Construct } from "constructs";
import { aboutToMakeDocument } from "./before-documents";
import { finished, finishedMetadata } from "./finished";
import { isPlainObject, type PlainObject, toPlainData } from "./plain-data";
import { requireProvider } from "./provider-floor";
import { Fragment, Rendered } from "./rendered";
import { handsOver } from "./stack-document";
import { hasMembers, reachesInto } from "./stack-overrides";

/** What the providers of a workspace and of an account have in common. */
export abstract class DatabricksProvider extends TerraformProvider {
  static readonly tfResourceType = "databricks";

  readonly #alias: string | undefined;

  constructor(scope: Construct, id: string, alias: string | undefined) {
    super(scope, id, {
      terraformResourceType: "databricks",
      terraformGeneratorMetadata: { providerName: "databricks" },
      terraformProviderSource: "databricks/databricks",
    });
    this.#alias = alias;
    requireProvider(this.cdktfStack);
  }

  static {
    handsOver(this.prototype, (provider) => provider.#plainBlock() !== undefined);
  }

  override get alias(): string | undefined {
    return this.#alias;
  }

  /** Raises the version of the provider that this stack asks for, such as `1.143.0`; never lowers it. */
  requireAtLeast(version: string): void {
    requireProvider(this.cdktfStack, version);
  }

  override toTerraform(): ReturnType<TerraformProvider["toTerraform"]> {
    aboutToMakeDocument(this.cdktfStack);
    const path = ["provider", this.terraformResourceType];
    if (this.toTerraform !== DatabricksProvider.prototype.toTerraform) return super.toTerraform() as object;
    const block = this.#plainBlock();
    if (block === undefined || reachesInto(this.cdktfStack, path)) {
      return finished(this, super.toTerraform() as object, path);
    }
    const required = { [this.terraformResourceType]: { source: this.terraformProviderSource ?? "" } };
    const provider = { [this.terraformResourceType]: [new Rendered(block, undefined)] };
    return new Fragment({ provider: provider as unknown as PlainObject, terraform: { required_providers: required } });
  }

  override toMetadata(): ReturnType<TerraformProvider["toMetadata"]> {
    return finishedMetadata(this, super.toMetadata() as object);
  }

  /** What cdktf would make of plain attributes; it spends its time on names that are in snake case already. */
  #plainBlock(): PlainObject | undefined {
    if (hasMembers(this.rawOverrides as object)) return undefined;
    const attributes = this.synthesizeAttributes() as Readonly<Record<string, unknown>>;
    for (const name in attributes) {
      if (typeof attributes[name] === "object" || !/^[a-z]+(?:_[a-z]+)*$/.test(name)) return undefined;
    }
    const alias = this.alias === undefined ? {} : { alias: this.alias };
    const block = toPlainData({ ...attributes, ...alias }, this.cdktfStack);
    return isPlainObject(block) ? block : undefined;
  }

  /** The HCL writer guesses the kind of a value from the value itself. */
  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return this.synthesizeAttributes();
  }
}
