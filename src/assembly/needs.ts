import { type EgressNeeds, type NeededDestination, sortedByText } from "../network/needs";

/** What every App of an assembly asks of its workspace's network; the platform's repository collects these files. */
export const NEEDS_FILE = "needs.json";

/** The needs of an assembly's Apps, in `needs.json`. */
export interface NeedsFile {
  readonly schemaVersion: 1;
  /** By workspace, then by app. */
  readonly needs: readonly EgressNeeds[];
}

export function needsFile(needs: readonly EgressNeeds[]): NeedsFile {
  const place = ({ workspace, workspaceId, app }: EgressNeeds) => JSON.stringify([workspace, workspaceId ?? "", app]);
  return { schemaVersion: 1, needs: sortedByText(needs, place) };
}

export function needsJson(needs: readonly EgressNeeds[]): string {
  return `${JSON.stringify(needsFile(needs), null, 2)}\n`;
}

/** The needs of each app as JSON, without the places that its destinations are asked for at. */
export function* toldNeeds({ needs }: NeedsFile): Generator<string> {
  const known = new Map<EgressNeeds["destinations"], string>();
  for (const { destinations, ...app } of needs) {
    const text = known.get(destinations) ?? JSON.stringify(destinations.map(withoutPlace));
    known.set(destinations, text);
    yield JSON.stringify(app) + text;
  }
}

function withoutPlace({ cause, ...destination }: NeededDestination): NeededDestination {
  return cause?.app === undefined ? destination : { ...destination, cause: { app: cause.app } };
}

/** A document without the places that its causes are written at: a line more above them changes nothing. */
export function withoutPlaces(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutPlaces);
  const members = value as Readonly<Record<string, unknown>>;
  const hasPlace = "line" in value && "file" in value;
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(members)) {
    if (!hasPlace || !PLACE.includes(name)) kept[name] = withoutPlaces(members[name]);
  }
  return kept;
}

const PLACE = ["file", "line", "column"];
