import { type TerraformResource, TerraformStack } from "cdktf";
import type { WrittenResources } from "../assembly/documents";
import type { Issue } from "../errors";
import { NCC_BINDING } from "../terraform/network-connectivity";
import { NETWORK_OPTION, NETWORK_POLICY } from "../terraform/network-policy";

/** What governs a whole workspace. */
export const WORKSPACE_WIDE = [NETWORK_POLICY, NETWORK_OPTION];

/**
 * Policies, and what attaches them, in a stack that is not an account's, whoever made them. A policy governs every
 * serverless workload of a workspace: the stack of one app must not hold one.
 *
 * @param found every resource of {@link WORKSPACE_WIDE}
 */
export function outsideAccountStacks(
  found: readonly TerraformResource[],
  isOfAccount: (stack: TerraformStack) => boolean,
): Issue[] {
  return found
    .filter((resource) => !isOfAccount(TerraformStack.of(resource)))
    .map(({ node, terraformResourceType }) => outsideAccountStack([node.path], terraformResourceType));
}

export function outsideAccountStack(path: Issue["path"], type: string): Issue {
  return {
    code: "network.outside-account-stack",
    path,
    message: `a ${type} governs every serverless workload of its workspace, so only an AccountStack may hold one`,
    fix: "move it to the platform's AccountStack; an app declares what it has to reach as egress",
  };
}

/** What the checks below look at in the documents. */
export const TYPES_OF_WORKSPACES = [NETWORK_POLICY, NETWORK_OPTION, NCC_BINDING];

/** Every written resource of those types, by stack, type and id. */
type Documents = Readonly<Record<string, WrittenResources>>;

/** The same over what was written: overrides and late Aspects never were in the tree. */
export function writtenOutsideAccountStacks(documents: Documents, isOfAccount: (stackId: string) => boolean): Issue[] {
  return Object.entries(documents)
    .filter(([stack]) => !isOfAccount(stack))
    .flatMap(([stack, resources]) =>
      WORKSPACE_WIDE.flatMap((type) =>
        Object.keys(resources[type] ?? {}).map((id) => outsideAccountStack([stack, type, id], type)),
      ),
    );
}

/**
 * Two settings of one workspace in a program, of which the last to be applied silently wins. Those of our constructs
 * are compared before; here are those that somebody wrote beside them, and what overrides made of any.
 */
export function writtenTwice(documents: Documents): Issue[] {
  return [NETWORK_OPTION, NCC_BINDING].flatMap((type) => {
    const first = new Map<string, string>();
    const all = Object.entries(documents).flatMap(([stack, resources]) =>
      Object.entries(resources[type] ?? {}).map(([id, resource]) => ({ stack, id, resource })),
    );
    return all.flatMap(({ stack, id, resource }): Issue[] => {
      const workspaceId = (resource as { readonly workspace_id?: unknown } | null)?.workspace_id;
      if (typeof workspaceId !== "string" && typeof workspaceId !== "number") return [];
      const before = first.get(String(workspaceId));
      first.set(String(workspaceId), before ?? `${type}.${id} of ${stack}`);
      if (before === undefined) return [];
      const message = `${before} is of the same workspace: the one that is applied last wins, and nobody says which`;
      const fix = "keep one of them";
      return [{ code: "network.workspace-twice", path: [stack, type, id], message, got: workspaceId, fix }];
    });
  });
}
