import { byText, type EgressNeeds } from "../network/needs";

/** What every App of an assembly asks of its workspace's network; the platform's repository collects these files. */
export const NEEDS_FILE = "needs.json";

/** The needs of an assembly's Apps, in `needs.json`. */
export interface NeedsFile {
  readonly schemaVersion: 1;
  /** By workspace, then by app. */
  readonly needs: readonly EgressNeeds[];
}

export function needsJson(needs: readonly EgressNeeds[]): string {
  const place = ({ workspace, workspaceId, app }: EgressNeeds) => JSON.stringify([workspace, workspaceId ?? "", app]);
  const file: NeedsFile = { schemaVersion: 1, needs: [...needs].sort(byText(place)) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** A document without the places that its causes are written at: a line more above them changes nothing. */
export function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value);
  const hasPlace = "line" in value && "file" in value;
  const kept = hasPlace ? members.filter(([name]) => !["file", "line", "column"].includes(name)) : members;
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutPlaces(member)]));
}
