import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { needsJson } from "../../src/assembly/needs";
import { policyRecord, writeNetwork } from "../../src/assembly/network";
import { checkReports } from "../../src/network/check-reports";
import type { EgressNeeds } from "../../src/network/needs";
import { needsFor, policyOf, prod, staging } from "../network/sample";
import { runCli } from "./run-cli";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "dbapps-network-"));
  fs.mkdirSync(path.join(folder, "cdktf.out"));
  fs.writeFileSync(path.join(folder, "cdktf.json"), JSON.stringify({ app: "node main.js" }));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

const stripe = { host: "api.stripe.com", because: "charges cards" };
const policy = policyOf(
  [
    needsFor({ egress: [stripe], manifests: ["uv.lock"] }),
    needsFor({ app: "billing", egress: [stripe] }),
    needsFor({ app: "eu", workspace: staging }),
  ],
  { otherWorkloads: [{ host: "api.weather.example", because: "nightly\u001b[2J job" }], blocked: ["bad.example"] },
);

function writePlatform(): void {
  writeNetwork(path.join(folder, "cdktf.out"), { policies: [policyRecord(policy, "network")], connectivity: [] });
}

function writeApps(...needs: readonly EgressNeeds[]): void {
  fs.writeFileSync(path.join(folder, "cdktf.out", "needs.json"), needsJson(needs));
}

const cli = (...argv: readonly string[]) => runCli(["network", ...argv], folder);

describe("dbapps network", () => {
  test("shows a policy, destination by destination: when, who asks, why, and where that is written", async () => {
    writePlatform();
    const { code, out } = await cli("--workspace", "prod");
    expect(code).toBe(0);
    expect(out).toBe(
      `workspace prod: policy prod-egress, dry run

destination          when      asked by         because                            written in
api.stripe.com       run time  billing          charges cards                      definition of billing
                     run time  orders           charges cards                      definition of orders
api.weather.example  run time  other workloads  nightly [2J job                    otherWorkloads of the policy
databricksapps.com   run time  billing          app serving and user connectivity  definition of billing
                     run time  orders           app serving and user connectivity  definition of orders

blocked: bad.example
left out: 1 need of workspace staging
a change reaches these apps when they restart: billing in prod, orders in prod
3 destinations, list ${policy.digest.slice(0, 12)}
`,
    );
  });

  test("shows what an app's own assembly asks for, with the line or the file", async () => {
    const [need] = needsFor({ egress: [stripe] }).destinations;
    if (need === undefined) throw new Error("it needs something");
    const cause = { app: "orders", file: "databricks.yml", line: 7, column: 5 };
    writeApps(
      { ...needsFor(), destinations: [{ ...need, cause }] },
      needsFor({ app: "reports", manifests: ["package.json"] }),
      needsFor({ app: "lost", manifests: [], found: false }),
      needsFor({ app: "eu", workspace: staging }),
    );
    const { out } = await cli("--workspace", "prod");
    expect(out).toContain("workspace prod: what 3 apps of this assembly need; no policy here\n");
    expect(out).toMatch(/^api\.stripe\.com +run time +orders +charges cards +databricks\.yml:7:5$/m);
    expect(out).toMatch(/ build time +reports +Node\.js packages +app\/package\.json:1:21$/m);
    expect(out).toContain("lost: its folder app was not found");
    expect(out).not.toContain(" eu ");
  });

  test("prints JSON", async () => {
    writePlatform();
    const { out } = await cli("--workspace", "prod", "--json");
    expect(JSON.parse(out)).toEqual({
      workspace: { name: "prod", workspaceId: prod.workspaceId },
      policy: JSON.parse(JSON.stringify(policyRecord(policy, "network"))) as object,
    });
  });

  test("shows of full access what apps ask for, and that everything is let through; there is no denial to ask for", async () => {
    const full = policyOf([needsFor({ egress: [stripe] })], { mode: "full" });
    writeNetwork(path.join(folder, "cdktf.out"), { policies: [policyRecord(full, "network")], connectivity: [] });
    const { out } = await cli("--workspace", "prod");
    expect(out).toMatch(/^workspace prod: policy prod-egress, full access\neverything is let through/);
    expect(out).toMatch(/^api\.stripe\.com +run time +orders/m);
    const asked = await denials(...WINDOW);
    expect(asked).toMatchObject({ code: 1, out: "", err: expect.stringContaining("full access") });
  });

  test("reads another assembly where it is told to", async () => {
    writePlatform();
    fs.renameSync(path.join(folder, "cdktf.out"), path.join(folder, "elsewhere"));
    expect((await cli("--workspace", "prod", "--assembly", "elsewhere")).code).toBe(0);
  });

  test("fails on a workspace that the assembly does not know, and names those that it does", async () => {
    writePlatform();
    const { code, err } = await cli("--workspace", "production");
    expect(code).toBe(1);
    expect(err).toContain("known: prod");
  });

  test("fails where nothing was synthesized, and without a workspace", async () => {
    expect(await cli("--workspace", "prod")).toMatchObject({ code: 1, err: expect.stringContaining("dbapps synth") });
    expect(await cli()).toMatchObject({ code: 1, err: expect.stringContaining("--workspace") });
  });
});

const WINDOW = ["--from", "2026-11-14", "--to", "2026-11-21T08:00:00Z"];
const denials = (...argv: readonly string[]) => cli("denials", "--workspace", "prod", ...argv);

/** What a SQL editor exports for the query of the policy above. */
function writeResult(...destinations: readonly string[]): void {
  const header =
    "row_type,workspace_id,source_type,access_type,destination_type,destination,events,first_seen,last_seen";
  const asked = `query,${prod.workspaceId},*,not allowed,policy,${policy.digest},${destinations.length},2026-11-14T00:00:00Z,2026-11-21T00:00:00Z`;
  const rows = destinations.map((name) => `denial,${prod.workspaceId},DBSQL,DROP,DNS,${name},3,2026-11-15,2026-11-16`);
  fs.writeFileSync(path.join(folder, "result.csv"), [header, asked, ...rows, ""].join("\n"));
}

const report = () => JSON.parse(fs.readFileSync(path.join(folder, "denials-prod.json"), "utf8")) as never;
const codes = (value: unknown) => checkReports([value], { workspaces: [prod], list: policy }).map(({ code }) => code);

describe("dbapps network denials", () => {
  test("prints the query for the workspace, the window and the list, and what to do with it", async () => {
    writePlatform();
    const { code, out, err } = await denials(...WINDOW);
    expect(code).toBe(0);
    expect(out).toContain("event_time >= TIMESTAMP '2026-11-14T00:00:00Z'");
    expect(out).toContain("event_time < TIMESTAMP '2026-11-21T08:00:00Z'");
    expect(out).toContain(`'${policy.digest}' AS destination`);
    expect(err).toContain("dbapps network denials --workspace prod --result <file>");
  });

  test("asks for the last seven days unless it is told otherwise", async () => {
    writePlatform();
    const times = [...(await denials()).out.matchAll(/TIMESTAMP '([^']+)'/g)].map(([, time = ""]) => Date.parse(time));
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(7 * 24 * 60 * 60 * 1000);
  });

  test("makes a report that allows enforcing where nothing was refused", async () => {
    writePlatform();
    writeResult();
    const { code, out } = await denials("--result", "result.csv");
    expect(code).toBe(0);
    expect(out).toContain("Wrote denials-prod.json: name it as denials of the policy to enforce it");
    expect(codes(report())).toEqual([]);
  });

  test("makes a report of what was refused, with lines to add", async () => {
    writePlatform();
    writeResult("api.example.com");
    const { out } = await denials("--result", "result.csv");
    expect(out).toContain('{ host: "api.example.com", because: "<why>" },');
    expect(codes(report())).toEqual(["denials.unacknowledged"]);
  });

  test("keeps the reasons that somebody wrote into the report before", async () => {
    writePlatform();
    writeResult("api.example.com");
    await denials("--result", "result.csv");
    const { denials: found, ...rest } = report() as { denials: object[] };
    const said = { ...rest, denials: found.map((one) => ({ ...one, acknowledged: "a tracker" })) };
    fs.writeFileSync(path.join(folder, "denials-prod.json"), JSON.stringify(said));
    writeResult("api.example.com", "b.example.com");
    await denials("--result", "result.csv");
    expect(codes(report())).toEqual(["denials.unacknowledged"]);
    expect(JSON.stringify(report())).toContain('"acknowledged":"a tracker"');
  });

  test("says that a filtered query is not enough to enforce", async () => {
    writePlatform();
    const { out } = await denials("--source-type", "Apps");
    expect(out).toContain("network_source_type IN ('Apps')");
  });

  test("prints JSON", async () => {
    writePlatform();
    writeResult("api.example.com");
    const { out } = await denials("--result", "result.csv", "--json");
    expect(JSON.parse(out)).toMatchObject({ report: { workspace: "prod", rowCount: 1 }, proposal: { egress: [] } });
  });

  test.each([
    ["a window that ends before it begins", ["--from", "2026-11-21", "--to", "2026-11-14"]],
    ["a time that is none", ["--from", "yesterday"]],
    ["a time of no zone", ["--from", "2026-11-14T08:00:00"]],
    ["a result that is not there", ["--result", "none.csv"]],
    ["a result that is no table", ["--result", "cdktf.json"]],
  ])("fails with %s", async (_, argv) => {
    writePlatform();
    expect((await denials(...argv)).code).toBe(1);
  });

  test("fails with the result of another workspace", async () => {
    writePlatform();
    writeResult();
    const file = path.join(folder, "result.csv");
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replaceAll(prod.workspaceId, "4444"));
    expect((await denials("--result", "result.csv")).code).toBe(1);
    expect(fs.existsSync(path.join(folder, "denials-prod.json"))).toBe(false);
  });

  test("fails where a file that is no report would be overwritten", async () => {
    writePlatform();
    writeResult();
    fs.writeFileSync(path.join(folder, "denials-prod.json"), "notes");
    expect((await denials("--result", "result.csv")).code).toBe(1);
    expect(fs.readFileSync(path.join(folder, "denials-prod.json"), "utf8")).toBe("notes");
  });

  test("fails in an app's repository, which has no policy", async () => {
    writeApps(needsFor());
    expect((await denials()).err).toContain("run it where the network stack is");
  });
});
