import { OUTBOUND_TABLE } from "../facts/network";

/** When: `from` and `to` are times in UTC, such as `2026-11-14T00:00:00Z`; `to` is excluded. */
export interface DenialWindow {
  readonly from: string;
  readonly to: string;
}

export interface DenialQuery {
  readonly workspace: { readonly name: string; readonly workspaceId: string };
  readonly window: DenialWindow;
  /** The list that was in dry run meanwhile, by its digest. */
  readonly policyDigest: string;
  /** Only these kinds of workload: to look at, never enough to enforce. @default all */
  readonly sourceTypes?: readonly string[];
}

/** The columns of the result, in order. The first row says what was asked and how many rows follow. */
export const DENIAL_COLUMNS = [
  "row_type",
  "workspace_id",
  "source_type",
  "access_type",
  "destination_type",
  "destination",
  "events",
  "first_seen",
  "last_seen",
] as const;

/**
 * The vendor's SQL for the connections that a policy refused, or would refuse: of one workspace, of every kind of
 * workload, without the allowed ones that the table may hold too.
 *
 * Its first row repeats the question and counts the answer, so that a report can tell a result that was cut off, or
 * that answers something else.
 */
export function denialSql({ workspace, window, policyDigest, sourceTypes }: DenialQuery): string {
  const { name: table, allowed } = OUTBOUND_TABLE.value;
  const only =
    sourceTypes === undefined ? "" : `\n    AND network_source_type IN (${sourceTypes.map(quoted).join(", ")})`;
  const asked = sourceTypes === undefined ? "*" : [...sourceTypes].sort().join(",");
  return `WITH denied AS (
  SELECT
    'denial' AS row_type,
    workspace_id,
    coalesce(network_source_type, 'unknown') AS source_type,
    coalesce(access_type, 'unknown') AS access_type,
    destination_type,
    destination,
    count(*) AS events,
    date_format(min(event_time), 'yyyy-MM-dd HH:mm:ss') AS first_seen,
    date_format(max(event_time), 'yyyy-MM-dd HH:mm:ss') AS last_seen
  FROM ${table}
  WHERE workspace_id = ${quoted(workspace.workspaceId)}
    AND event_time >= TIMESTAMP ${quoted(window.from)}
    AND event_time < TIMESTAMP ${quoted(window.to)}
    AND upper(coalesce(access_type, '')) NOT LIKE '${allowed}%'${only}
  GROUP BY ALL
)
SELECT
  'query' AS row_type,
  ${quoted(workspace.workspaceId)} AS workspace_id,
  ${quoted(asked)} AS source_type,
  'not allowed' AS access_type,
  'policy' AS destination_type,
  ${quoted(policyDigest)} AS destination,
  (SELECT count(*) FROM denied) AS events,
  ${quoted(window.from)} AS first_seen,
  ${quoted(window.to)} AS last_seen
UNION ALL
SELECT * FROM denied
ORDER BY row_type DESC, source_type, destination_type, destination, access_type;
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
