import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as apps from "databricks-apps-constructs";
import { createColors } from "picocolors";
import type { Review } from "../../src/assembly/review";
import { reviewMarkdown } from "../../src/assembly/review-markdown";
import { printDiff } from "../../src/cli/print-diff";
import { samplePromotion } from "../promotion/sample-promotion";
import { addNcc, addPolicy, platform, prod, reportFor, staging } from "../support/account-program";
import { ordersProd } from "../support/orders";
import { runCli } from "./run-cli";

const LAKE = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/lake";
const weather = { host: "api.weather.example", because: "nightly forecast job" };
const feeds = { host: "feeds.partner.example", because: "import job" };
const needs = [apps.EgressNeeds.of(ordersProd)];

let folder: string;

/** An assembly of a platform, as its synthesis writes it. */
function write(name: string, fill: Parameters<typeof platform>[0]): void {
  const { files } = platform(fill, [prod, staging]);
  fs.mkdirSync(path.join(folder, name));
  for (const [file, text] of Object.entries(files)) {
    if (!file.includes("/")) fs.writeFileSync(path.join(folder, name, file), text);
  }
}

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "dbapps-diff-network-"));
  write("dry", (account) => {
    addPolicy(account, { needs, otherWorkloads: [weather], blocked: ["paste.example"], attachTo: [prod, staging] });
  });
  const [before] = JSON.parse(fs.readFileSync(path.join(folder, "dry", "network.json"), "utf8")).policies;
  const denials = path.join(folder, "denials.json");
  fs.writeFileSync(denials, JSON.stringify(reportFor(prod, before.digest, before)));
  write("enforced", (account) => {
    const otherWorkloads = [weather, feeds];
    addPolicy(account, { needs, otherWorkloads, blocked: ["paste.example"], mode: "enforced", denials });
    addNcc(account, { privateEndpoints: [{ resourceId: LAKE, groupId: "dfs" }] });
  });
  fs.mkdirSync(path.join(folder, "shop"));
  fs.writeFileSync(path.join(folder, "shop", "promotion.json"), JSON.stringify(samplePromotion()));
});

afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

const diff = (from: string, to: string, ...more: readonly string[]) =>
  runCli(["diff", "--from", from, "--to", to, ...more], folder);

describe("dbapps diff over the assemblies of a platform", () => {
  test("shows what widens and narrows, workspace by workspace, and which apps to restart", async () => {
    const { code, out, err } = await diff("dry", "enforced");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.replace(/review [0-9a-f]{12}/, "review")).toBe(`network prod                 dry      enforced
  mode                       dry run  enforced                          platform
    narrows: what is not listed is refused
  destination                -        other workloads (run): import     platform
    feeds.partner.example             job
    widens: every serverless workload may reach it
  connectivity               -        ncc-weu                           platform
    widens: workloads come from its addresses, and reach what its private
    endpoints lead to
  endpoint dfs lake          -        /subscriptions/s/resourceGroups/  platform
                                      r/providers/Microsoft.Storage/
                                      storageAccounts/lake
    widens: a private way there, once its owner approves it
restart these apps: orders in prod

network staging  dry                   enforced
  policy         prod-egress, dry run  -         platform
    widens: nothing detaches it: it stays under prod-egress, unseen; name it in
    detach and apply that first
restart the apps of these workspaces: the policy knows of none by name

5 differences: 4 widen, 1 narrows; review
`);
  });

  test("is what docs/compare.md shows", async () => {
    const page = fs.readFileSync(path.join(__dirname, "../../docs/compare.md"), "utf8");
    const blocks = [...page.matchAll(/^```text\n(.*?)^```$/gms)].map(([, text = ""]) => text);
    const { out } = await diff("dry", "enforced");
    expect(blocks.filter((text) => text.startsWith("network"))).toEqual([out]);
  });

  test("keeps what people wrote from moving a cursor", async () => {
    write("nasty", (account) => {
      addPolicy(account, { otherWorkloads: [{ host: "a.example", because: "import\u001b[2J job" }] });
    });
    const { out } = await diff("dry", "nasty");
    expect(out).toContain("import\\u{1b}[2J job");
  });

  test("has the same in every form", async () => {
    const review = JSON.parse((await diff("dry", "enforced", "--json")).out) as Review;
    expect(review.comparisons).toEqual([]);
    expect(review.network?.map(({ workspaces, restart }) => [workspaces.map(({ name }) => name), restart])).toEqual([
      [["prod"], [{ app: "orders", workspace: "prod" }]],
      [["staging"], []],
    ]);
    expect((await diff("dry", "enforced")).out).toBe(printDiff(review, createColors(false)));
    const page = (await diff("dry", "enforced", "--markdown")).out;
    expect(page).toBe(reviewMarkdown(review));
    expect(page).toContain("### network prod: dry to enforced\n");
    expect(page).toContain("| **widens**: every serverless workload may reach it |");
    expect(page).toContain("restart these apps: orders in prod.");
  });

  test("ends with 2 for differences where that was asked for, with 0 for none", async () => {
    expect((await diff("dry", "enforced", "--detailed-exitcode")).code).toBe(2);
    fs.cpSync(path.join(folder, "dry"), path.join(folder, "again"), { recursive: true });
    const same = await diff("dry", "again", "--detailed-exitcode");
    expect(same.code).toBe(0);
    expect(same.out).toMatch(/^no differences; review [0-9a-f]{12}$/m);
  });

  test("has another review for another change of the network", async () => {
    const digest = async (from: string, to: string) =>
      (JSON.parse((await diff(from, to, "--json")).out) as Review).digest;
    const [there, back] = [await digest("dry", "enforced"), await digest("enforced", "dry")];
    expect(there).not.toBe(back);
  });

  test("shows what an assembly without a network loses, and of apps what there is of them", async () => {
    fs.cpSync(path.join(folder, "shop"), path.join(folder, "both"), { recursive: true });
    fs.copyFileSync(path.join(folder, "dry", "network.json"), path.join(folder, "both", "network.json"));
    const { out } = await diff("shop", "both", "--json");
    const review = JSON.parse(out) as Review;
    expect(review.comparisons.length).toBeGreaterThan(0);
    expect(review.comparisons.flatMap(({ differences }) => differences)).toEqual([]);
    expect(review.network?.flatMap(({ differences }) => differences.map(({ path: at }) => at))).toEqual(["policy"]);
    expect((await diff("shop", "shop")).out).not.toContain("network");
  });

  test("leaves the network out where a stage or an app is named", async () => {
    expect((await diff("shop", "both", "dev")).out).not.toContain("network");
    expect((await diff("shop", "both", "--app", "shop")).out).not.toContain("network");
  });

  test("fails as a graph, which only apps have, and where there is nothing to compare", async () => {
    expect(await diff("dry", "enforced", "--mermaid")).toMatchObject({ code: 1, out: "" });
    expect(await runCli(["diff", "--to", "dry"], folder)).toMatchObject({ code: 1, out: "" });
  });

  test.each(["{", "null", '{"schemaVersion":2}'])("fails in words on a network.json that is none: %s", async (text) => {
    fs.cpSync(path.join(folder, "dry"), path.join(folder, "torn"), { recursive: true });
    fs.writeFileSync(path.join(folder, "torn", "network.json"), text);
    const { code, err } = await diff("dry", "torn");
    expect(code).toBe(1);
    expect(err).toMatch(/^\S.*synthesize it again\n$/);
  });

  test("fits 80 columns", async () => {
    for (const line of (await diff("dry", "enforced")).out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });
});
