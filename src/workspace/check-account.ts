import type { Issue } from "../errors";
import type { Workspace } from "./workspace";

/** Can one provider of an account serve these workspaces? What is wrong with each by itself is checked elsewhere. */
export function checkAccount(workspaces: readonly Workspace[]): readonly Issue[] {
  const all: readonly Workspace[] = Array.isArray(workspaces) ? workspaces : [];
  const [first] = all;
  if (typeof first !== "object" || first === null) {
    const message = "the account follows from its workspaces, and there is none";
    return [{ code: "account.no-workspace", path: ["workspaces"], message, fix: "pass at least one workspace" }];
  }
  const issues: Issue[] = all.flatMap((workspace, index) => {
    if (typeof workspace !== "object" || workspace === null || workspace.accountId === first.accountId) return [];
    const message = `workspace ${workspace.name} is in another account than ${first.name}`;
    const fix = "make a stack for each account";
    return [{ code: "account.several", path: ["workspaces", index, "accountId"], message, fix }];
  });
  if (first.auth?.type === "profile" && first.auth.authType === "pat") {
    const message = "an account has no personal access tokens: they belong to one workspace";
    const fix = "put a workspace first that signs in by OAuth";
    issues.push({ code: "account.auth", path: ["workspaces", 0, "auth", "authType"], message, fix });
  }
  return issues;
}
