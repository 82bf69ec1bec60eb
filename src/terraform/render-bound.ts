import type { Construct } from "constructs";
import { freeze } from "../definition/freeze";
import { hasToken } from "../definition/text";
import type { BoundApp, BoundValue } from "../stage/bound-app";
import { renderReference } from "./refs";

/** A bound app with every token replaced by what it refers to; the same object where it holds none. */
export function renderBound(bound: BoundApp, scope: Construct): BoundApp {
  if (!valuesOf(bound).some(isToken)) return bound;
  const render = (value: BoundValue): BoundValue => (isToken(value) ? (renderReference(value, scope) ?? value) : value);
  const optional = (value: BoundValue | undefined) => (value === undefined ? undefined : render(value));
  const { budgetPolicyId, usagePolicyId, space } = bound;
  const rendered: BoundApp = {
    ...bound,
    resources: bound.resources.map((resource) => ({
      ...resource,
      binding: Object.fromEntries(Object.entries(resource.binding).map(([field, value]) => [field, render(value)])),
    })),
    access: bound.access.map((access) => ({
      ...access,
      principals: access.principals.map(({ kind, name }) => ({ kind, name: render(name) })),
    })),
    ...(budgetPolicyId === undefined ? {} : { budgetPolicyId: optional(budgetPolicyId) }),
    ...(usagePolicyId === undefined ? {} : { usagePolicyId: optional(usagePolicyId) }),
    ...(space === undefined ? {} : { space: optional(space) }),
  };
  return freeze(rendered);
}

/** Wherever a token may stand. */
function valuesOf({ resources, access, budgetPolicyId, usagePolicyId, space }: BoundApp): (BoundValue | undefined)[] {
  const values = [budgetPolicyId, usagePolicyId, space];
  for (const { binding } of resources) values.push(...Object.values(binding));
  for (const { principals } of access) for (const { name } of principals) values.push(name);
  return values;
}

function isToken(value: BoundValue | undefined): value is string {
  return typeof value === "string" && hasToken(value);
}
