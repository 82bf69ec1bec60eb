import type { Construct } from "constructs";
import { freeze } from "../definition/freeze";
import { hasToken } from "../definition/text";
import type { BoundApp, BoundValue } from "../stage/bound-app";
import { renderReference } from "./refs";

/** A bound app with every token replaced by what it refers to; the same object where it holds none. */
export function renderBound(bound: BoundApp, scope: Construct): BoundApp {
  if (!holdsToken(bound)) return bound;
  const render = (value: BoundValue): BoundValue =>
    typeof value === "string" && hasToken(value) ? (renderReference(value, scope) ?? value) : value;
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

/** Asked of every App, and hardly one holds any: only where tokens are accepted. */
export function holdsToken({ resources, access, budgetPolicyId, usagePolicyId, space }: BoundApp): boolean {
  const isToken = (value: BoundValue | undefined) => typeof value === "string" && hasToken(value);
  if (isToken(budgetPolicyId) || isToken(usagePolicyId) || isToken(space)) return true;
  for (const { binding } of resources) for (const field in binding) if (isToken(binding[field])) return true;
  for (const { principals } of access) for (const { name } of principals) if (isToken(name)) return true;
  return false;
}
