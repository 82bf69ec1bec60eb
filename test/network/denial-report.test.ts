import type { Destination } from "databricks-apps-constructs";
import type { ComposedPolicy } from "../../src/network/compose-policy";
import { denialSql, DENIAL_COLUMNS } from "../../src/network/denial-query";
import { checkReports } from "../../src/network/check-reports";
import { reportOf, type DenialReport } from "../../src/network/denial-report";
import { proposalOf } from "../../src/network/proposal";
import { readResult, type ResultRow } from "../../src/network/result-table";
import { policyOf } from "./sample";

const DIGEST = "a".repeat(64);
const workspace = { name: "prod", workspaceId: "3333333333333333" };
const window = { from: "2026-11-14T00:00:00Z", to: "2026-11-21T00:00:00Z" };

const row = (cells: readonly string[]): ResultRow =>
  Object.fromEntries(DENIAL_COLUMNS.map((column, index) => [column, cells[index] ?? ""]));

const asked = (events: number, { id = workspace.workspaceId, sources = "*", digest = DIGEST } = {}): ResultRow =>
  row(["query", id, sources, "not allowed", "policy", digest, String(events), window.from, window.to]);

const denied = (destination: string, { source = "DBSQL", type = "DNS", access = "DROP" } = {}): ResultRow =>
  row([
    "denial",
    workspace.workspaceId,
    source,
    access,
    type,
    destination,
    "3",
    "2026-11-15 01:00:00",
    "2026-11-16 01:00:00",
  ]);

function report(rows: readonly ResultRow[] = [], more: Parameters<typeof asked>[1] = {}): DenialReport {
  const { report: made, issues } = reportOf([asked(rows.length, more), ...rows], "prod");
  expect(issues).toEqual([]);
  if (made === undefined) throw new Error("no report");
  return made;
}

const expected = { workspaces: [workspace], list: { digest: DIGEST, entries: [], blocked: [] } };
const codes = (...reports: readonly unknown[]) => checkReports(reports, expected).map(({ code }) => code);
const places = (...reports: readonly unknown[]) =>
  checkReports(reports, expected).map(({ code, path }) => `${code} at ${path.join("/")}`);

describe("the query for denials", () => {
  const sql = denialSql({ workspace, window, policyDigest: DIGEST });

  test("asks for one workspace and one window, for every kind of workload, and leaves out what was allowed", () => {
    expect(sql).toContain("FROM system.access.outbound_network");
    expect(sql).toContain("workspace_id = '3333333333333333'");
    expect(sql).toContain("event_time >= TIMESTAMP '2026-11-14T00:00:00Z'");
    expect(sql).toContain("event_time < TIMESTAMP '2026-11-21T00:00:00Z'");
    expect(sql).toContain("upper(coalesce(access_type, '')) NOT LIKE 'ALLOW%'");
    expect(sql).not.toContain("network_source_type IN");
  });

  test("names its columns as the report reads them", () => {
    for (const column of DENIAL_COLUMNS) expect(sql).toMatch(new RegExp(`\\b${column}\\b`));
  });

  test("says so where it asks for some kinds of workload only", () => {
    const some = denialSql({ workspace, window, policyDigest: DIGEST, sourceTypes: ["Apps"] });
    expect(some).toContain("network_source_type IN ('Apps')");
    expect(some).toContain("'Apps' AS source_type");
  });

  test("keeps quotes within its texts", () => {
    const odd = denialSql({ workspace, window, policyDigest: DIGEST, sourceTypes: ["it's \\"] });
    expect(odd).toContain("IN ('it\\'s \\\\')");
  });
});

describe("a query's result", () => {
  const rows = [asked(1), denied("api.example.com")];

  test("is read from CSV, with quotes, line breaks and a byte order mark", () => {
    const line = (one: ResultRow) => DENIAL_COLUMNS.map((column) => `"${(one[column] ?? "").replaceAll('"', '""')}"`);
    const text = [[...DENIAL_COLUMNS], ...rows.map(line)].map((cells) => cells.join(",")).join("\r\n");
    expect(readResult(`\uFEFF${text}\r\n`)).toEqual(rows);
    expect(readResult('a,b\n"x ""y"", z\n2",w\n')).toEqual([{ a: 'x "y", z\n2', b: "w" }]);
  });

  test("is read from JSON, as objects or as the answer of the statement API", () => {
    const numbers = rows.map((one) => ({ ...one, events: Number(one.events) }));
    expect(readResult(JSON.stringify(numbers))).toEqual(rows);
    const answer = {
      manifest: { schema: { columns: DENIAL_COLUMNS.map((name) => ({ name })) } },
      result: { data_array: rows.map((one) => DENIAL_COLUMNS.map((column) => one[column])) },
    };
    expect(readResult(JSON.stringify(answer))).toEqual(rows);
  });

  test.each(["", "no table", "{", '{"a":1}', "[1]", 'a,b\n"open,1', "a,b\n1"])(
    "fails where it is neither: %j",
    (text) => {
      expect(readResult(text)).toBeUndefined();
    },
  );

  const issuesOf = (...all: readonly ResultRow[]) => reportOf(all, "prod").issues.map(({ code }) => code);

  test("fails without the row that says what was asked, as of a query of one's own", () => {
    expect(issuesOf(denied("api.example.com"))).toEqual(["denials.result"]);
    expect(issuesOf()).toEqual(["denials.result"]);
    expect(issuesOf({ row_type: "query", workspace_id: "1" })).toEqual(["denials.result"]);
  });

  test("fails where rows were cut off", () => {
    expect(issuesOf(asked(2), denied("api.example.com"))).toEqual(["denials.truncated"]);
  });

  test("fails with rows of another workspace", () => {
    expect(issuesOf(asked(1), { ...denied("api.example.com"), workspace_id: "1" })).toEqual(["denials.result"]);
  });

  test("leaves out connections that were allowed", () => {
    expect(report([denied("a.example.com", { access: "ALLOW" }), denied("b.example.com")]).denials).toHaveLength(1);
  });

  test("gives the same report in any order", () => {
    const all = [denied("b.example.com"), denied("a.example.com")];
    expect(report([...all].reverse())).toEqual(report(all));
  });
});

describe("enforcing", () => {
  test("passes with a report that saw nothing refused", () => {
    expect(codes(report())).toEqual([]);
  });

  test("passes where every denial is acknowledged", () => {
    const seen = report([denied("tracker.example.com")]);
    expect(codes({ ...seen, denials: seen.denials.map((one) => ({ ...one, acknowledged: "a tracker" })) })).toEqual([]);
  });

  test("fails without a report", () => {
    expect(places()).toEqual(["denials.missing at denials"]);
  });

  test("fails with a report of one of two workspaces", () => {
    const both = { ...expected, workspaces: [workspace, { name: "eu", workspaceId: "4" }] };
    expect(checkReports([report()], both).map(({ code }) => code)).toEqual(["denials.missing"]);
  });

  test.each<[string, (report: DenialReport) => object]>([
    ["a denial taken out", (seen) => ({ ...seen, denials: [] })],
    ["another count", (seen) => ({ ...seen, rowCount: 0 })],
    ["another window", (seen) => ({ ...seen, window: { ...seen.window, from: "2026-01-01T00:00:00Z" } })],
  ])("fails with a report edited by hand: %s", (_, edit) => {
    expect(places(edit(report([denied("api.example.com")])))).toContain("denials.edited at denials/0/digest");
  });

  test("fails with a report edited by hand to name this workspace", () => {
    const other = report([], { id: "1" });
    expect(codes({ ...other, workspaceId: workspace.workspaceId })).toEqual(["denials.edited"]);
  });

  test("fails with a report of another workspace", () => {
    expect(places(report([], { id: "1" }))).toEqual([
      "denials.other-workspace at denials/0/workspaceId",
      "denials.missing at denials",
    ]);
  });

  test("fails with a report of another policy digest", () => {
    expect(places(report([], { digest: "b".repeat(64) }))).toEqual(["denials.other-policy at denials/0/policyDigest"]);
  });

  describe("of a longer list than the one that was observed", () => {
    const because = "charges cards";
    const [a, b]: readonly [Destination, Destination] = [
      { host: "a.example.com", because },
      { host: "b.example.com", because },
    ];
    const listOf = (otherWorkloads: readonly Destination[], blocked: readonly string[] = []) =>
      policyOf([], { otherWorkloads, blocked });
    const seenOf = (list: ComposedPolicy): DenialReport => {
      const { report: made } = reportOf([asked(0, { digest: list.digest })], "prod", list);
      if (made === undefined) throw new Error("no report");
      return made;
    };
    const refused = (seen: object, list: ComposedPolicy) =>
      checkReports([seen], { workspaces: [workspace], list }).map(({ code }) => code);

    test("passes: what refuses nothing more was observed too", () => {
      expect(refused(seenOf(listOf([a])), listOf([a, b]))).toEqual([]);
      expect(refused(seenOf(listOf([a], ["x.example"])), listOf([a, b]))).toEqual([]);
    });

    test("fails where anything is gone from the list, or newly blocked", () => {
      expect(refused(seenOf(listOf([a, b])), listOf([a]))).toEqual(["denials.other-policy"]);
      expect(refused(seenOf(listOf([a])), listOf([b]))).toEqual(["denials.other-policy"]);
      expect(refused(seenOf(listOf([a])), listOf([a, b], ["x.example"]))).toEqual(["denials.other-policy"]);
    });

    test("fails where the report does not say which list it observed, or claims another one", () => {
      const { observed, ...unknown } = seenOf(listOf([a]));
      expect(observed).toEqual({ allowed: [{ host: "a.example.com" }], blocked: [] });
      expect(refused(unknown, listOf([a, b]))).toEqual(["denials.edited", "denials.other-policy"]);
      const claimed = { ...unknown, observed: { allowed: [], blocked: [] } };
      expect(refused(claimed, listOf([a, b]))).toEqual(["denials.edited", "denials.other-policy"]);
      const today = listOf([b]);
      const { report: late } = reportOf([asked(0, { digest: listOf([a]).digest })], "prod", today);
      expect(late).not.toHaveProperty("observed");
    });
  });

  test("fails with a report filtered to apps only", () => {
    expect(places(report([], { sources: "Apps" }))).toEqual(["denials.filtered at denials/0/sourceTypes"]);
  });

  test("fails with a report that has an unacknowledged denial", () => {
    const seen = report([denied("a.example.com"), denied("b.example.com")]);
    const [first, second] = seen.denials;
    expect(places({ ...seen, denials: [{ ...first, acknowledged: "a tracker" }, second] })).toEqual([
      "denials.unacknowledged at denials/0/denials/1",
    ]);
  });

  test.each([null, "text", {}, { schemaVersion: 2 }])("fails with something that is no report: %j", (value) => {
    expect(new Set(codes(value))).toEqual(new Set(["denials.report"]));
  });

  test("fails with an acknowledgement that says nothing", () => {
    const seen = report([denied("a.example.com")]);
    expect(codes({ ...seen, denials: [{ ...seen.denials[0], acknowledged: "" }] })).toEqual(["denials.report"]);
  });
});

describe("what a report proposes", () => {
  test("is a line for the definition of an app, or for the other workloads", () => {
    const seen = report([
      denied("api.example.com", { source: "Apps" }),
      denied("api.weather.example.", { source: "General Compute" }),
      denied("s3://acme-data", { type: "STORAGE" }),
      denied("acmedata.dfs.core.windows.net", { type: "STORAGE" }),
      denied("10.1.2.3", { type: "IP" }),
    ]);
    expect(proposalOf(seen)).toEqual({
      egress: ['{ host: "api.example.com", because: "<why>" },'],
      otherWorkloads: [
        '{ storageAccount: "acmedata", service: "dfs", because: "<why>" },',
        '{ host: "api.weather.example", because: "<why>" },',
        '{ bucket: "acme-data", region: "<region>", because: "<why>" },',
      ],
      notes: ["DBSQL to 10.1.2.3: a policy lists hosts and storage only"],
    });
  });

  test("leaves out what was acknowledged", () => {
    const { denials } = report([denied("a.example.com")]);
    expect(
      proposalOf({ denials: denials.map((one) => ({ ...one, acknowledged: "a tracker" })) }).otherWorkloads,
    ).toEqual([]);
  });
});
