import type { Destination } from "../definition/destination";
import type { Issue } from "../errors";
import type { Workspace } from "../workspace/workspace";
import { digestOf } from "../definition/digest";
import type { EgressList, PolicyEntry, PolicyMode, PolicyWorkspace } from "./egress-policy";
import { targetOf } from "./host";
import { type EgressNeeds, byText } from "./needs";
import { needsShapeIssues } from "./needs-schema";
import { ignoredOf, merge, ofApp, ofWorkload, unique } from "./policy-entry";
import {
  blockedIssues,
  cloudIssues,
  destinationIssues,
  fullAccessIssues,
  limitIssues,
  placeIssues,
  sourceIssues,
} from "./policy-issues";

export interface PolicyInput {
  readonly policyId: string;
  /** With `full` there is nothing to list: what apps need is only written down. */
  readonly mode: PolicyMode;
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
  const full = input.mode === "full";
  const unknown = full ? [] : governed.flatMap(sourceIssues);
  const enforced = input.mode === "enforced";
  const listed = full
    ? fullAccessIssues(input)
    : [
        ...sound.flatMap((item) => cloudIssues(item, workspaces)),
        ...blockedIssues(input.blocked ?? [], entries),
        ...limitIssues(entries, blocked),
      ];
  return {
    policyId: input.policyId,
    mode: input.mode,
    workspaces,
    entries,
    blocked,
    ignored: ignoredOf(needs.filter((one) => !governed.includes(one))),
    apps: unique(governed.map(({ app, workspace }) => ({ app, workspace }))),
    digest: policyDigest(full ? "everything" : { entries, blocked }),
    issues: [
      ...placeIssues(input),
      ...misshapen,
      ...judged.flatMap(({ wrong }) => wrong),
      ...listed,
      ...(enforced ? unknown : []),
    ],
    warnings: enforced ? [] : unknown,
  };
}

/** What a policy lets through, and nothing else of it: what a dry run observes. */
export interface ObservedList {
  readonly allowed: readonly object[];
  readonly blocked: readonly string[];
}

export function observedList(entries: readonly PolicyEntry[], blocked: readonly string[]): ObservedList {
  return { allowed: entries.map(({ destination }) => targetOf(destination)), blocked };
}

/** The list that was observed in dry run is the list that may be enforced. */
export function policyDigest(lets: "everything" | Pick<EgressList, "entries" | "blocked">): string {
  return digestOf(lets === "everything" ? lets : observedList(lets.entries, lets.blocked));
}

function placeOf({ name, workspaceId, cloud }: Workspace): PolicyWorkspace {
  return { name, workspaceId, cloud };
}

/** Two repositories may call a workspace differently; its id is the same. */
function concerns({ workspace, workspaceId }: EgressNeeds, place: PolicyWorkspace): boolean {
  return workspaceId === undefined ? workspace === place.name : workspaceId === place.workspaceId;
}
