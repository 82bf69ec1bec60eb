import type { BoundApp, BoundValue, BoundWorkspace } from "../stage/bound-app";
import { sameJson } from "./same-json";
import type { Remark } from "./difference";
import { instancesOf } from "./cost";
import { swap } from "./swap";
import { isUnknown, valueText } from "./value-text";

/** A value that is either the same or another one; more or less of it there is not. */
export function compareValue(
  kind: Remark["kind"],
  path: readonly string[],
  before: unknown,
  after: unknown,
  why: string,
): Remark[] {
  return sameJson(before, after) ? [] : [{ path, kind, direction: "neither", before, after, why }];
}

/** A reference to an object of the workspace. */
export function compareReference(path: readonly string[], before?: BoundValue, after?: BoundValue): Remark[] {
  const unknown = before !== undefined && after !== undefined && isUnknown(before) && isUnknown(after);
  const why = unknown
    ? "both are known after apply only, so whether they are one cannot be seen"
    : "who the app's cost is booked on";
  return compareValue("override", path, before, after, why);
}

/** An app in a space runs as the space's service principal, which may hold whatever the space was given. */
export function compareSpace(before?: BoundValue, after?: BoundValue): Remark[] {
  const given = "the app runs as the space's service principal, with all that the space was given";
  const taken = "the app no longer runs as this space's service principal";
  return swap({ path: ["space"], kind: "override", given, taken }, before, after, valueText);
}

export function compareScaling(before: BoundApp["scaling"], after: BoundApp["scaling"]): Remark[] {
  if (sameJson(before, after)) return [];
  const was = instancesOf(before);
  const is = instancesOf(after);
  const scaled = { path: ["scaling"], kind: "override" as const, before, after };
  const moved = "sessions may move when the count changes";
  const counted = `${is} ${is === 1 ? "instance" : "instances"} instead of ${was}`;
  if (is > was) return [{ ...scaled, direction: "widens", why: `${counted}: more cost, and ${moved}` }];
  if (is < was) return [{ ...scaled, direction: "narrows", why: `${counted}: less cost; ${moved}` }];
  return [{ ...scaled, direction: "neither", why: "as many instances as before" }];
}

/** Where the app runs: who it is in one row, and each fact about it that may change what works there. */
export function compareWorkspace(before: BoundWorkspace, after: BoundWorkspace): Remark[] {
  const why = "the app runs in another workspace";
  const found = compareValue("platform", ["workspace"], identity(before), identity(after), why);
  for (const fact of NAMES_OF_FACTS) {
    if (before[fact] === after[fact]) continue;
    found.push(...compareValue("platform", ["workspace", fact], before[fact], after[fact], FACTS[fact]));
  }
  found.push(...compareProtection(before.protected, after.protected));
  return found;
}

/** In the order that a difference shows. */
function identity({ host, name, workspaceId }: BoundWorkspace) {
  return { host, name, workspaceId };
}

const NAMES_OF_FACTS = ["accountId", "cloud", "region", "tier"] as const;
const FACTS = {
  accountId: "the workspace belongs to another account: its users are others",
  cloud: "the workspace is on another cloud: limits and features differ",
  region: "the workspace is in another region: data and features differ",
  tier: "the workspace has another tier: features differ",
} as const;

function compareProtection(before: boolean, after: boolean): Remark[] {
  if (before === after) return [];
  const protection = { path: ["workspace", "protected"], kind: "platform" as const, before, after };
  return after
    ? [
        {
          ...protection,
          direction: "narrows",
          why: "Terraform may not destroy the app, and wide audiences are refused",
        },
      ]
    : [
        {
          ...protection,
          direction: "widens",
          why: "Terraform may destroy the app, and wide audiences are not refused",
        },
      ];
}
