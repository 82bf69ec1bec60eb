import type { Destination } from "../definition/destination";
import type { EnvValue } from "../definition/env";
import { canonicalJson, sort } from "../definition/canonical-json";
import { own } from "../facts/own";
import { sameJson } from "./same-json";
import type { Remark } from "./difference";
import { swap } from "./swap";

/**
 * Environment variables. A bound app does not say who set a constant, the definition or its stage: another constant is
 * taken for the stage's. What only a definition can change is one of the release.
 */
export function compareEnv(before: Readonly<Record<string, EnvValue>>, after: typeof before): Remark[] {
  const found: Remark[] = [];
  const names = sort(Object.keys({ ...before, ...after }));
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    const was = own(before, name);
    const is = own(after, name);
    if (!sameJson(was, is)) found.push(compareVariable(["env", name], was, is));
  }
  return found;
}

function compareVariable(path: readonly string[], before?: EnvValue, after?: EnvValue): Remark {
  if (typeof before === "string" && typeof after === "string") {
    return { path, kind: "binding", direction: "neither", before, after, why: "another value of this variable" };
  }
  const why =
    before === undefined
      ? "the app gets a variable that it did not have"
      : after === undefined
        ? "the variable is gone"
        : "the variable comes from elsewhere";
  return { path, kind: "release", direction: "neither", before, after, why };
}

/** What the app may do in its user's name. The vendor ranks no scope above another. */
export function compareScopes(before: readonly string[], after: readonly string[]): Remark[] {
  const given = "the app may do more in the name of its users, who may have to consent again";
  const taken = "the app may do less in the name of its users";
  return [...new Set([...before, ...after])].sort().flatMap((scope) => {
    const access = { path: ["userApiScopes", scope], kind: "release" as const, given, taken };
    const has = (all: readonly string[]) => (all.includes(scope) ? scope : undefined);
    return swap(access, has(before), has(after), () => scope);
  });
}

/** Destinations outside the workspace, each by its exact host, account or bucket. */
export function compareEgress(before: readonly Destination[], after: readonly Destination[]): Remark[] {
  const [old, now] = [byPlace(before), byPlace(after)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((place): Remark[] => {
    const [was, is] = [old.get(place), now.get(place)];
    if (sameJson(was, is)) return [];
    const path = ["egress", ...(JSON.parse(place) as string[])];
    if (was !== undefined && is !== undefined) {
      const why = "the same destination; only its words changed";
      return [{ path, kind: "release", direction: "neither", before: was, after: is, why }];
    }
    const given = "the app asks to reach a destination that it did not ask for";
    return swap({ path, kind: "release", given, taken: "the app no longer asks for it" }, was, is, () => place);
  });
}

/** A list, where one destination is asked for several times; its order means nothing. */
function byPlace(destinations: readonly Destination[]): Map<string, Destination | readonly Destination[]> {
  const groups = new Map<string, Map<string, Destination>>();
  for (const destination of destinations) {
    const place = JSON.stringify(placeOf(destination));
    const group = groups.get(place) ?? new Map<string, Destination>();
    groups.set(place, group.set(canonicalJson(destination), destination));
  }
  return new Map(
    [...groups].map(([place, group]) => {
      const sorted = [...group].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, destination]) => destination);
      return [place, sorted.length === 1 && sorted[0] !== undefined ? sorted[0] : sorted];
    }),
  );
}

function placeOf(destination: Destination): string[] {
  if ("host" in destination) return ["host", destination.host, destination.phase ?? "run"];
  if ("bucket" in destination) return ["bucket", destination.bucket, destination.region];
  return ["storageAccount", destination.storageAccount, destination.service];
}
