import { freeze } from "../definition/freeze";
import type { BoundApp } from "../stage/bound-app";
import { compareAccess } from "./compare-access";
import { compareEgress, compareEnv, compareScopes } from "./compare-members";
import { compareResources } from "./compare-resources";
import { compareReference, compareScaling, compareSpace, compareValue, compareWorkspace } from "./compare-settings";
import { type Difference, difference, type Remark } from "./difference";
import { sameJson } from "./same-json";

type ComparedMember = Exclude<keyof BoundApp, "schemaVersion">;

/** One comparison per member of a bound app, in the order of a review: a new member without one does not compile. */
const COMPARISONS: {
  readonly [Member in ComparedMember]-?: (before: BoundApp, after: BoundApp) => Remark[];
} = {
  definition: (a, b) =>
    compareValue("release", ["definition"], a.definition, b.definition, "two different apps are compared"),
  stage: (a, b) => compareValue("binding", ["stage"], a.stage, b.stage, "another stage"),
  workspace: (a, b) => compareWorkspace(a.workspace, b.workspace),
  name: (a, b) =>
    compareValue(
      "override",
      ["name"],
      a.name,
      b.name,
      "the name is part of the app's URL; to change it replaces the app",
    ),
  description: (a, b) =>
    compareValue("release", ["description"], a.description, b.description, "only its words changed"),
  resources: (a, b) => compareResources(a.resources, b.resources),
  access: (a, b) => compareAccess(a.access, b.access),
  env: (a, b) => compareEnv(a.env, b.env),
  userApiScopes: (a, b) => compareScopes(a.userApiScopes, b.userApiScopes),
  egress: (a, b) => compareEgress(a.egress, b.egress),
  size: (a, b) => compareValue("override", ["size"], a.size, b.size, "each instance has other CPU, memory and cost"),
  scaling: (a, b) => compareScaling(a.scaling, b.scaling),
  telemetry: (a, b) =>
    compareValue("override", ["telemetry"], a.telemetry, b.telemetry, "logs, metrics and traces go elsewhere"),
  gitRepository: (a, b) =>
    compareValue("release", ["gitRepository"], a.gitRepository, b.gitRepository, "deployments come from elsewhere"),
  budgetPolicyId: (a, b) => compareReference(["budgetPolicyId"], a.budgetPolicyId, b.budgetPolicyId),
  usagePolicyId: (a, b) => compareReference(["usagePolicyId"], a.usagePolicyId, b.usagePolicyId),
  space: (a, b) => compareSpace(a.space, b.space),
  providerFloor: (a, b) =>
    compareValue("platform", ["providerFloor"], a.providerFloor, b.providerFloor, "another oldest Terraform provider"),
};

/**
 * Everything in which two bound apps differ, in a fixed order: applied to the first, the list gives the second. Pure;
 * credentials that somebody slipped in are not shown.
 *
 * What cannot be ranked (two permissions without an order, two secret scopes, two kinds of a resource) is two
 * differences: one thing taken away, which narrows, and one given, which widens.
 */
export function compare(before: BoundApp, after: BoundApp): readonly Difference[] {
  return freeze(differencesBetween(before, after));
}

const MEMBERS = Object.keys(COMPARISONS) as readonly ComparedMember[];

/** The same for whoever keeps it to himself: most members of two stages are equal, and thousands are compared. */
export function differencesBetween(before: BoundApp, after: BoundApp): Difference[] {
  const differences: Difference[] = [];
  // Plain loops, here and wherever each pair comes by: what walks a list makes an object for each of its items.
  for (let i = 0; i < MEMBERS.length; i++) {
    const member = MEMBERS[i] as ComparedMember;
    if (sameJson(before[member], after[member])) continue;
    const remarks = COMPARISONS[member](before, after);
    for (let j = 0; j < remarks.length; j++) differences.push(difference(remarks[j] as Remark));
  }
  return differences;
}
