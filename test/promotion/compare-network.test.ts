import type { Destination } from "databricks-apps-constructs";
import * as fc from "../support/random";
import type { PolicyMode } from "../../src/network/egress-policy";
import { compareNetworks, type ComparedNetwork, type NetworkChange } from "../../src/promotion/compare-network";
import { labelOf } from "../../src/promotion/show";
import { needsFor, policyOf, prod, staging } from "../network/sample";
import { workspaceWith } from "../stage/sample-program";

const because = "charges cards";
const stripe = { host: "api.stripe.com", because };
const weather = { host: "api.weather.example", because };

type Policy = ComparedNetwork["policies"][number];
type Config = ComparedNetwork["connectivity"][number];

const policy = (otherWorkloads: readonly Destination[] = [], more: Parameters<typeof policyOf>[1] = {}) =>
  policyOf([], { otherWorkloads, ...more });
const network = (policies: readonly Policy[], connectivity: readonly Config[] = []): ComparedNetwork => ({
  policies,
  connectivity,
});
const config = (more: Partial<Config> = {}): Config => ({
  name: "ncc-weu",
  region: "westeurope",
  adopted: false,
  workspaces: [prod],
  privateEndpoints: [],
  ...more,
});
const full = policyOf([], { mode: "full" });

const rowsOf = (changes: readonly NetworkChange[]) =>
  changes.flatMap(({ workspaces, differences }) =>
    differences.map(({ path, direction }) => `${workspaces.map(({ name }) => name).join("+")} ${path} ${direction}`),
  );
const rows = (before: ComparedNetwork, after: ComparedNetwork) => rowsOf(compareNetworks(before, after));

describe("a network beside another", () => {
  test.each<[what: string, before: ComparedNetwork, after: ComparedNetwork, expected: readonly string[]]>([
    ["a host more", network([policy()]), network([policy([stripe])]), ["prod destinations/api.stripe.com widens"]],
    ["a host less", network([policy([stripe])]), network([policy()]), ["prod destinations/api.stripe.com narrows"]],
    [
      "storage more",
      network([policy()]),
      network([policy([{ storageAccount: "acmelake", service: "dfs", because }])]),
      ["prod destinations/acmelake/dfs widens"],
    ],
    [
      "dry run instead of enforced",
      network([policy([stripe], { mode: "enforced" })]),
      network([policy([stripe])]),
      ["prod mode widens"],
    ],
    [
      "enforced instead of dry run",
      network([policy()]),
      network([policy([], { mode: "enforced" })]),
      ["prod mode narrows"],
    ],
    [
      "full access instead of a list, and none of its lines",
      network([policy([stripe])]),
      network([full]),
      ["prod mode widens"],
    ],
    ["a list instead of full access", network([full]), network([policy([stripe])]), ["prod mode narrows"]],
    [
      "a host that is no longer blocked",
      network([policy([], { blocked: ["bad.example"] })]),
      network([policy()]),
      ["prod blocked/bad.example widens"],
    ],
    [
      "a host that is blocked",
      network([policy()]),
      network([policy([], { blocked: ["bad.example"] })]),
      ["prod blocked/bad.example narrows"],
    ],
    ["a workspace that gets a policy", network([]), network([policy([stripe])]), ["prod policy narrows"]],
    ["a workspace that gets full access", network([]), network([full]), ["prod policy neither"]],
    ["a workspace that left a policy", network([policy([stripe])]), network([]), ["prod policy widens"]],
    [
      "a workspace that is detached",
      network([policy([stripe])]),
      network([{ ...policy([stripe]), workspaces: [], detached: [prod] }]),
      ["prod policy widens"],
    ],
    [
      "another policy, and what it lists besides",
      network([policy([stripe])]),
      network([policy([stripe, weather], { policyId: "other" })]),
      ["prod policy neither", "prod destinations/api.weather.example widens"],
    ],
    [
      "another asker for the same",
      network([policyOf([needsFor({ egress: [stripe] })])]),
      network([policyOf([needsFor({ egress: [stripe] }), needsFor({ app: "billing", egress: [stripe] })])]),
      ["prod destinations/api.stripe.com neither", "prod destinations/databricksapps.com neither"],
    ],
    ["a configuration", network([]), network([], [config()]), ["prod connectivity widens"]],
    ["none any more", network([], [config()]), network([]), ["prod connectivity narrows"]],
    ["another one", network([], [config()]), network([], [config({ name: "ncc-2" })]), ["prod connectivity neither"]],
    [
      "a configuration in another region",
      network([], [config()]),
      network([], [config({ region: "northeurope" })]),
      ["prod region neither"],
    ],
    [
      "private endpoints, one more and one less",
      network([], [config({ privateEndpoints: [{ target: "/s/lake", part: "dfs" }] })]),
      network([], [config({ privateEndpoints: [{ target: "/s/lake", part: "blob" }] })]),
      ["prod privateEndpoints/~1s~1lake/blob widens", "prod privateEndpoints/~1s~1lake/dfs narrows"],
    ],
    [
      "an endpoint of a configuration that no workspace has",
      network([], [config({ workspaces: [] })]),
      network([], [config({ workspaces: [], privateEndpoints: [{ target: "/s/lake", part: "dfs" }] })]),
      [" privateEndpoints/~1s~1lake/dfs widens"],
    ],
    [
      "another name of a workspace",
      network([policy()]),
      network([policy([], { attachTo: [workspaceWith({ name: "production" })] })]),
      [],
    ],
    ["the second step of detaching", network([{ ...policy(), workspaces: [], detached: [prod] }]), network([]), []],
  ])("has %s", (_, before, after, expected) => {
    expect(rows(before, after)).toEqual(expected);
  });

  test("says of a workspace that was dropped without detach that it stays under the policy", () => {
    const both = policy([stripe], { attachTo: [prod, staging] });
    const [dropped, detached] = [
      network([policy([stripe])]),
      network([{ ...policy([stripe]), detached: [{ ...staging }] }]),
    ].map((after) => compareNetworks(network([both]), after));
    expect(rowsOf(dropped ?? [])).toEqual(["staging policy widens"]);
    expect(rowsOf(detached ?? [])).toEqual(rowsOf(dropped ?? []));
    const why = (changes: readonly NetworkChange[] = []) =>
      changes.flatMap(({ differences }) => differences.map((one) => one.why)).join();
    expect(why(dropped)).toMatch(/stays under prod-egress.*detach/);
    expect(why(detached)).toMatch(/default policy/);
  });

  test("goes by labels: a name that ends alike is not below a host, one that is below is said to be", () => {
    const why = (host: string) =>
      compareNetworks(
        network([policy([{ host: "example.com", because }])]),
        network([
          policy([
            { host: "example.com", because },
            { host, because },
          ]),
        ]),
      )
        .flatMap(({ differences }) => differences)
        .map((one) => `${one.direction}: ${one.why}`)
        .join();
    expect(why("badexample.com")).toBe("widens: every serverless workload may reach it");
    expect(why("api.example.com")).toMatch(/^widens: .*example\.com above it is listed.*unconfirmed$/);
  });

  test("is shown once for all workspaces that go the same way", () => {
    const attachTo = [prod, staging];
    const changes = compareNetworks(network([policy([], { attachTo })]), network([policy([stripe], { attachTo })]));
    expect(rowsOf(changes)).toEqual(["prod+staging destinations/api.stripe.com widens"]);
  });

  test("labels its rows as a person calls them", () => {
    const changes = compareNetworks(
      network([policy([], { blocked: ["bad.example"] })], [config()]),
      network(
        [policy([stripe, { storageAccount: "acmelake", service: "dfs", because }])],
        [config({ privateEndpoints: [{ target: "/subscriptions/s/lake", part: "dfs" }] })],
      ),
    );
    expect(changes.flatMap(({ differences }) => differences.map(labelOf))).toEqual([
      "destination acmelake dfs",
      "destination api.stripe.com",
      "blocked bad.example",
      "endpoint dfs lake",
    ]);
  });
});

describe("the apps to restart", () => {
  const shop = needsFor({ app: "shop", egress: [stripe] });
  const eu = needsFor({ app: "eu", workspace: staging });
  const attachTo = [prod, staging];

  test("are those whose policy changes, before and after, in the workspaces where it does", () => {
    const [before, after] = [
      network([policyOf([shop, eu], { attachTo })]),
      network([policyOf([shop], {}), policyOf([eu], { policyId: "eu", attachTo: [staging] })]),
    ];
    expect(compareNetworks(before, after).map(({ workspaces, restart }) => [workspaces[0]?.name, restart])).toEqual([
      ["staging", [{ app: "eu", workspace: "staging" }]],
      ["prod", undefined],
    ]);
  });

  test("are none where only who asks is another", () => {
    const [before, after] = [[shop], [shop, needsFor({ app: "billing", egress: [stripe] })]].map((needs) =>
      network([policyOf(needs)]),
    );
    const changes = compareNetworks(before ?? network([]), after ?? network([]));
    expect(changes.map(({ restart }) => restart)).toEqual([undefined]);
    expect(rowsOf(changes)).not.toEqual([]);
  });

  test("are also those of another configuration, and of a new private endpoint", () => {
    const policies = [policyOf([shop])];
    const restart = (after: Config) =>
      compareNetworks(network(policies, [config()]), network(policies, [after])).map((change) => change.restart);
    const apps = [{ app: "shop", workspace: "prod" }];
    expect(restart(config({ name: "ncc-2" }))).toEqual([apps]);
    expect(restart(config({ privateEndpoints: [{ target: "/s/lake", part: "dfs" }] }))).toEqual([apps]);
    expect(restart(config({ adopted: true }))).toEqual([undefined]);
  });
});

const hosts = ["a.example.com", "b.example.com", "c.example.com"];
const somePolicy = fc.record({
  mode: fc.constantFrom<PolicyMode>("full", "dryRun", "enforced"),
  policyId: fc.constantFrom("one", "two"),
  listed: fc.subarray(hosts),
  blocked: fc.subarray(["bad.example.com"]),
  attachTo: fc.subarray([prod, staging], { minLength: 1 }),
});
const generated = fc
  .record({
    policy: fc.option(somePolicy, { nil: undefined }),
    endpoints: fc.subarray(["dfs", "blob"]),
    bound: fc.boolean(),
  })
  .map(({ policy: given, endpoints, bound }) => {
    const { mode = "full", policyId, listed = [], blocked, attachTo } = given ?? {};
    const lists = mode === "full" ? {} : { otherWorkloads: listed.map((host) => ({ host, because })), blocked };
    return network(
      given === undefined ? [] : [policyOf([], { mode, policyId, attachTo, ...lists })],
      bound ? [config({ privateEndpoints: endpoints.map((part) => ({ target: "/s/lake", part })) })] : [],
    );
  });

/** What happens to a connection, from what the vendor says of modes and lists: least first. */
function judge({ policies }: ComparedNetwork, workspaceId: string, host: string): "refused" | "logged" | "free" {
  const own = policies.find(({ workspaces }) => workspaces.some((place) => place.workspaceId === workspaceId));
  if (own === undefined || own.mode === "full") return "free";
  const listed = own.entries.some(({ destination }) => "host" in destination && destination.host === host);
  if (listed && !own.blocked.includes(host)) return "free";
  return own.mode === "enforced" ? "refused" : "logged";
}

describe("generated networks", () => {
  const RANK = { refused: 0, logged: 1, free: 2 };
  const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 2000) / 10 };

  test("do not differ from themselves", () => {
    fc.assert(
      fc.property(generated, (one) => {
        expect(rows(one, one)).toEqual([]);
      }),
      runs,
    );
  });

  test("differ the other way round in the opposite direction", () => {
    const OPPOSITE = { widens: "narrows", narrows: "widens", neither: "neither" };
    fc.assert(
      fc.property(generated, generated, (one, other) => {
        const turned = rows(other, one).map((row) => row.replace(/\w+$/, (word) => OPPOSITE[word as "widens"]));
        expect([...turned].sort()).toEqual([...rows(one, other)].sort());
      }),
      runs,
    );
  });

  test("widen wherever a connection gets on better than before, and narrow wherever one gets on worse", () => {
    fc.assert(
      fc.property(generated, generated, (before, after) => {
        const changes = compareNetworks(before, after);
        for (const { workspaceId } of [prod, staging]) {
          const own = changes.filter(({ workspaces }) => workspaces.some((place) => place.workspaceId === workspaceId));
          const directions = own.flatMap(({ differences }) => differences.map(({ direction }) => direction));
          for (const host of [...hosts, "bad.example.com", "other.example.com"]) {
            const [was, is] = [before, after].map((one) => RANK[judge(one, workspaceId, host)]);
            if (was === undefined || is === undefined) throw new Error("there are two");
            if (is > was) expect(directions).toContain("widens");
            if (is < was) expect(directions).toContain("narrows");
          }
        }
      }),
      runs,
    );
  });

  test("have one row for each place of a change", () => {
    fc.assert(
      fc.property(generated, generated, (before, after) => {
        for (const { differences } of compareNetworks(before, after)) {
          const paths = differences.map(({ path }) => path);
          expect(new Set(paths).size).toBe(paths.length);
        }
      }),
      runs,
    );
  });
});
