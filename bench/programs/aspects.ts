import { type App, Aspects, TerraformResource, type TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

const OVERRIDDEN = "databricks_app.app-0";

/**
 * What both programs have on top: one Aspect that looks at everything, and one override. They reach the library's
 * resources and cdktf's own by the same code.
 */
export function addAspectAndOverride(app: App): void {
  const types = new Map<string, number>();
  let done = false;
  Aspects.of(app).add({
    visit(node: IConstruct): void {
      if (!TerraformResource.isTerraformResource(node)) return;
      const type = node.terraformResourceType;
      types.set(type, (types.get(type) ?? 0) + 1);
      if (done || `${type}.${node.friendlyUniqueId}` !== OVERRIDDEN) return;
      done = true;
      node.addOverride("lifecycle.create_before_destroy", false);
    },
  });
}

/** The company's tagging Aspect: says on every resource of a stack who pays, as far as its type has a place for it. */
export function tag(stack: TerraformStack): void {
  Aspects.of(stack).add({
    visit(node: IConstruct): void {
      if (!TerraformResource.isTerraformResource(node)) return;
      if (node.terraformResourceType === "databricks_app") node.addOverride("description", "Paid by cost centre 4711");
      node.addOverride("lifecycle.create_before_destroy", false);
    },
  });
}
