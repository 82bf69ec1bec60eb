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
