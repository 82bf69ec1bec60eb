import type { Destination } from "databricks-apps-constructs";
import { POLICY_DESTINATIONS } from "../../src/facts/network";
import type { ComposedPolicy } from "../../src/network/compose-policy";
import { workspaceWith } from "../stage/sample-program";
import { ALWAYS, hostsOf, needsFor, NODE, policyOf, prod, staging } from "./sample";

const stripe: Destination = { host: "api.stripe.com", because: "charges cards" };
const weather: Destination = { host: "api.weather.example", because: "nightly forecast job" };
const allowed = ({ entries }: ComposedPolicy) => hostsOf(entries.map(({ destination }) => destination));
const problems = ({ issues }: ComposedPolicy) => issues.map(({ code, path }) => `${code} at ${path.join("/")}`);

/** What plain JavaScript may pass. */
const odd = (otherWorkloads: unknown) => ({ otherWorkloads }) as { otherWorkloads: never };

describe("a policy", () => {
  test("merges what apps and other workloads need, and keeps who asked", () => {
    const policy = policyOf([needsFor({ egress: [stripe] }), needsFor({ app: "billing", egress: [stripe] })], {
      otherWorkloads: [weather, { ...stripe, because: "refund job" }],
    });
    expect(problems(policy)).toEqual([]);
    expect(allowed(policy)).toEqual(["api.stripe.com", "api.weather.example", ...ALWAYS]);
    expect(policy.entries[0]).toEqual({
      destination: { host: "api.stripe.com", because: "charges cards; refund job" },
      phases: ["run"],
      causes: [
        { phase: "run", because: "refund job" },
        { app: "billing", workspace: "prod", phase: "run", because: "charges cards" },
        { app: "orders", workspace: "prod", phase: "run", because: "charges cards" },
      ],
    });
  });

  test("knows build time from run time", () => {
    const policy = policyOf([
      needsFor({ manifests: ["package.json"], egress: [{ host: String(NODE), because: "x1" }] }),
    ]);
    const [entry] = policy.entries.filter(({ destination }) => hostsOf([destination])[0] === NODE[0]);
    expect(entry?.phases).toEqual(["build", "run"]);
  });

  test("leaves out the needs of workspaces it is not attached to, and counts them", () => {
    const policy = policyOf([needsFor(), needsFor({ workspace: staging, egress: [stripe] })]);
    expect(allowed(policy)).toEqual(ALWAYS);
    expect(policy.ignored).toEqual([
      { workspace: "staging", workspaceId: "2222222222222222", apps: ["orders"], destinations: 2 },
    ]);
    expect(policy.apps).toEqual([{ app: "orders", workspace: "prod" }]);
  });

  test("knows a workspace by its id, whatever another repository calls it", () => {
    const renamed = workspaceWith({ name: "production" });
    const namesake = workspaceWith({ workspaceId: "9999" });
    expect(allowed(policyOf([needsFor({ workspace: renamed, egress: [stripe] })]))).toContain("api.stripe.com");
    expect(allowed(policyOf([needsFor({ workspace: namesake, egress: [stripe] })]))).toEqual([]);
    const byName = { app: "a", workspace: "prod", destinations: [stripe] };
    expect(allowed(policyOf([byName]))).toEqual(["api.stripe.com"]);
  });

  test("of several workspaces takes the needs of all of them", () => {
    const needs = [needsFor(), needsFor({ workspace: staging, egress: [stripe] })];
    const policy = policyOf(needs, { attachTo: [staging, prod] });
    expect(allowed(policy)).toEqual(["api.stripe.com", ...ALWAYS]);
    expect(policy.workspaces.map(({ name }) => name)).toEqual(["staging", "prod"]);
  });

  test("has a digest of what it lets through, neither of who asks nor of the mode", () => {
    const one = policyOf([needsFor({ egress: [stripe] })]);
    expect(policyOf([needsFor({ app: "b", egress: [{ ...stripe, because: "else" }] })]).digest).toBe(one.digest);
    expect(policyOf([needsFor({ egress: [stripe] })], { mode: "enforced" }).digest).toBe(one.digest);
    expect(policyOf([needsFor({ egress: [stripe, weather] })]).digest).not.toBe(one.digest);
    expect(policyOf([needsFor({ egress: [stripe] })], { blocked: ["x.example"] }).digest).not.toBe(one.digest);
  });

  test.each<[string, string, ComposedPolicy]>([
    ["with the vendor's own id", "egress.policy-id at policyId", policyOf([], { policyId: "default-policy" })],
    ["with an id of 33 characters", "egress.policy-id at policyId", policyOf([], { policyId: "p".repeat(33) })],
    ["with a slash in its id", "egress.policy-id at policyId", policyOf([], { policyId: "a/b" })],
    [
      "on a tier below Premium",
      "egress.tier at attachTo/0",
      policyOf([], { attachTo: [workspaceWith({ tier: "STANDARD" })] }),
    ],
    ["with a workload that is no destination", "schema.type at otherWorkloads/0", policyOf([], odd([null]))],
    ["with a destination that is a text", "schema.type at otherWorkloads/0", policyOf([], odd(["api.example.com"]))],
    [
      "with needs of another form",
      "schema.missing at needs/0/app",
      policyOf([{ workspace: "prod", destinations: [] } as never]),
    ],
    ["on one workspace twice", "egress.workspace-twice at attachTo/1", policyOf([], { attachTo: [prod, prod] })],
    [
      "in two clouds",
      "egress.clouds at attachTo/1",
      policyOf([], { attachTo: [prod, workspaceWith({ workspaceId: "7", cloud: "aws" })] }),
    ],
    [
      "with a wildcard",
      "egress.host at otherWorkloads/0/host",
      policyOf([], { otherWorkloads: [{ host: "*.example.com", because: "x1" }] }),
    ],
    [
      "with a wildcard in an app's needs",
      "egress.host at needs/prod/orders/host:*.example.com/host",
      policyOf([needsFor({ egress: [{ host: "*.example.com", because: "x1" }] })]),
    ],
    [
      "with a bucket on Azure",
      "egress.storage-cloud at otherWorkloads/0",
      policyOf([], { otherWorkloads: [{ bucket: "acme-data", region: "eu-west-1", because: "x1" }] }),
    ],
    [
      "that blocks what an app needs",
      "egress.blocked-and-allowed at blocked/0",
      policyOf([needsFor({ egress: [stripe] })], { blocked: ["api.stripe.com"] }),
    ],
    ["that blocks a wildcard", "egress.host at blocked/0", policyOf([], { blocked: ["*.example.com"] })],
    [
      "that is enforced while an app's folder was not found",
      "egress.source-unknown at needs/prod/orders",
      policyOf([needsFor({ manifests: [], found: false })], { mode: "enforced" }),
    ],
    [
      "with more destinations than the vendor takes",
      "egress.too-many at needs",
      policyOf([], {
        otherWorkloads: Array.from({ length: POLICY_DESTINATIONS.value + 1 }, (_, n) => ({
          host: `h${n}.example.com`,
          because: "x1",
        })),
      }),
    ],
  ])("fails %s", (_, expected, policy) => {
    expect(problems(policy)).toEqual([expected]);
  });

  test("takes as many destinations as the vendor does", () => {
    const otherWorkloads = Array.from({ length: POLICY_DESTINATIONS.value }, (_, n) => ({
      host: `h${n}.example.com`,
      because: "x1",
    }));
    expect(problems(policyOf([], { otherWorkloads }))).toEqual([]);
  });

  test("in dry run warns of an app whose folder was not found", () => {
    const policy = policyOf([needsFor({ manifests: [], found: false })]);
    expect(problems(policy)).toEqual([]);
    expect(policy.warnings.map(({ code }) => code)).toEqual(["egress.source-unknown"]);
  });
});

describe("full access", () => {
  const stripe = { host: "api.stripe.com", because: "charges cards" };
  const full = (more: Partial<Parameters<typeof policyOf>[1]> = {}) =>
    policyOf([needsFor({ egress: [stripe], manifests: [], found: false })], { mode: "full", ...more });

  test("writes down what apps ask for, and which of them a change reaches", () => {
    expect(hostsOf(full().entries.map(({ destination }) => destination))).toContain("api.stripe.com");
    expect(full().apps).toEqual([{ app: "orders", workspace: "prod" }]);
  });

  test("is no list: what apps ask for does not change it, and no list is equal to it", () => {
    expect(full().digest).toBe(policyOf([], { mode: "full" }).digest);
    expect(full().digest).not.toBe(policyOf([]).digest);
  });

  test("does not mind a folder that was not found: its build is let through too", () => {
    expect(full()).toMatchObject({ issues: [], warnings: [] });
    expect(full({ mode: "dryRun" }).warnings.map(({ code }) => code)).toEqual(["egress.source-unknown"]);
  });

  test("fails with a list, which would have no effect", () => {
    const issues = full({ otherWorkloads: [stripe], blocked: ["bad.example"] }).issues;
    expect(issues.map(({ code, path }) => `${code} ${path.join("/")}`)).toEqual([
      "egress.full-access otherWorkloads",
      "egress.full-access blocked",
    ]);
  });
});
