import { freeze } from "../definition/freeze";
import type { EgressList } from "../network/egress-policy";
import { byText } from "../network/needs";
import { type ComparedConnectivity, compareConnectivity } from "./compare-connectivity";
import { comparePolicies, type Leaving } from "./compare-policy";
import { type Difference, difference } from "./difference";

/** The network of a program's workspaces, as its `network.json` says it. */
export interface ComparedNetwork {
  readonly policies: readonly EgressList[];
  readonly connectivity: readonly ComparedConnectivity[];
}

/** Workspaces for which the same changes, or a configuration that no workspace has. */
export interface NetworkChange {
  readonly workspaces: readonly { readonly name: string; readonly workspaceId: string }[];
  readonly before: Governed;
  readonly after: Governed;
  readonly differences: readonly Difference[];
  /** The change reaches an app when it restarts. Absent where nothing changes for a running app. */
  readonly restart?: readonly { readonly app: string; readonly workspace: string }[];
}

/** The ids of what governs a workspace; absent where the program gives it none. */
export interface Governed {
  readonly policy?: string;
  readonly connectivity?: string;
}

/** What governs one workspace on one side. */
interface Side {
  readonly policy?: EgressList;
  readonly connectivity?: ComparedConnectivity;
}

interface Group {
  readonly workspaces: { readonly name: string; readonly workspaceId: string }[];
  readonly before: Side;
  readonly after: Side;
  readonly leaving: Leaving;
}

/** What the networks of two programs do differently, workspace by workspace. Pure. */
export function compareNetworks(before: ComparedNetwork, after: ComparedNetwork): readonly NetworkChange[] {
  return freeze([...groupsOf(before, after), ...unbound(before, after)].map(changeOf));
}

function groupsOf(before: ComparedNetwork, after: ComparedNetwork): Group[] {
  const all = [...placesOf(before), ...placesOf(after)].sort(byText(({ workspaceId }) => workspaceId));
  // The later name stays: a workspace is the same under another one.
  const places = [...new Map(all.map((place) => [place.workspaceId, place])).values()];
  const groups = new Map<string, Group>();
  for (const place of places) {
    const [was, is] = [sideOf(before, place.workspaceId), sideOf(after, place.workspaceId)];
    const detached = after.policies.some(({ detached: leaving = [] }) => leaving.some(isPlace(place.workspaceId)));
    const leaving = detached ? "detached" : "dropped";
    const key = JSON.stringify([idsOf(was), idsOf(is), leaving]);
    const group = groups.get(key) ?? { workspaces: [], before: was, after: is, leaving };
    groups.set(key, group);
    group.workspaces.push({ name: place.name, workspaceId: place.workspaceId });
  }
  return [...groups.values()];
}

function placesOf({ policies, connectivity }: ComparedNetwork) {
  return [...policies, ...connectivity].flatMap(({ workspaces }) => workspaces);
}

function isPlace(id: string): (place: { readonly workspaceId: string }) => boolean {
  return ({ workspaceId }) => workspaceId === id;
}

function sideOf({ policies, connectivity }: ComparedNetwork, workspaceId: string): Side {
  const policy = policies.find(({ workspaces }) => workspaces.some(isPlace(workspaceId)));
  const config = connectivity.find(({ workspaces }) => workspaces.some(isPlace(workspaceId)));
  return { ...(policy && { policy }), ...(config && { connectivity: config }) };
}

function idsOf({ policy, connectivity }: Side): Governed {
  return {
    ...(policy && { policy: policy.policyId }),
    ...(connectivity && { connectivity: connectivity.name }),
  };
}

/** Configurations that no workspace has, on either side. */
function unbound(before: ComparedNetwork, after: ComparedNetwork): Group[] {
  const bound = [...before.connectivity, ...after.connectivity].filter(({ workspaces }) => workspaces.length > 0);
  const names = [...before.connectivity, ...after.connectivity]
    .map(({ name }) => name)
    .filter((name) => !bound.some((config) => config.name === name));
  const side = ({ connectivity }: ComparedNetwork, name: string): Side => {
    const config = connectivity.find((one) => one.name === name);
    return config === undefined ? {} : { connectivity: config };
  };
  return [...new Set(names)].sort().map((name): Group => ({
    workspaces: [],
    before: side(before, name),
    after: side(after, name),
    leaving: "dropped",
  }));
}

function changeOf({ workspaces, before, after, leaving }: Group): NetworkChange {
  const differences = [
    ...comparePolicies(before.policy, after.policy, leaving),
    ...compareConnectivity(before.connectivity, after.connectivity),
  ].map(difference);
  const reaches = workspaces.length > 0 && differences.some(reachesApps);
  return {
    workspaces: [...workspaces].sort(byText(({ name, workspaceId }) => JSON.stringify([name, workspaceId]))),
    before: idsOf(before),
    after: idsOf(after),
    differences,
    ...(reaches ? { restart: appsOf(workspaces, [before.policy, after.policy]) } : {}),
  };
}

/** Who asks for a destination, and which program makes a configuration, is nothing to a running app. */
function reachesApps({ path, direction }: Difference): boolean {
  return direction !== "neither" || ["policy", "connectivity", "region"].includes(path);
}

/** The apps whose needs a policy knows, but for those in a workspace of the policy that changes otherwise. */
function appsOf(
  workspaces: Group["workspaces"],
  policies: readonly (EgressList | undefined)[],
): NonNullable<NetworkChange["restart"]> {
  const apps = policies.flatMap((policy) => {
    const others = (policy?.workspaces ?? []).filter(
      ({ workspaceId }) => !workspaces.some((own) => own.workspaceId === workspaceId),
    );
    return (policy?.apps ?? []).filter(({ workspace }) => !others.some(({ name }) => name === workspace));
  });
  const byKey = new Map(apps.map(({ app, workspace }) => [JSON.stringify([workspace, app]), { app, workspace }]));
  return [...byKey].sort(byText(([key]) => key)).map(([, one]) => one);
}
