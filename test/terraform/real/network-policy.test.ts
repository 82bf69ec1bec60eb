import type { Destination } from "databricks-apps-constructs";
import { LocalRun, type TestStack } from "../../support/local";
import {
  accountChanges,
  accountStack,
  DEV,
  documentOf,
  fullAccess,
  platform,
  type Platform,
  SEED,
  TEST,
} from "../../support/network";
import { describeWithTerraform } from "../../support/terraform";

jest.setTimeout(90_000);

const POLICY = "databricks_account_network_policy.egress";
const HOST = { host: "api.example.com", because: "orders" };
const MORE: Destination[] = [HOST, { host: "api.weather.example", because: "forecast" }];

describeWithTerraform("an egress policy on a local control plane", (terraform) => {
  let local: LocalRun;
  let stack: TestStack;

  beforeEach(async () => {
    local = await LocalRun.start(terraform, { seed: SEED });
    stack = accountStack(local, documentOf(platform({ otherWorkloads: [HOST] })));
  });

  afterEach(async () => {
    expect(local.plane.inspect().unknown).toEqual([]);
    await local.close();
  });

  const write = (given: Platform): void => {
    stack.write(documentOf(platform(given)));
  };
  const decision = (host: string, workspace = "dev"): string => local.plane.egress({ workspace, host }).decision;

  test("a dry run is attached, refuses nothing, and has an empty second plan", async () => {
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ empty: true });
    expect(local.plane.egress({ workspace: "dev", host: "api.example.com" })).toEqual({
      decision: "allowed",
      policy: "egress",
      destination: "api.example.com",
    });
    expect(decision("other.example.com")).toBe("dryRun");
    expect(local.plane.egress({ workspace: "test", host: "other.example.com" }).policy).toBe("default-policy");
  });

  test("an edit of its list is an update in place: one PUT, of an attached policy", async () => {
    await stack.apply();
    write({ otherWorkloads: MORE });
    const { actions } = await stack.plan();
    expect(Object.entries(actions).filter(([, each]) => each[0] !== "no-op")).toEqual([[POLICY, ["update"]]]);
    const before = local.plane.inspect().requests.length;
    await stack.apply();
    expect(accountChanges(local.plane, before)).toEqual(["PUT network-policies/egress"]);
    expect(await stack.plan()).toMatchObject({ empty: true });
    expect(decision("api.weather.example")).toBe("allowed");
  });

  test("full access refuses nothing, has an empty second plan, and is left for a list and taken again in place", async () => {
    stack.write(documentOf(fullAccess()));
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ empty: true });
    expect(local.plane.egress({ workspace: "dev", host: "other.example.com" })).toEqual({
      decision: "allowed",
      policy: "egress",
    });
    for (const [document, expected] of [
      [documentOf(platform({ otherWorkloads: [HOST] })), "dryRun"],
      [documentOf(fullAccess()), "allowed"],
    ] as const) {
      stack.write(document);
      const { actions } = await stack.plan();
      const changed = Object.entries(actions).filter(([, each]) => each[0] !== "no-op");
      expect(changed).toEqual([[POLICY, ["update"]]]);
      await stack.apply();
      expect(await stack.plan()).toMatchObject({ empty: true });
      expect(decision("other.example.com")).toBe(expected);
    }
  });

  test("full access is what it says where the server fills in the enforcement too", async () => {
    await local.close();
    local = await LocalRun.start(terraform, { seed: SEED, switches: { egressDefaultsFilled: true } });
    stack = accountStack(local, documentOf(fullAccess()));
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ empty: true });
  });

  test("fails where somebody else's policy is attached, and leaves it; replaces says that it may go", async () => {
    const other = accountStack(local, documentOf(platform({ policyId: "others", otherWorkloads: MORE })));
    await other.apply();
    await expect(stack.apply()).rejects.toMatchObject({
      stderr: expect.stringMatching(/Resource precondition failed/) as string,
    });
    expect(local.plane.egress({ workspace: "dev", host: "x.example" }).policy).toBe("others");
    write({ otherWorkloads: [HOST], replaces: "others" });
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ empty: true });
    expect(local.plane.egress({ workspace: "dev", host: "x.example" }).policy).toBe("egress");
  });

  test("fails where somebody attached another one since, behind Terraform's back", async () => {
    await stack.apply();
    const other = accountStack(
      local,
      documentOf(platform({ policyId: "others", replaces: "egress", otherWorkloads: MORE })),
    );
    await other.apply();
    await expect(stack.apply()).rejects.toMatchObject({
      stderr: expect.stringMatching(/Resource precondition failed/) as string,
    });
  });

  test("fails to be destroyed while it is attached: by Terraform, and with that lifted by the control plane", async () => {
    await stack.apply();
    await expect(stack.destroy()).rejects.toMatchObject({
      stderr: expect.stringContaining("Instance cannot be destroyed") as string,
    });
    await expect(stack.destroy({ liftProtection: true })).rejects.toMatchObject({
      stderr: expect.stringContaining("Network policy egress is attached to") as string,
    });
    expect(decision("other.example.com")).toBe("dryRun");
  });

  test("is detached in two steps: the default policy first, then the removal", async () => {
    await stack.apply();
    write({ otherWorkloads: [HOST], attachTo: [], detach: [DEV] });
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ empty: true });
    expect(local.plane.egress({ workspace: "dev", host: "x.example" })).toEqual({
      decision: "allowed",
      policy: "default-policy",
    });
    await stack.destroy();
    expect(Object.keys(local.plane.state.account.networkPolicies)).toEqual(["default-policy"]);
  });

  test("one of two workspaces is detached, the other keeps the policy", async () => {
    write({ otherWorkloads: [HOST], attachTo: [DEV, TEST] });
    await stack.apply();
    expect(decision("x.example", "test")).toBe("dryRun");
    write({ otherWorkloads: [HOST], attachTo: [DEV], detach: [TEST] });
    const { actions } = await stack.plan();
    const changed = Object.entries(actions).filter(([, each]) => each[0] !== "no-op" && each[0] !== "read");
    expect(changed.map(([, each]) => each)).toEqual([["update"]]);
    await stack.apply();
    write({ otherWorkloads: [HOST], attachTo: [DEV] });
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ empty: true });
    expect([decision("x.example", "dev"), decision("x.example", "test")]).toEqual(["dryRun", "allowed"]);
  });

  test("taking a workspace out without the first step leaves it under the policy", async () => {
    write({ otherWorkloads: [HOST], attachTo: [DEV, TEST] });
    await stack.apply();
    write({ otherWorkloads: [HOST], attachTo: [DEV] });
    await stack.apply();
    expect(local.plane.egress({ workspace: "test", host: "x.example" }).policy).toBe("egress");
  });
});
