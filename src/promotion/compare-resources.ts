import { KINDS } from "../definition/kinds";
import { LEVEL_ORDER } from "../facts/level-order";
import { own } from "../facts/own";
import type { BoundResource } from "../stage/bound-app";
import { forEachPair } from "./pairs";
import { sameJson } from "./same-json";
import type { Direction, Remark } from "./difference";
import { swap } from "./swap";
import { isUnknown, valueText } from "./value-text";

/** Resources by key: given, taken away, bound to something else, or with another permission. */
export function compareResources(before: readonly BoundResource[], after: readonly BoundResource[]): Remark[] {
  const found: Remark[] = [];
  forEachPair(before, after, keyOf, (key, was, is) => {
    if (!sameJson(was, is)) found.push(...compareResource(key, was, is));
  });
  return found;
}

function keyOf({ key }: BoundResource): string {
  return key;
}

function compareResource(key: string, before?: BoundResource, after?: BoundResource): Remark[] {
  const what = labelOf(after ?? before);
  if (
    before === undefined ||
    after === undefined ||
    before.kind !== after.kind ||
    before.securable !== after.securable
  ) {
    const given = `the app gets ${what === undefined ? "a resource" : `a ${what}`} that it did not have`;
    const taken = `the app loses ${before === undefined ? "a resource" : `a ${labelOf(before) ?? "resource"}`}`;
    const access = { path: ["resources", key], kind: "release" as const, given, taken };
    return swap(access, before, after, ({ kind, securable }) => (securable === undefined ? kind : securable));
  }
  const found = compareBinding(before, after);
  if (before.permission !== after.permission) {
    const path = ["resources", key, "permission"];
    const levels = { path, order: before.kind, before: before.permission, after: after.permission };
    found.push(...compareLevel({ ...levels, whose: `what the app may do with its ${what ?? "resource"}` }));
  }
  found.push(...compareTexts(["resources", key], before, after));
  return found;
}

function labelOf(resource: BoundResource | undefined): string | undefined {
  if (resource === undefined) return undefined;
  return resource.securable?.toLowerCase() ?? KINDS[resource.kind]?.label;
}

/** Words for people: they change nothing that the app may do. */
export function compareTexts(
  path: readonly string[],
  before: { readonly description?: string; readonly because?: string },
  after: { readonly description?: string; readonly because?: string },
): Remark[] {
  if (before.description === after.description && before.because === after.because) return [];
  return (["description", "because"] as const).flatMap((member) =>
    before[member] === after[member]
      ? []
      : [remark([...path, member], before[member], after[member], "only its words changed")],
  );
}

function remark(path: readonly string[], before: unknown, after: unknown, why: string): Remark {
  return { path, kind: "release", direction: "neither", before, after, why };
}

function compareBinding(before: BoundResource, after: BoundResource): Remark[] {
  const { key, kind } = before;
  if (sameJson(before.binding, after.binding)) return [];
  if (kind === "secret") return compareSecret(key, before.binding, after.binding);
  const unknown = Object.keys({ ...before.binding, ...after.binding }).some((field) => {
    const [was, is] = [own(before.binding, field), own(after.binding, field)];
    return !sameJson(was, is) && isUnknown(was) && isUnknown(is);
  });
  const why = unknown
    ? "both are known after apply only, so whether they are one cannot be seen"
    : `another ${KINDS[kind]?.label ?? "object"}, with the same permission`;
  return [
    {
      path: ["bindings", key],
      kind: "binding",
      direction: "neither",
      before: before.binding,
      after: after.binding,
      why,
    },
  ];
}

/** The platform grants the whole scope, so another scope is other secrets, all of them. */
function compareSecret(key: string, before: BoundResource["binding"], after: BoundResource["binding"]): Remark[] {
  const found = swap(
    {
      path: ["bindings", key, "scope"],
      kind: "binding",
      given: "a secret resource grants its whole scope: the app gets every secret in this one",
      taken: "the app loses the secrets of this scope",
    },
    before.scope,
    after.scope,
    valueText,
  );
  const others = Object.keys({ ...before, ...after })
    .filter((field) => field !== "scope" && !sameJson(own(before, field), own(after, field)))
    .sort()
    .map((field): Remark => ({
      path: ["bindings", key, field],
      kind: "binding",
      direction: "neither",
      before: own(before, field),
      after: own(after, field),
      why: "another secret; the scope's other secrets are granted anyway",
    }));
  found.push(...others);
  return found;
}

/** Two levels of one thing. */
export interface Levels {
  readonly path: readonly string[];
  /** The row of LEVEL_ORDER. */
  readonly order: string;
  readonly before: string;
  readonly after: string;
  /** The subject of the sentence. */
  readonly whose: string;
}

/** Levels in the vendor's order; where it has none, one is taken away and another given. */
export function compareLevel({ path, order, before, after, whose }: Levels): Remark[] {
  if (before === after) return [];
  const direction = directionOf(order, before, after);
  if (direction === undefined) {
    const given = `${whose} is of another sort: the vendor ranks neither ${before} nor ${after} above the other`;
    return swap({ path, kind: "release", given, taken: given }, before, after, (level) => level);
  }
  const why = `${whose} is ${direction === "widens" ? "more" : "less"}: ${includes(before, after, direction)}`;
  return [{ path, kind: "release", direction, before, after, why }];
}

function includes(before: string, after: string, direction: Direction): string {
  return direction === "widens" ? `${after} includes ${before}` : `${before} included ${after}`;
}

function directionOf(order: string, before: string, after: string): "widens" | "narrows" | undefined {
  const levels = own(LEVEL_ORDER, order)?.value ?? {};
  if (own(levels, after)?.includes(before) === true) return "widens";
  return own(levels, before)?.includes(after) === true ? "narrows" : undefined;
}
