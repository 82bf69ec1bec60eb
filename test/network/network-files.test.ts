import { needsJson } from "../../src/assembly/needs";
import { networkFiles, policyRecord, type ConnectivityRecord } from "../../src/assembly/network";
import { needsIssues } from "../../src/network/needs-schema";
import { needsFor, policyOf, prod, staging } from "./sample";

const stripe = { host: "api.stripe.com", because: "charges cards | <b>quickly</b>\nand often" };
const policy = policyOf([needsFor({ egress: [stripe] }), needsFor({ app: "eu", workspace: staging })], {
  otherWorkloads: [{ host: "api.weather.example", because: "nightly forecast job" }],
});
const connectivity: ConnectivityRecord = {
  stack: "network-prod",
  name: "ncc-weu",
  region: "westeurope",
  adopted: false,
  workspaces: [{ name: prod.name, workspaceId: prod.workspaceId }],
  privateEndpoints: [{ target: "/subscriptions/s/resourceGroups/r/providers/p/t/a", part: "dfs" }],
};

describe("the files of a network", () => {
  const files = networkFiles({ policies: [policyRecord(policy, "network-prod")], connectivity: [connectivity] });

  test("are network.json, network.md and the contract", () => {
    expect(Object.keys(files).sort()).toEqual(["egress-contract.json", "network.json", "network.md"]);
    expect(JSON.parse(files["network.json"] ?? "")).toMatchObject({
      schemaVersion: 1,
      policies: [{ stack: "network-prod", policyId: "prod-egress", mode: "dryRun", digest: policy.digest }],
      connectivity: [connectivity],
    });
  });

  test("show a reviewer each destination, who asks, what was left out and what to restart", () => {
    const page = files["network.md"] ?? "";
    expect(page).toContain("| api.weather.example | run time | other workloads | nightly forecast job |");
    expect(page).toContain("A change reaches these apps when they restart: `orders in prod`.");
    expect(page).toContain("Left out, because the policy is not attached to `staging`: 1 destinations of `eu`.");
    expect(page).toContain("| /subscriptions/s/resourceGroups/r/providers/p/t/a | dfs |");
  });

  test("keep other people's reasons within their cell", () => {
    expect(files["network.md"]).toContain("| charges cards \\| \\<b\\>quickly\\</b\\> and often |");
  });

  test("hold a contract for each of several policies, by its id", () => {
    const other = policyRecord({ ...policy, policyId: "eu-egress" }, "network-eu");
    const both = networkFiles({ policies: [policyRecord(policy, "network-prod"), other], connectivity: [] });
    expect(Object.keys(both).sort()).toEqual([
      "eu-egress.egress-contract.json",
      "network.json",
      "network.md",
      "prod-egress.egress-contract.json",
    ]);
  });

  test("are none where a program makes no network", () => {
    expect(networkFiles({ policies: [], connectivity: [] })).toEqual({});
  });
});

describe("needs.json", () => {
  const document = () => JSON.parse(needsJson([needsFor({ egress: [stripe] }), needsFor({ app: "a" })])) as never;

  test("is sorted, and read again as what it was", () => {
    expect(needsIssues(document())).toEqual([]);
    expect((document() as { needs: { app: string }[] }).needs.map(({ app }) => app)).toEqual(["a", "orders"]);
  });

  test.each([
    ["schemaVersion", { schemaVersion: 2, needs: [] }],
    ["needs", { schemaVersion: 1 }],
    ["needs/0/app", { schemaVersion: 1, needs: [{ workspace: "prod", destinations: [] }] }],
    [
      "needs/0/destinations/0/host",
      {
        schemaVersion: 1,
        needs: [{ app: "a", workspace: "prod", destinations: [{ host: "*.a.com", because: "x1" }] }],
      },
    ],
    [
      "needs/0/destinations/0/cause/line",
      {
        schemaVersion: 1,
        needs: [
          {
            app: "a",
            workspace: "prod",
            destinations: [{ host: "a.com", because: "x1", cause: { app: "a", line: "7" } }],
          },
        ],
      },
    ],
  ])("fails where another repository's is wrong at %s", (path, wrong) => {
    expect(needsIssues(wrong).map((issue) => issue.path.join("/"))).toEqual([path]);
  });
});
