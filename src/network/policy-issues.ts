import { type Destination, destinationsSchema } from "../definition/destination";
import { problems } from "../definition/parse";
import type { Issue } from "../errors";
import { DEFAULT_POLICY, POLICY_DESTINATIONS, POLICY_ID, TIERS_WITH_POLICIES } from "../facts/network";
import type { Workspace } from "../workspace/workspace";
import type { PolicyEntry, PolicyWorkspace } from "./egress-policy";
import { covers, describeDestination, hostPattern, storageType } from "./host";
import type { EgressNeeds } from "./needs";
import type { Asked } from "./policy-entry";

/** Of the policy's id and the workspaces that it is attached to. */
export function placeIssues({
  policyId,
  attachTo,
}: {
  readonly policyId: string;
  readonly attachTo: readonly Workspace[];
}): Issue[] {
  const issues: Issue[] = [];
  if (typeof policyId !== "string" || !POLICY_ID.value.test(policyId) || policyId === DEFAULT_POLICY.value) {
    issues.push({
      code: "egress.policy-id",
      path: ["policyId"],
      message: `a policy's id has 1 to 32 letters, digits and _ . -, and ${DEFAULT_POLICY.value} is the vendor's own`,
      got: policyId,
      fix: "choose an id like prod-egress: it cannot be changed later",
    });
  }
  attachTo.forEach(({ name, workspaceId, tier, cloud }, index) => {
    const path = ["attachTo", index];
    if (!TIERS_WITH_POLICIES.value.includes(tier)) {
      const message = `network policies need the tier Premium or above, and ${name} is below`;
      issues.push({ code: "egress.tier", path, message, got: tier, allowed: TIERS_WITH_POLICIES.value });
    }
    if (attachTo.findIndex((other) => other.workspaceId === workspaceId) !== index) {
      issues.push({ code: "egress.workspace-twice", path, message: `${name} is named twice`, fix: "name it once" });
    }
    if (cloud !== attachTo[0]?.cloud) {
      const message = "an account, and so a policy, is in one cloud; these workspaces are in several";
      issues.push({ code: "egress.clouds", path, message, got: cloud, fix: "make a policy for each account" });
    }
  });
  return issues;
}

/** Of one destination by itself. */
export function destinationIssues(destination: Destination, path: Issue["path"]): Issue[] {
  // The schema is that of a list; the 0 of the one that it sees is not part of the path.
  return problems(destinationsSchema, [destination]).map((issue) => ({
    ...issue,
    path: [...path, ...issue.path.slice(1)],
  }));
}

/** Of storage that the cloud of the policy does not have. */
export function cloudIssues({ destination, path }: Asked, workspaces: readonly PolicyWorkspace[]): Issue[] {
  const [workspace] = workspaces;
  if ("host" in destination || workspace === undefined) return [];
  if (storageType(destination, workspace.cloud) !== undefined) return [];
  return [
    {
      code: "egress.storage-cloud",
      path,
      message: `a policy on ${workspace.cloud} cannot list the ${describeDestination(destination)}`,
      fix: "write the host that the storage is reached at, as { host }",
    },
  ];
}

/** Of hosts to refuse, which nobody may need. */
export function blockedIssues(blocked: readonly string[], entries: readonly PolicyEntry[]): Issue[] {
  return blocked.flatMap((host, index): Issue[] => {
    const path = ["blocked", index];
    const [wrong] = problems(destinationsSchema, [{ host, because: "blocked" }]);
    if (wrong !== undefined) return [{ ...wrong, path }];
    const entry = entries.find(({ destination }) => {
      return "host" in destination && covers(hostPattern(host), hostPattern(destination.host));
    });
    if (entry === undefined) return [];
    const askers = [...new Set(entry.causes.map(({ app }) => app ?? "other workloads"))].join(", ");
    return [
      {
        code: "egress.blocked-and-allowed",
        path,
        message: `${host} is blocked, and ${askers} must reach it`,
        fix: "remove it from blocked, or the need from who asks",
      },
    ];
  });
}

/** Of how many destinations there are. */
export function limitIssues(entries: readonly PolicyEntry[], blocked: readonly string[]): Issue[] {
  const most = POLICY_DESTINATIONS.value;
  const count = entries.length + blocked.length;
  if (count <= most) return [];
  const message = `a policy lists at most ${most} destinations; this one has ${count}`;
  return [{ code: "egress.too-many", path: ["needs"], message, fix: "give some workspaces a policy of their own" }];
}

/** Needs that are not known are denials to come. */
export function sourceIssues({ app, workspace, source }: EgressNeeds): Issue[] {
  if (source === undefined || source.found) return [];
  return [
    {
      code: "egress.source-unknown",
      path: ["needs", workspace, app],
      message: `the folder ${source.folder} of ${app} was not found: the hosts that its build needs are not known`,
      fix: "correct the definition's source, which is relative to the file that runs, and synthesize the app again",
    },
  ];
}

/** Full access is not a list: what would be listed has no effect, and must not look as if it had. */
export function fullAccessIssues({
  otherWorkloads,
  blocked = [],
}: {
  readonly otherWorkloads: readonly unknown[];
  readonly blocked?: readonly string[];
}): Issue[] {
  const lists = { otherWorkloads, blocked };
  return (["otherWorkloads", "blocked"] as const).flatMap((name): Issue[] => {
    if (lists[name].length === 0) return [];
    const message = `with full access everything is let through, and "${name}" has no effect`;
    const fix = `leave "${name}" out; to keep a list that refuses nothing yet, use the mode dryRun`;
    return [{ code: "egress.full-access", path: [name], message, fix }];
  });
}
