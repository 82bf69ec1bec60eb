import { differencesBetween } from "../promotion/compare";
import { type Cost, costOf } from "../promotion/cost";
import type { Difference } from "../promotion/difference";
import { oneLine } from "../promotion/show";
import type { Finding } from "../stage/finding";
import { digestOf } from "../definition/digest";
import { acknowledgedIn, statementOf, withAcknowledgements } from "./acknowledged";
import type { NetworkComparison } from "./network-review";
import type { AppRecord, Promotion } from "./promotion";

/** Several comparisons: the one value that every view of them is rendered from. */
export interface Review {
  readonly schemaVersion: 1;
  readonly comparisons: readonly Comparison[];
  /** Of two assemblies that make a network. */
  readonly network?: readonly NetworkComparison[];
  /** Of every difference: equal wherever the same is compared. */
  readonly digest: string;
}

/** One app in two places. */
export interface Comparison {
  /** The definition's name. */
  readonly app: string;
  readonly before: Side;
  readonly after: Side;
  readonly differences: readonly ReviewedDifference[];
  readonly cost: { readonly before: Cost; readonly after: Cost };
}

export interface Side {
  /** What the column is called: the stage, or what tells both sides apart. */
  readonly title: string;
  readonly stage: string;
  readonly stack: string;
  /** The App's path in its assembly. */
  readonly path: string;
  readonly workspace: string;
  readonly protected: boolean;
  readonly assemblyDigest: string;
}

/** A difference with what was said of it where it arrives. */
export interface ReviewedDifference extends Difference {
  readonly acknowledged?: readonly { readonly check: string; readonly reason: string; readonly until?: string }[];
}

/** An App, and the assembly that it stands in. */
export interface Place {
  readonly promotion: Promotion;
  readonly app: AppRecord;
  /** Where the stage's name is not enough. */
  readonly title?: string;
}

type Pairs = readonly (readonly [before: Place, after: Place])[];

export function reviewOf(pairs: Pairs, network?: readonly NetworkComparison[]): Review {
  const comparisons = [...comparisonsOf(pairs)];
  const ofApps = comparisons.map(({ app, differences }) => [app, differences]);
  const ofNetwork = (network ?? []).map(({ workspaces, differences }) => [workspaces, differences]);
  const digest = digestOf([...ofApps, ...ofNetwork]);
  return { schemaVersion: 1, comparisons, ...(network === undefined ? {} : { network }), digest };
}

/** Everything that differs, apps first. */
export function differencesOf({ comparisons, network = [] }: Review): readonly ReviewedDifference[] {
  return [...comparisons, ...network].flatMap(({ differences }) => differences);
}

/**
 * A review without its digest, one by one: nobody has to keep thousands.
 *
 * @param sides of places, made once: most places are in a step from the one before and in one to the next
 */
export function* comparisonsOf(pairs: Pairs, sides = new Map<Place, Side>()): Generator<Comparison> {
  const sideAt = (place: Place): Side => {
    const side = sides.get(place) ?? sideOf(place);
    sides.set(place, side);
    return side;
  };
  const said = new Map<Promotion, ReadonlyMap<unknown, readonly Finding[]>>();
  for (const [before, after] of pairs) {
    const was = before.app.bound;
    const is = after.app.bound;
    const acknowledged = said.get(after.promotion) ?? acknowledgedIn(after.promotion);
    said.set(after.promotion, acknowledged);
    const statements = acknowledged.get(after.app.path)?.flatMap((finding) => statementOf(finding, after.app)) ?? [];
    yield {
      app: oneLine(is.definition),
      before: sideAt(before),
      after: sideAt(after),
      differences: withAcknowledgements(differencesBetween(was, is), statements),
      cost: { before: costOf(was), after: costOf(is) },
    };
  }
}

export function sideOf({ promotion, app, title }: Place): Side {
  const { bound, stack, path } = app;
  const stage = oneLine(bound.stage);
  return {
    title: title === undefined ? stage : oneLine(title),
    stage,
    stack: oneLine(stack),
    path: oneLine(path),
    workspace: oneLine(bound.workspace.name),
    protected: bound.workspace.protected,
    assemblyDigest: promotion.assemblyDigest,
  };
}

/** Every step of every pipeline: each stage with each of the wave before it. */
export function stepsOf(promotion: Promotion): (readonly [Place, Place])[] {
  if (promotion.pipelines.length === 0) return [];
  const byPath = new Map(promotion.apps.map((app) => [app.path, app]));
  const placesOf = (wave: readonly string[]) =>
    wave.flatMap((path): Place[] => {
      const app = byPath.get(path);
      return app === undefined ? [] : [{ promotion, app }];
    });
  return promotion.pipelines.flatMap(({ waves }) => {
    const filled = waves.map(placesOf).filter((places) => places.length > 0);
    return filled
      .slice(1)
      .flatMap((places, index) =>
        places.flatMap((after) => (filled[index] ?? []).map((before) => [before, after] as const)),
      );
  });
}

/** The counts of a list of differences, such as `9 differences: 2 widen (1 acknowledged), 1 narrows`. */
export function summaryOf(differences: readonly ReviewedDifference[]): string {
  let wide = 0;
  let narrow = 0;
  let known = 0;
  for (let i = 0; i < differences.length; i++) {
    const { direction, acknowledged } = differences[i] as ReviewedDifference;
    if (direction === "narrows") narrow += 1;
    if (direction !== "widens") continue;
    wide += 1;
    if (acknowledged !== undefined) known += 1;
  }
  const count = differences.length === 1 ? "1 difference" : `${differences.length || "no"} differences`;
  const widened = wide === 0 ? "" : `${verb(wide, "widen")}${known === 0 ? "" : ` (${known} acknowledged)`}`;
  const narrowed = narrow === 0 ? "" : verb(narrow, "narrow");
  if (widened === "") return narrowed === "" ? count : `${count}: ${narrowed}`;
  return narrowed === "" ? `${count}: ${widened}` : `${count}: ${widened}, ${narrowed}`;
}

function verb(count: number, stem: string): string {
  return `${count} ${stem}${count === 1 ? "s" : ""}`;
}

/** `0.5 DBU/h`, and how it comes about. */
export function costText({ dbuPerHour }: Cost): string {
  return dbuPerHour === undefined ? "unknown" : `${dbuPerHour.toFixed(1)} DBU/h`;
}

export function costReason({ instances, size }: Cost): string {
  return `${instances} ${instances === 1 ? "instance" : "instances"} x ${oneLine(size)}`;
}

/** `acknowledged: everyone orders, until 2027-06-30`. */
export function acknowledgedText({ acknowledged }: ReviewedDifference): string | undefined {
  if (acknowledged === undefined || acknowledged.length === 0) return undefined;
  const said = acknowledged.map(({ reason, until }) => `${reason}${until === undefined ? "" : `, until ${until}`}`);
  return `acknowledged: ${[...new Set(said)].join("; ")}`;
}
