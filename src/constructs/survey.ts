import { TerraformBackend, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** What the check of a program looks for in its tree. */
export interface Survey {
  /** Every stack, ours and others, from the root down. */
  readonly stacks: readonly TerraformStack[];
  /** The backends in each stack, without those of the stacks below it. */
  readonly backends: ReadonlyMap<TerraformStack, readonly TerraformBackend[]>;
  /** Resources of the types that were asked for. */
  readonly resources: readonly TerraformResource[];
}

/** One walk through the tree, which is the largest thing of a program, for everything that is looked for. */
export function survey(root: IConstruct, types: readonly string[]): Survey {
  const stacks: TerraformStack[] = [];
  const resources: TerraformResource[] = [];
  const backends = new Map<TerraformStack, TerraformBackend[]>();
  const visit = (construct: IConstruct, above: TerraformBackend[]): void => {
    let own = above;
    if (TerraformResource.isTerraformResource(construct)) {
      if (types.includes(construct.terraformResourceType)) resources.push(construct);
    } else if (TerraformBackend.isBackend(construct)) own.push(construct);
    else if (TerraformStack.isStack(construct)) {
      stacks.push(construct);
      backends.set(construct, (own = []));
    }
    for (const child of construct.node.children) visit(child, own);
  };
  visit(root, []);
  return { stacks, backends, resources };
}
