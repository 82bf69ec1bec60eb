import { array, literal, number, optional, record, strictObject, string, union } from "../definition/schema";
import { text } from "../definition/text";
import type { Issue } from "../errors";
import { OUTBOUND_TABLE } from "../facts/network";
import { observedList, type ObservedList } from "./compose-policy";
import { DENIAL_COLUMNS, type DenialWindow } from "./denial-query";
import { canonicalJson } from "../definition/canonical-json";
import { digestOf } from "../definition/digest";
import type { EgressList } from "./egress-policy";
import { byText } from "./needs";
import type { ResultRow } from "./result-table";

/** Connections of one kind of workload to one destination. */
export interface Denial {
  readonly sourceType: string;
  readonly accessType: string;
  readonly destinationType: string;
  readonly destination: string;
  readonly events: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** Why it may stay refused: written by hand, and the only member that may be. @default it stops the enforcement */
  readonly acknowledged?: string;
}

/** What a workspace's dry run would have refused: the ticket for enforcing the list that was observed. */
export interface DenialReport {
  readonly schemaVersion: 1;
  readonly workspace: string;
  readonly workspaceId: string;
  readonly window: DenialWindow;
  /** `*` for every kind of workload, which enforcing asks for. */
  readonly sourceTypes: "*" | readonly string[];
  /** Of the list that was in dry run. */
  readonly policyDigest: string;
  /** That list, so that a longer one can be told from another one. @default not known: only the very list is taken */
  readonly observed?: ObservedList;
  readonly rowCount: number;
  /** Sorted. */
  readonly denials: readonly Denial[];
  /** Of everything else but what was acknowledged. */
  readonly digest: string;
}

const denialSchema = strictObject({
  sourceType: string(),
  accessType: string(),
  destinationType: string(),
  destination: string(),
  events: number(),
  firstSeen: string(),
  lastSeen: string(),
  acknowledged: optional(text()),
});

export const reportSchema = strictObject({
  schemaVersion: literal(1),
  workspace: string(),
  workspaceId: string(),
  window: strictObject({ from: string(), to: string() }),
  sourceTypes: union([literal("*"), array(string())]),
  policyDigest: string(),
  observed: optional(strictObject({ allowed: array(record(string())), blocked: array(string()) })),
  rowCount: number(),
  denials: array(denialSchema),
  digest: string(),
});

/**
 * Turns a query's result into a report, or says why it is none. `name` is the workspace's, `list` the policy of today:
 * it is kept in the report if it is the one that was observed.
 */
export function reportOf(
  rows: readonly ResultRow[],
  name: string,
  list?: Pick<EgressList, "digest" | "entries" | "blocked">,
): { readonly report?: DenialReport; readonly issues: readonly Issue[] } {
  const missing = DENIAL_COLUMNS.filter((column) => rows.some((row) => !Object.hasOwn(row, column)));
  const [query, ...more] = rows.filter(({ row_type: type }) => type === "query");
  if (missing.length > 0 || query === undefined || more.length > 0) {
    const message = "this is not the result of one query of dbapps network denials: the row that says what was asked";
    return { issues: [{ code: "denials.result", path: ["result"], message: `${message} is missing`, fix: RUN_AGAIN }] };
  }
  const found = rows.filter((row) => row !== query);
  if (found.length !== Number(query.events)) {
    const message = `the query found ${query.events ?? "?"} rows, and the result holds ${found.length}: it was cut off`;
    return { issues: [{ code: "denials.truncated", path: ["result"], message, fix: "export every row" }] };
  }
  const { workspace_id: workspaceId = "", source_type: sources = "", destination: policyDigest = "" } = query;
  const foreign = found.find((row) => row.workspace_id !== workspaceId);
  if (foreign !== undefined) {
    const message = "the result holds rows of another workspace than the one that was asked about";
    return { issues: [{ code: "denials.result", path: ["result"], message, fix: RUN_AGAIN }] };
  }
  const content = {
    schemaVersion: 1 as const,
    workspace: name,
    workspaceId,
    window: { from: query.first_seen ?? "", to: query.last_seen ?? "" },
    sourceTypes: sources === "*" ? ("*" as const) : sources.split(","),
    policyDigest,
    ...(list?.digest === policyDigest ? { observed: observedList(list.entries, list.blocked) } : {}),
    rowCount: found.length,
    denials: found.filter(isDenial).map(denialOf).sort(byText(canonicalJson)),
  };
  return { report: { ...content, digest: reportDigest(content) }, issues: [] };
}

export const RUN_AGAIN = "run the query that dbapps network denials prints, and export its whole result";

/** A result of a query of somebody's own may hold allowed connections; they are no denials. */
function isDenial({ access_type: type = "" }: ResultRow): boolean {
  return !type.toUpperCase().startsWith(OUTBOUND_TABLE.value.allowed);
}

function denialOf(row: ResultRow): Denial {
  return {
    sourceType: row.source_type ?? "",
    accessType: row.access_type ?? "",
    destinationType: row.destination_type ?? "",
    destination: row.destination ?? "",
    events: Number(row.events),
    firstSeen: row.first_seen ?? "",
    lastSeen: row.last_seen ?? "",
  };
}

/** Everything but the digest itself and what people write into the report. */
export function reportDigest({
  digest: _,
  denials,
  ...rest
}: Omit<DenialReport, "digest"> & { digest?: string }): string {
  const observed = denials.map(({ acknowledged: _reason, ...denial }) => denial);
  return digestOf({ ...rest, denials: observed });
}
