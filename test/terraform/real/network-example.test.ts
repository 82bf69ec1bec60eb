import { synthesizeExample } from "../../support/examples";
import { LocalRun, seedOf, type TestStack } from "../../support/local";
import { accountStack } from "../../support/network";
import { describeWithTerraform } from "../../support/terraform";

jest.setTimeout(90_000);

const [STAGING, PROD] = ["4444444444444444", "5555555555555555"];

describeWithTerraform("examples/network on a local control plane", (terraform) => {
  let local: LocalRun;
  const { stacks } = synthesizeExample("network/platform");
  const applied: Record<string, TestStack> = {};

  beforeAll(async () => {
    local = await LocalRun.start(terraform);
    for (const app of ["shop", "forecast"]) local.plane.seed(seedOf(synthesizeExample(`network/${app}`)));
    for (const [name, document] of Object.entries(stacks)) applied[name] = accountStack(local, document);
    for (const stack of Object.values(applied)) await stack.apply();
  });

  afterAll(async () => {
    expect(local.plane.inspect().unknown).toEqual([]);
    await local.close();
  });

  const decision = (workspace: string | undefined, host: string): unknown =>
    local.plane.egress({ workspace: workspace ?? "", host }).decision;

  test.each(["network-staging", "network-prod"])("%s is applied and has an empty second plan", async (name) => {
    expect(await applied[name]?.plan()).toMatchObject({ empty: true });
  });

  test("what nobody asked for is let through and logged in staging, and refused in prod", () => {
    expect(decision(STAGING, "telemetry.vendor.example")).toBe("dryRun");
    expect(decision(PROD, "telemetry.vendor.example")).toBe("denied");
  });

  test("what an app or a job asked for is let through in prod", () => {
    const hosts = ["api.payments.example", "api.weather.example", "feeds.partner.example", "databricksapps.com"];
    const storage = ["acmeshop.blob.core.windows.net", "acmelake.dfs.core.windows.net"];
    for (const host of [...hosts, ...storage]) expect([host, decision(PROD, host)]).toEqual([host, "allowed"]);
  });

  test("prod is bound to its configuration, which has the two private endpoints", () => {
    const { networks, connectivityConfigs } = local.plane.state.account;
    const config = connectivityConfigs[networks[PROD ?? ""]?.connectivityConfig ?? ""];
    expect(config).toMatchObject({ name: "ncc-prod-weu", region: "westeurope" });
    const groups = Object.values(config?.rules ?? {}).map(({ target }) => target.group_id);
    expect(groups).toEqual(["dfs", "blob"]);
    expect(networks[STAGING ?? ""]?.connectivityConfig).toBeUndefined();
  });

  test("the output has the subnets for a storage account's firewall", async () => {
    const { subnets } = (await applied["network-prod"]?.output()) ?? {};
    expect(subnets).toEqual([expect.stringContaining("/subnets/"), expect.stringContaining("/subnets/")]);
  });

  test("fails to destroy what prod depends on", async () => {
    await expect(applied["network-prod"]?.destroy()).rejects.toMatchObject({
      stderr: expect.stringContaining("Instance cannot be destroyed") as string,
    });
  });
});
