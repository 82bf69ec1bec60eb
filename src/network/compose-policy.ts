import { type Destination, destinationsSchema } from "../definition/destination";
import { problems } from "../definition/parse";
import type { Issue } from "../errors";
import { DEFAULT_POLICY, POLICY_DESTINATIONS, POLICY_ID, TIERS_WITH_POLICIES } from "../facts/network";
import type { Phase } from "../facts/required-hosts";
import type { Workspace } from "../workspace/workspace";
import { canonicalJson } from "../definition/canonical-json";
import { sha256 } from "../definition/digest";
import type { EgressList, IgnoredNeeds, PolicyCause, PolicyEntry, PolicyWorkspace } from "./egress-policy";
import { covers, describeDestination, destinationKey, hostPattern, storageType, targetOf } from "./host";
import { type EgressNeeds, byText, causeKey } from "./needs";
import { needsShapeIssues } from "./needs-schema";

export interface PolicyInput {
  readonly policyId: string;
  readonly mode: "dryRun" | "enforced";
  readonly attachTo: readonly Workspace[];
  readonly needs: readonly EgressNeeds[];
  /** What jobs, SQL and serving endpoints of these workspaces have to reach: the policy governs them too. */
  readonly otherWorkloads: readonly Destination[];
  /** Hosts to refuse. @default none */
  readonly blocked?: readonly string[];
}

/** A policy with everything that is wrong with it, in paths of {@link PolicyInput}. */
export interface ComposedPolicy extends EgressList {
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/** What somebody asked for, with where it stands in the input. */
interface Asked {
  readonly destination: Destination;
  readonly cause: PolicyCause;
  readonly path: Issue["path"];
}

/**
 * Merges everything that workloads of some workspaces need into one policy. Pure, and the same whatever the order of
 * its input. Needs of other workspaces are left out and counted.
 */
export function composePolicy(input: PolicyInput): ComposedPolicy {
  const workspaces = input.attachTo.map(placeOf).sort(byText(({ workspaceId }) => workspaceId));
  const misshapen = needsShapeIssues(input.needs);
  // Of needs that have no form nothing can be composed; the issues stop the program.
  const needs = misshapen.length > 0 ? [] : input.needs;
  const governed = needs.filter((one) => workspaces.some((workspace) => concerns(one, workspace)));
  const asked = [...governed.flatMap(ofApp), ...input.otherWorkloads.map(ofWorkload)];
  const judged = asked.map((item) => ({ item, wrong: destinationIssues(item.destination, item.path) }));
  const sound = judged.filter(({ wrong }) => wrong.length === 0).map(({ item }) => item);
  const entries = merge(sound);
  const blocked = [...new Set(input.blocked ?? [])].sort();
  const unknown = governed.flatMap(sourceIssues);
  const enforced = input.mode === "enforced";
  return {
    policyId: input.policyId,
    mode: input.mode,
    workspaces,
    entries,
    blocked,
    ignored: ignoredOf(needs.filter((one) => !governed.includes(one))),
    apps: unique(governed.map(({ app, workspace }) => ({ app, workspace }))),
    digest: policyDigest(entries, blocked),
    issues: [
      ...placeIssues(input),
      ...misshapen,
      ...judged.flatMap(({ wrong }) => wrong),
      ...sound.flatMap((item) => cloudIssues(item, workspaces)),
      ...blockedIssues(input.blocked ?? [], entries),
      ...limitIssues(entries, blocked),
      ...(enforced ? unknown : []),
    ],
    warnings: enforced ? [] : unknown,
  };
}

/** Of what a policy lets through: the list that was observed in dry run is the list that may be enforced. */
export function policyDigest(entries: readonly PolicyEntry[], blocked: readonly string[]): string {
  return sha256(canonicalJson({ allowed: entries.map(({ destination }) => targetOf(destination)), blocked }));
}

function placeOf({ name, workspaceId, cloud }: Workspace): PolicyWorkspace {
  return { name, workspaceId, cloud };
}

/** Two repositories may call a workspace differently; its id is the same. */
function concerns({ workspace, workspaceId }: EgressNeeds, place: PolicyWorkspace): boolean {
  return workspaceId === undefined ? workspace === place.name : workspaceId === place.workspaceId;
}

function ofApp({ app, workspace, destinations }: EgressNeeds): Asked[] {
  return destinations.map((need): Asked => {
    const { phase = "run", because } = need;
    const target = targetOf(need);
    const cause: PolicyCause = { ...need.cause, app, workspace, phase, because };
    return {
      destination: { ...target, because },
      cause,
      path: ["needs", workspace, app, destinationKey(need)],
    };
  });
}

function ofWorkload(destination: Destination, index: number): Asked {
  // Plain JavaScript may pass anything; the schema says so of what is no object.
  const { because = "", phase = "run" } = { ...destination } as { because?: string; phase?: Phase };
  return { destination, cause: { phase, because }, path: ["otherWorkloads", index] };
}

function merge(asked: readonly Asked[]): PolicyEntry[] {
  const groups = new Map<string, Asked[]>();
  for (const item of asked) {
    const key = destinationKey(item.destination);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups].sort(byText(([key]) => key)).flatMap(([, group]) => {
    const [first] = group;
    return first === undefined
      ? []
      : [
          entryOf(
            first.destination,
            group.map(({ cause }) => cause),
          ),
        ];
  });
}

function entryOf(destination: Destination, all: readonly PolicyCause[]): PolicyEntry {
  const causes = unique(all).sort(byText(policyCauseKey));
  const because = [...new Set(causes.map((cause) => cause.because))].sort().join("; ");
  const phases = (["build", "run"] as const).filter((phase) => causes.some((cause) => cause.phase === phase));
  return { destination: { ...targetOf(destination), because }, phases, causes };
}

function policyCauseKey(cause: PolicyCause): string {
  return JSON.stringify([cause.workspace ?? "", causeKey(cause), cause.phase, cause.because]);
}

function unique<T>(items: readonly T[]): T[] {
  const byKey = new Map(items.map((item) => [canonicalJson(item), item]));
  return [...byKey].sort(byText(([key]) => key)).map(([, item]) => item);
}

function ignoredOf(needs: readonly EgressNeeds[]): IgnoredNeeds[] {
  const groups = new Map<string, EgressNeeds[]>();
  for (const one of needs) {
    const key = JSON.stringify([one.workspace, one.workspaceId ?? ""]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].sort(byText(([key]) => key)).flatMap(([, group]) => {
    const [first] = group;
    if (first === undefined) return [];
    const { workspace, workspaceId } = first;
    const apps = [...new Set(group.map(({ app }) => app))].sort();
    const destinations = group.reduce((sum, one) => sum + one.destinations.length, 0);
    return [{ workspace, ...(workspaceId === undefined ? {} : { workspaceId }), apps, destinations }];
  });
}

function destinationIssues(destination: Destination, path: Issue["path"]): Issue[] {
  // The schema is that of a list; the 0 of the one that it sees is not part of the path.
  return problems(destinationsSchema, [destination]).map((issue) => ({
    ...issue,
    path: [...path, ...issue.path.slice(1)],
  }));
}

function placeIssues({ policyId, attachTo }: PolicyInput): Issue[] {
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

function cloudIssues({ destination, path }: Asked, workspaces: readonly PolicyWorkspace[]): Issue[] {
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

function blockedIssues(blocked: readonly string[], entries: readonly PolicyEntry[]): Issue[] {
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

function limitIssues(entries: readonly PolicyEntry[], blocked: readonly string[]): Issue[] {
  const most = POLICY_DESTINATIONS.value;
  const count = entries.length + blocked.length;
  if (count <= most) return [];
  const message = `a policy lists at most ${most} destinations; this one has ${count}`;
  return [{ code: "egress.too-many", path: ["needs"], message, fix: "give some workspaces a policy of their own" }];
}

/** Needs that are not known are denials to come. */
function sourceIssues({ app, workspace, source }: EgressNeeds): Issue[] {
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
