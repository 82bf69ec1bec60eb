import { type EgressList, MODE_TEXT, type PolicyEntry, type PolicyMode } from "../network/egress-policy";
import { covers, describeDestination, destinationKey, hostPattern } from "../network/host";
import { OTHER_WORKLOADS } from "../network/network-table";
import type { Remark } from "./difference";
import { sameJson } from "./same-json";

/** What a policy lets through, least first. In dry run nothing is refused, but what would be is logged. */
const MODES: readonly PolicyMode[] = ["enforced", "dryRun", "full"];

/** Where a workspace goes that a policy no longer has. */
export type Leaving = "detached" | "dropped";

/** The policies of one workspace; undefined where the program gives it none. */
export function comparePolicies(
  before: EgressList | undefined,
  after: EgressList | undefined,
  leaving: Leaving,
): Remark[] {
  if (before === undefined) return after === undefined ? [] : [entering(after)];
  if (after === undefined) return [leave(before, leaving)];
  const listed = before.mode !== "full" && after.mode !== "full";
  return [
    ...compareName(["policy"], before.policyId, after.policyId, "another policy; what it lists is compared below"),
    ...compareModes(before.mode, after.mode),
    ...(listed ? [...compareEntries(before.entries, after.entries), ...compareBlocked(before, after)] : []),
  ];
}

/** Something that has another name, and by that alone neither more nor less. */
export function compareName(path: readonly string[], before: unknown, after: unknown, why: string): Remark[] {
  return sameJson(before, after) ? [] : [{ path, kind: "platform", direction: "neither", before, after, why }];
}

const policy = { path: ["policy"], kind: "platform" as const };

function entering({ policyId, mode }: EgressList): Remark {
  const row = { ...policy, after: `${policyId}, ${MODE_TEXT[mode]}` };
  if (mode === "full") return { ...row, direction: "neither", why: "a policy that lets everything through" };
  const now = mode === "enforced" ? "is refused" : "is logged";
  return { ...row, direction: "narrows", why: `what the policy does not list ${now}, of every serverless workload` };
}

function leave({ policyId, mode }: EgressList, leaving: Leaving): Remark {
  const direction = mode === "full" ? "neither" : "widens";
  const why =
    leaving === "detached"
      ? "back to the vendor's default policy, whatever that lets through"
      : `nothing detaches it: it stays under ${policyId}, unseen; name it in detach and apply that first`;
  return { ...policy, direction, before: `${policyId}, ${MODE_TEXT[mode]}`, why };
}

function compareModes(before: PolicyMode, after: PolicyMode): Remark[] {
  if (before === after) return [];
  const row = { path: ["mode"], kind: "platform" as const, before: MODE_TEXT[before], after: MODE_TEXT[after] };
  if (MODES.indexOf(after) < MODES.indexOf(before)) {
    const why =
      after === "enforced" ? "what is not listed is refused" : "what is not listed is logged, not refused yet";
    return [{ ...row, direction: "narrows", why }];
  }
  const why =
    after === "full" ? "everything is let through, nothing is logged" : "nothing is refused any more, only logged";
  return [{ ...row, direction: "widens", why }];
}

/** By account, bucket or exact host. Who asks for a destination changes nothing of what is let through. */
function compareEntries(before: readonly PolicyEntry[], after: readonly PolicyEntry[]): Remark[] {
  const [old, now] = [byKey(before), byKey(after)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((key): Remark[] => {
    const [was, is] = [old.get(key), now.get(key)];
    const entry = was ?? is;
    if (entry === undefined) return [];
    const row = {
      path: ["destinations", ...placeOf(entry)],
      kind: "platform" as const,
      ...(was === undefined ? {} : { before: askersOf(was) }),
      ...(is === undefined ? {} : { after: askersOf(is) }),
    };
    if (was !== undefined && is !== undefined) {
      if (sameJson(row.before, row.after)) return [];
      return [{ ...row, direction: "neither", why: "as before; only who asks, when or why is another" }];
    }
    const near = aboveOf(entry, is === undefined ? after : before);
    const unsure = near === undefined ? "" : `; ${near} above it is listed: whether that covers it is unconfirmed`;
    return is !== undefined
      ? [{ ...row, direction: "widens", why: `every serverless workload may reach it${unsure}` }]
      : [{ ...row, direction: "narrows", why: `no serverless workload may reach it any more${unsure}` }];
  });
}

function byKey(entries: readonly PolicyEntry[]): Map<string, PolicyEntry> {
  return new Map(entries.map((entry) => [destinationKey(entry.destination), entry]));
}

function placeOf({ destination }: PolicyEntry): string[] {
  if ("host" in destination) return [destination.host];
  if ("bucket" in destination) return [destination.bucket, destination.region];
  return [destination.storageAccount, destination.service];
}

function askersOf({ causes, phases, destination: { because } }: PolicyEntry) {
  const askedBy = [...new Set(causes.map(({ app }) => app ?? OTHER_WORKLOADS))].sort();
  return { askedBy, phases, because };
}

/** A listed host that a host lies below, by its labels. */
function aboveOf({ destination }: PolicyEntry, entries: readonly PolicyEntry[]): string | undefined {
  if (!("host" in destination)) return undefined;
  const inner = hostPattern(destination.host);
  const above = entries.find(
    ({ destination: other }) =>
      "host" in other &&
      other.host !== destination.host &&
      covers({ ...hostPattern(other.host), andBelow: true }, inner),
  );
  return above && describeDestination(above.destination);
}

function compareBlocked({ blocked: before }: EgressList, { blocked: after }: EgressList): Remark[] {
  const row = (host: string) => ({ path: ["blocked", host], kind: "platform" as const });
  return [...new Set([...before, ...after])].sort().flatMap((host): Remark[] => {
    const [was, is] = [before.includes(host), after.includes(host)];
    if (was === is) return [];
    return is
      ? [{ ...row(host), direction: "narrows", after: "blocked", why: "refused, also under a line that lists it" }]
      : [{ ...row(host), direction: "widens", before: "blocked", why: "no longer refused where a line lists it" }];
  });
}
