import { type IResolvable, TerraformDataSource, type TerraformMetaArguments } from "cdktf";
import { type Construct } from "constructs";
import { finished, finishedMetadata } from "./finished";
import type { Tf } from "./l1";
import { copyOf } from "./copy-of";
import { handsOver } from "./stack-document";

/** The class of one kind of data source: arguments in Terraform's own names. */
export interface DataSource<C extends object> {
  readonly tfResourceType: string;
  new (
    scope: Construct,
    id: string,
    config: { readonly [K in keyof C]: Tf<C[K]> } & TerraformMetaArguments,
  ): TerraformDataSource & { interpolationForAttribute(attribute: string): IResolvable };
}

type Terraform = ReturnType<TerraformDataSource["toTerraform"]>;

/** By this name cdktf checks that a stack with our data sources has a provider for them. */
const PROVIDER = Object.freeze({ providerName: "databricks" });

/** Declares a Terraform data source: `dataSource<Config>("databricks_workspace_network_option")`. */
export function dataSource<C extends object>(type: string): DataSource<C> {
  class Declared extends TerraformDataSource {
    static readonly tfResourceType = type;
    private readonly given: Readonly<Record<string, unknown>>;

    constructor(scope: Construct, id: string, config: Readonly<Record<string, unknown>> & TerraformMetaArguments) {
      const { dependsOn, count, provider, lifecycle, forEach, provisioners, connection, ...attributes } = config;
      const meta = { dependsOn, count, provider, lifecycle, forEach, provisioners, connection };
      super(scope, id, { terraformResourceType: type, terraformGeneratorMetadata: PROVIDER, ...meta });
      this.given = attributes;
    }

    override toTerraform(): Terraform {
      const document = super.toTerraform() as object;
      if (this.toTerraform !== Declared.prototype.toTerraform) return document;
      return finished(this, document, ["data", type, this.friendlyUniqueId]);
    }

    override toMetadata(): Terraform {
      return finishedMetadata(this, super.toMetadata() as object);
    }

    protected override synthesizeAttributes(): Record<string, unknown> {
      return copyOf(this.given);
    }

    protected override synthesizeHclAttributes(): Record<string, unknown> {
      return this.synthesizeAttributes();
    }
  }
  handsOver(Declared.prototype, () => false);
  return Declared;
}
