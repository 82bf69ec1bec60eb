import { compareName } from "./compare-policy";
import type { Remark } from "./difference";

/** A network connectivity configuration, as far as it is compared. */
export interface ComparedConnectivity {
  readonly name: string;
  readonly region: string;
  /** Made elsewhere, only attached here. */
  readonly adopted: boolean;
  readonly workspaces: readonly { readonly name: string; readonly workspaceId: string }[];
  /** What each private endpoint leads to, and which part of it: a group id, `buckets`, `domains`. */
  readonly privateEndpoints: readonly { readonly target: string; readonly part: string }[];
}

/** The configurations of one workspace; undefined where the program binds it to none. */
export function compareConnectivity(before?: ComparedConnectivity, after?: ComparedConnectivity): Remark[] {
  return [
    ...compareBinding(before, after),
    ...(before === undefined || after === undefined
      ? []
      : [
          ...compareName(
            ["region"],
            before.region,
            after.region,
            "another configuration in another region: its addresses are others",
          ),
          ...compareName(["adopted"], before.adopted, after.adopted, "another program makes it"),
        ]),
    ...compareEndpoints(before, after),
  ];
}

function compareBinding(before?: ComparedConnectivity, after?: ComparedConnectivity): Remark[] {
  const row = { path: ["connectivity"], kind: "platform" as const };
  if (before !== undefined && after !== undefined) {
    const why = "its stable addresses may be others: firewalls have to know both before anything moves";
    return compareName(row.path, before.name, after.name, why);
  }
  if (after !== undefined) {
    const why = "workloads come from its addresses, and reach what its private endpoints lead to";
    return [{ ...row, direction: "widens", after: after.name, why }];
  }
  if (before === undefined) return [];
  const why = "not bound any more by this program; a destroy unbinds nothing, so bind it elsewhere first";
  return [{ ...row, direction: "narrows", before: before.name, why }];
}

function compareEndpoints(before?: ComparedConnectivity, after?: ComparedConnectivity): Remark[] {
  const [old, now] = [before, after].map((config) => endpointsOf(config));
  const keys = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort();
  return keys.flatMap((key): Remark[] => {
    const [was, is] = [old?.get(key), now?.get(key)];
    const endpoint = was ?? is;
    if (endpoint === undefined || (was !== undefined && is !== undefined)) return [];
    const { target, part } = endpoint;
    const row = { path: ["privateEndpoints", target, part], kind: "platform" as const };
    return is === undefined
      ? [{ ...row, direction: "narrows", before: target, why: "no private way there any more" }]
      : [{ ...row, direction: "widens", after: target, why: "a private way there, once its owner approves it" }];
  });
}

function endpointsOf(config?: ComparedConnectivity) {
  const all = config?.privateEndpoints ?? [];
  return new Map(all.map((endpoint) => [JSON.stringify([endpoint.target, endpoint.part]), endpoint]));
}
