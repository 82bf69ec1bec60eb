import { type Destination } from "../definition/destination";
import type { Issue } from "../errors";
import type { Phase } from "../facts/required-hosts";
import { canonicalJson } from "../definition/canonical-json";
import type { IgnoredNeeds, PolicyCause, PolicyEntry } from "./egress-policy";
import { destinationKey, targetOf } from "./host";
import { byText, causeKey, type EgressNeeds } from "./needs";

/** What somebody asked for, with where it stands in the composer's input. */
export interface Asked {
  readonly destination: Destination;
  readonly cause: PolicyCause;
  readonly path: Issue["path"];
}

/** What an app asks for. */
export function ofApp({ app, workspace, destinations }: EgressNeeds): Asked[] {
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

/** What the platform lists for everything that is no app. */
export function ofWorkload(destination: Destination, index: number): Asked {
  // Plain JavaScript may pass anything; the schema says so of what is no object.
  const { because = "", phase = "run" } = { ...destination } as { because?: string; phase?: Phase };
  return { destination, cause: { phase, because }, path: ["otherWorkloads", index] };
}

/** One entry per destination, with everybody who asked for it. */
export function merge(asked: readonly Asked[]): PolicyEntry[] {
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

/** Needs of workspaces that the policy does not govern, counted. */
export function ignoredOf(needs: readonly EgressNeeds[]): IgnoredNeeds[] {
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

/** Each once, in an order of their own. */
export function unique<T>(items: readonly T[]): T[] {
  const byKey = new Map(items.map((item) => [canonicalJson(item), item]));
  return [...byKey].sort(byText(([key]) => key)).map(([, item]) => item);
}
