import type { BoundAccess, BoundPrincipal } from "./bound-app";
import { principalId } from "./principal";

/** What one principal ends up with, over all roles. */
export interface EffectiveAccess {
  readonly principal: BoundPrincipal;
  readonly level: BoundAccess["level"];
}

/**
 * Everybody with a role, once, with the highest level of their roles: the vendor keeps one level per principal, and
 * which of two entries it would keep is not documented.
 */
export function effectiveAccess(access: readonly BoundAccess[]): readonly EffectiveAccess[] {
  const byId = new Map<string, EffectiveAccess>();
  for (const { level, principals } of access) {
    for (const principal of principals) {
      const id = principalId({ kind: principal.kind, name: nameOf(principal) });
      const known = byId.get(id);
      if (known === undefined || level === "CAN_MANAGE")
        byId.set(id, { principal: known?.principal ?? principal, level });
    }
  }
  return [...byId.values()];
}

function nameOf({ name }: BoundPrincipal): string {
  return typeof name === "string" ? name : JSON.stringify(name);
}
