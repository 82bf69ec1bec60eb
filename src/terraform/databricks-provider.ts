import { TerraformProvider } from "cdktf";
import { type Construct } from "constructs";
import { finished, finishedMetadata } from "./finished";
import { requireProvider } from "./provider-floor";
import { handsOver } from "./stack-document";

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

  override get alias(): string | undefined {
    return this.#alias;
  }

  /** Raises the version of the provider that this stack asks for, such as `1.143.0`; never lowers it. */
  requireAtLeast(version: string): void {
    requireProvider(this.cdktfStack, version);
  }

  override toTerraform(): ReturnType<TerraformProvider["toTerraform"]> {
    const document = super.toTerraform() as object;
    if (this.toTerraform !== DatabricksProvider.prototype.toTerraform) return document;
    return finished(this, document, ["provider", this.terraformResourceType]);
  }

  override toMetadata(): ReturnType<TerraformProvider["toMetadata"]> {
    return finishedMetadata(this, super.toMetadata() as object);
  }

  /** The HCL writer guesses the kind of a value from the value itself. */
  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return this.synthesizeAttributes();
  }
}

handsOver(DatabricksProvider.prototype);
