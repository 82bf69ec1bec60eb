import type { Destination } from "databricks-apps-constructs";
import { contractIssues } from "../../src/network/contract-schema";
import { contractJson, contractLine, contractOf, notInContract } from "../../src/network/contract";
import { checkWorkspace } from "../../src/workspace/check-workspace";
import { workspaceWith } from "../stage/sample-program";
import { hostsOf, needsFor, policyOf } from "./sample";

const stripe: Destination = { host: "api.stripe.com", because: "charges cards" };
const data: Destination = { storageAccount: "acmedata", service: "dfs", because: "reads exports" };

describe("the contract of a policy", () => {
  const needs = needsFor({ manifests: ["package.json"], egress: [stripe, data] });
  const contract = contractOf(policyOf([needs]));

  test("lets through everything that was asked for when it was made", () => {
    expect(notInContract(needs, contract)).toEqual([]);
  });

  test("is what a workspace takes, also after a way through its file", () => {
    expect(contractIssues(JSON.parse(contractJson(contract)))).toEqual([]);
    expect(checkWorkspace(workspaceWith({ egress: contract }))).toEqual([]);
  });

  test("says what is needed for builds only", () => {
    const phases = contract.destinations.map((one) => ("phase" in one ? one.phase : undefined));
    expect(phases.filter((phase) => phase === "build")).toHaveLength(1);
  });

  test("fails an app that asks for more", () => {
    const more = needsFor({
      egress: [stripe, { host: "api.example.com", because: "x1" }, { ...data, service: "blob" }],
    });
    expect(hostsOf(notInContract(more, contract))).toEqual(["acmedata/blob", "api.example.com"]);
  });

  test("of full access meets every need and lists nothing", () => {
    const full = contractOf(policyOf([needs], { mode: "full" }));
    expect(full).toEqual({ policyId: "prod-egress", mode: "full", destinations: [] });
    expect(contractIssues(full)).toEqual([]);
    expect(checkWorkspace(workspaceWith({ egress: full }))).toEqual([]);
    expect(notInContract(needs, full)).toEqual([]);
    expect(notInContract(needs, { ...full, mode: "dryRun" })).toHaveLength(needs.destinations.length);
  });

  test("does not take a host for one below it", () => {
    const below = needsFor({ egress: [{ host: "eu.api.stripe.com", because: "x1" }] });
    expect(hostsOf(notInContract(below, contract))).toEqual(["eu.api.stripe.com"]);
  });

  test("is asked for with one line", () => {
    const [need] = needsFor({ egress: [stripe] }).destinations;
    if (need === undefined) throw new Error("it needs something");
    expect(JSON.parse(contractLine(needs, need))).toEqual({ ...stripe, app: "orders", workspace: "prod" });
  });

  test.each([
    ["mode", { policyId: "p1", mode: "off", destinations: [] }],
    ["destinations/0/host", { policyId: "p1", mode: "dryRun", destinations: [{ host: "*.a.com", because: "x1" }] }],
    ["policyId", { mode: "dryRun", destinations: [] }],
  ])("fails where its file is wrong at %s", (path, document) => {
    expect(contractIssues(document).map((issue) => issue.path.join("/"))).toEqual([path]);
  });
});
