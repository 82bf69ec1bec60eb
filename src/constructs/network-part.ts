import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Issue } from "../errors";
import { AccountProvider } from "../terraform/account-provider";
import { checkAccount } from "../workspace/check-account";
import type { Workspace } from "../workspace/workspace";

/** What is wrong with the provider that a part of the network was given, if anything. */
export function providerIssues(construct: Construct, provider: unknown): Issue[] {
  const path = ["provider"];
  if (!AccountProvider.isAccountProvider(provider)) {
    const message = "networks and policies are made with the provider of an account";
    return [{ code: "provider.other-kind", path, message, fix: "pass the provider of an AccountStack" }];
  }
  const own = provider.cdktfStack === TerraformStack.of(construct);
  const fix = "pass the provider that stands in the same stack";
  const elsewhere = { code: "provider.other-stack", path, message: "this provider stands in another stack", fix };
  return [
    ...(own ? [] : [elsewhere]),
    ...checkAccount(provider.workspaces).map((issue) => ({ ...issue, path: [...path, ...issue.path] })),
  ];
}

/** Plain JavaScript may pass anything: what is no workspace is reported and left out. */
export function workspacesOf(
  given: unknown,
  prop: string,
): { readonly workspaces: Workspace[]; readonly issues: Issue[] } {
  if (!Array.isArray(given)) {
    const message = "expected a list of workspaces";
    return { workspaces: [], issues: [{ code: "schema.type", path: [prop], message }] };
  }
  const isWorkspace = (item: unknown): item is Workspace => typeof item === "object" && item !== null;
  const issues = given.flatMap((item: unknown, index): Issue[] => {
    if (isWorkspace(item)) return [];
    const message = "expected a workspace, made by defineWorkspace";
    return [{ code: "schema.type", path: [prop, index], message }];
  });
  return { workspaces: given.filter(isWorkspace), issues };
}

/** A construct for each workspace is called by its name: of two with one name only the first can be made. */
export function firstOfEachName(workspaces: readonly Workspace[]): {
  readonly first: Workspace[];
  readonly issues: Issue[];
} {
  const first = workspaces.filter(
    (workspace, index) => index === workspaces.findIndex(({ name }) => name === workspace.name),
  );
  const issues = workspaces
    .filter((workspace) =>
      first.some(({ name, workspaceId }) => name === workspace.name && workspaceId !== workspace.workspaceId),
    )
    .map(({ name }): Issue => {
      const message = `two workspaces are called ${name}`;
      return { code: "workspace.name-twice", path: ["attachTo"], message, got: name, fix: "rename one of them" };
    });
  return { first, issues };
}

/** Not `fqn`, which is a token: its text depends on the order of creation. */
export function addressOf(resource: {
  readonly terraformResourceType: string;
  readonly friendlyUniqueId: string;
}): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
