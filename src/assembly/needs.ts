import type { EgressNeeds } from "../network/needs";

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
  const placed = needs.map((one) => [place(one), one] as const).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { schemaVersion: 1, needs: placed.map(([, one]) => one) };
}

export function needsJson(needs: readonly EgressNeeds[]): string {
  return `${JSON.stringify(needsFile(needs), null, 2)}\n`;
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
