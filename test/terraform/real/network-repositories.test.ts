import * as apps from "databricks-apps-constructs";
import { LocalRun, seedOf, type TestStack } from "../../support/local";
import {
  accountChanges,
  accountStack,
  appRepository,
  DEV,
  documentOf,
  platform,
  type Repository,
  SEED,
} from "../../support/network";
import { describeWithTerraform } from "../../support/terraform";

jest.setTimeout(90_000);

const POLICIES = /network-policies|\/network$/;

describeWithTerraform("two app repositories and one of the platform, on a local control plane", (terraform) => {
  let local: LocalRun;
  const shop = appRepository("shop", [
    { host: "api.payments.example", because: "charges cards" },
    { host: "api.shared.example", because: "exchange rates" },
  ]);
  const forecast = appRepository("forecast", [
    { host: "api.weather.example", because: "tomorrow's weather" },
    { host: "api.shared.example", because: "public holidays" },
  ]);

  beforeEach(async () => {
    local = await LocalRun.start(terraform, { seed: SEED });
    for (const { synthesized } of [shop, forecast]) local.plane.seed(seedOf(synthesized));
  });

  afterEach(async () => {
    expect(local.plane.inspect().unknown).toEqual([]);
    await local.close();
  });

  afterAll(() => {
    shop.remove();
    forecast.remove();
  });

  const collected = (repositories: readonly Repository[]) =>
    platform({ needs: repositories.flatMap(({ folder }) => apps.EgressNeeds.fromAssembly(folder)) });

  function appStack({ synthesized }: Repository): TestStack {
    const [document] = Object.values(synthesized.stacks);
    return local.stack(document ?? {}, DEV.workspaceId);
  }

  /** The hosts of the policy as the control plane has it. */
  function hosts(): string[] {
    const { egress } = local.plane.state.account.networkPolicies.egress as unknown as {
      egress: { network_access: { allowed_internet_destinations: readonly { destination: string }[] } };
    };
    return egress.network_access.allowed_internet_destinations.map(({ destination }) => destination);
  }

  const BOTH = ["api.payments.example", "api.shared.example", "api.weather.example", "databricksapps.com"];

  test.each([
    ["the platform first, shop before forecast", ["platform", "shop", "forecast"]],
    ["forecast before shop, the platform last", ["forecast", "shop", "platform"]],
  ])("the policy is written once, and by the platform alone: %s", async (_what, order) => {
    const stacks: Readonly<Record<string, TestStack>> = {
      platform: accountStack(local, documentOf(collected([shop, forecast]))),
      shop: appStack(shop),
      forecast: appStack(forecast),
    };
    for (const name of order) await stacks[name]?.apply();
    expect(accountChanges(local.plane)).toEqual(["POST network-policies", `PUT workspaces/${DEV.workspaceId}/network`]);
    const admin = local.plane.state.account.admins[0];
    const writers = local.plane
      .inspect()
      .requests.filter(({ path, method }) => POLICIES.test(path) && method !== "GET");
    expect(writers.map(({ identity }) => identity)).toEqual([admin, admin]);
    expect(hosts()).toEqual(BOTH);
    for (const name of order) expect(await stacks[name]?.plan()).toMatchObject({ empty: true });
  });

  test("the order of collecting changes no byte", () => {
    expect(collected([forecast, shop])).toEqual(collected([shop, forecast]));
  });

  test("removing an app removes exactly its lines, in place; what another app needs too stays", async () => {
    const stack = accountStack(local, documentOf(collected([shop, forecast])));
    await stack.apply();
    stack.write(documentOf(collected([shop])));
    const changed = Object.entries((await stack.plan()).actions).filter(([, [each]]) => each !== "no-op");
    expect(changed).toEqual([["databricks_account_network_policy.egress", ["update"]]]);
    await stack.apply();
    expect(hosts()).toEqual(BOTH.filter((host) => host !== "api.weather.example"));
    stack.write(documentOf(collected([])));
    await stack.apply();
    expect(local.plane.egress({ workspace: "dev", host: "api.shared.example" }).decision).toBe("dryRun");
  });

  test("no document of an app has a policy or an option in it", () => {
    for (const { synthesized } of [shop, forecast]) {
      expect(JSON.stringify(synthesized.stacks)).not.toMatch(/network_policy|network_option|mws_/);
    }
  });

  test("fails for an app's stack with the rights of who deploys apps: they are none at the account", async () => {
    const token = local.plane.token(undefined, DEV.workspaceId);
    const stack = local.stackAt(documentOf(collected([shop])), local.plane.url, token);
    await expect(stack.apply()).rejects.toMatchObject({
      stderr: expect.stringMatching(/Credential was not sent|default auth/) as string,
    });
    expect(accountChanges(local.plane)).toEqual([]);
  });
});
