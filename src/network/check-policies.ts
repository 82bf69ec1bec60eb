import type { Issue } from "../errors";
import { DEFAULT_POLICY, POLICY_ID } from "../facts/network";
import type { Workspace } from "../workspace/workspace";

/** Where an egress policy is attached, as its construct was given it. */
export interface PolicyAttachment {
  readonly accountId: string;
  readonly policyId: string;
  readonly attachTo: readonly Workspace[];
  /** Workspaces that go back to the default policy. */
  readonly detach: readonly Workspace[];
  readonly replaces?: string;
}

/** Every problem of one attachment, with paths from the policy's props inwards. */
export function checkAttachment({ accountId, policyId, attachTo, detach, replaces }: PolicyAttachment): Issue[] {
  const issues = [...foreign(attachTo, accountId, "attachTo"), ...foreign(detach, accountId, "detach")];
  if (attachTo.length + detach.length === 0) {
    const message = "a policy without a workspace governs nothing";
    const fix = "name a workspace; to remove the policy, name its workspaces in detach first";
    issues.push({ code: "egress.no-workspace", path: ["attachTo"], message, fix });
  }
  if (replaces === undefined) return issues;
  if (typeof replaces !== "string" || !POLICY_ID.value.test(replaces)) {
    const message = "a policy's id has 1 to 32 letters, digits and _ . -";
    issues.push({ code: "egress.replaces", path: ["replaces"], message, got: replaces });
  } else if (replaces === policyId || replaces === DEFAULT_POLICY.value) {
    const message = `${replaces} is replaced without being named`;
    issues.push({ code: "egress.replaces", path: ["replaces"], message, got: replaces, fix: "leave it out" });
  }
  return issues;
}

function foreign(workspaces: readonly Workspace[], accountId: string, prop: string): Issue[] {
  return workspaces.flatMap((workspace, index): Issue[] => {
    if (workspace.accountId === accountId) return [];
    const message = `workspace ${workspace.name} is in another account than the policy`;
    const path = [prop, index];
    return [{ code: "egress.account", path, message, got: workspace.accountId, allowed: [accountId] }];
  });
}

/** What several policies of a program do to each other: an issue and the index of whose it is. */
export function checkPoliciesTogether(
  policies: readonly PolicyAttachment[],
): readonly { readonly index: number; readonly issue: Issue }[] {
  const governed = new Map<string, string>();
  const ids = new Set<string>();
  return policies.flatMap(({ accountId, policyId, attachTo, detach }, index) => {
    const found: { readonly index: number; readonly issue: Issue }[] = [];
    const id = `${accountId} ${policyId}`;
    if (ids.has(id)) {
      const message = `two policies of the account have the id ${policyId}: each would overwrite the other`;
      found.push({ index, issue: { code: "egress.policy-twice", path: ["policyId"], message, fix: "rename one" } });
    }
    ids.add(id);
    const own = new Map([...attachTo, ...detach].map((workspace) => [workspace.workspaceId, workspace.name]));
    for (const [workspaceId, name] of own) {
      const first = governed.get(workspaceId);
      governed.set(workspaceId, first ?? policyId);
      if (first === undefined) continue;
      const message = `workspace ${name} has the policy ${first} already, and a workspace has one`;
      const issue = { code: "egress.workspace-twice", path: ["attachTo"], message, fix: "merge the two policies" };
      found.push({ index, issue });
    }
    return found;
  });
}
