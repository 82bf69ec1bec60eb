import { type IAspect, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

type Tags = Readonly<Record<string, string>>;

/** Where each type of resource that costs money has its tags, and in which form. */
const PLACES: Readonly<Record<string, (tags: Tags) => readonly [path: string, value: unknown]>> = {
  databricks_sql_endpoint: (tags) => ["tags.custom_tags", Object.entries(tags).map(([key, value]) => ({ key, value }))],
  databricks_job: (tags) => ["tags", tags],
};

/** Tags whatever costs money in a stack, whoever made it: `Aspects.of(stack).add(new CostTags({ ... }))`. */
export class CostTags implements IAspect {
  constructor(private readonly tags: Tags) {}

  visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node)) return;
    const place = PLACES[node.terraformResourceType];
    if (place !== undefined) node.addOverride(...place(this.tags));
  }
}
