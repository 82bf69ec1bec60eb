import { applyLocally } from "databricks-apps-local";
import type { SynthesizedStack } from "databricks-apps-constructs/testing";
import { LocalRun, type TestStack } from "../../support/local";
import { describeWithTerraform } from "../../support/terraform";

jest.setTimeout(90_000);

const ACCOUNT = "4f0c6d0e-2a4b-4c8e-9a53-0d6e2f7b1c11";
const WORKSPACE = "1111111111111111";
const POLICY = "databricks_account_network_policy.egress";
const RULES = "databricks_mws_ncc_private_endpoint_rule";
const STORAGE = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/orders";

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** A stack of the account, written by hand: what the provider does without the library. */
function accountStack(resource: Resources, more: object = {}): SynthesizedStack {
  return {
    terraform: {
      required_providers: { databricks: { source: "databricks/databricks", version: ">= 1.126.0" } },
      backend: { local: { path: "terraform.tfstate" } },
    },
    provider: { databricks: [{ host: "https://accounts.azuredatabricks.net", account_id: ACCOUNT }] },
    resource,
    ...more,
  };
}

function policy(hosts: readonly string[], more: object = {}): Resources {
  const destinations = hosts.map((destination) => ({ destination, internet_destination_type: "DNS_NAME" }));
  const network_access = { restriction_mode: "RESTRICTED_ACCESS", allowed_internet_destinations: destinations };
  return {
    databricks_account_network_policy: {
      egress: { network_policy_id: "egress", egress: { network_access }, ...more },
    },
  };
}

/** The policy of the same stack, attached. */
const ATTACHED: Resources = {
  databricks_workspace_network_option: {
    dev: { workspace_id: Number(WORKSPACE), network_policy_id: `\${${POLICY}.network_policy_id}` },
  },
};

describeWithTerraform("the provider at the account level of a local control plane", (terraform) => {
  let local: LocalRun;
  let stack: TestStack;

  beforeEach(async () => {
    const workspaces = [{ id: WORKSPACE, name: "dev", cloud: "azure" as const, region: "westeurope" }];
    local = await LocalRun.start(terraform, { seed: { accountId: ACCOUNT, workspaces } });
  });

  afterEach(async () => {
    expect(local.plane.inspect().unknown).toEqual([]);
    await local.close();
  });

  async function applied(document: SynthesizedStack): Promise<TestStack> {
    stack = local.stackAt(document, local.plane.url, local.plane.accountToken());
    await stack.apply();
    return stack;
  }

  /** What the last command changed: method and path below the account. */
  function changesSince(count: number): string[] {
    const made = local.plane
      .inspect()
      .requests.slice(count)
      .filter(({ method }) => method !== "GET");
    return made.map(({ method, path }) => `${method} ${path.replace(`/api/2.0/accounts/${ACCOUNT}`, "")}`);
  }

  const account_id = ACCOUNT;

  test("without account_id an edit of a policy is planned as a replacement", async () => {
    await applied(accountStack(policy(["a.example.com"])));
    stack.write(accountStack(policy(["a.example.com", "b.example.com"])));
    expect((await stack.plan()).actions).toEqual({ [POLICY]: ["delete", "create"] });
  });

  test("with account_id it is an update in place", async () => {
    await applied(accountStack(policy(["a.example.com"], { account_id })));
    expect(await stack.plan()).toMatchObject({ empty: true });
    stack.write(accountStack(policy(["a.example.com", "b.example.com"], { account_id })));
    expect((await stack.plan()).actions).toEqual({ [POLICY]: ["update"] });
    const before = local.plane.inspect().requests.length;
    await stack.apply();
    expect(changesSince(before)).toEqual(["PUT /network-policies/egress"]);
    expect(await stack.plan()).toMatchObject({ empty: true });
  });

  test("a replacement of an attached policy fails half-way: what is attached cannot be deleted", async () => {
    await applied(accountStack({ ...policy(["a.example.com"]), ...ATTACHED }));
    stack.write(accountStack({ ...policy(["b.example.com"]), ...ATTACHED }));
    await expect(stack.apply()).rejects.toMatchObject({
      stderr: expect.stringMatching(/Network policy egress is attached to/) as string,
    });
  });

  test("adding account_id later changes nothing", async () => {
    await applied(accountStack(policy(["a.example.com"])));
    stack.write(accountStack(policy(["a.example.com"], { account_id })));
    expect(await stack.plan()).toMatchObject({ empty: true });
  });

  test("destroying the option of a workspace makes no request: the workspace keeps its policy", async () => {
    const both = accountStack({ ...policy(["a.example.com"], { account_id }), ...ATTACHED });
    await applied(both);
    stack.write(accountStack(policy(["a.example.com"], { account_id })));
    const before = local.plane.inspect().requests.length;
    await stack.apply();
    expect(changesSince(before)).toEqual([]);
    expect(local.plane.egress({ host: "b.example.com" })).toEqual({ decision: "denied", policy: "egress" });
  });

  test("fails where ingress leaves out private_access, which the server fills in; written out it does not", async () => {
    const ingress = { public_access: { restriction_mode: "FULL_ACCESS" } };
    const broken = accountStack(policy(["a.example.com"], { account_id, ingress }));
    await expect(applied(broken)).rejects.toMatchObject({
      stderr: expect.stringContaining("inconsistent result after apply") as string,
    });
    const whole = {
      ...ingress,
      private_access: { restriction_mode: "ALLOW_ALL_REGISTERED_ENDPOINTS" },
    };
    stack.write(accountStack(policy(["a.example.com"], { account_id, ingress: whole })));
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ empty: true });
  });

  const CONFIG = { ncc: { name: "ncc-weu", region: "westeurope" } };
  const ID = "${databricks_mws_network_connectivity_config.ncc.network_connectivity_config_id}";
  const dfs = { network_connectivity_config_id: ID, resource_id: STORAGE, group_id: "dfs" };
  const blob = { ...dfs, group_id: "blob" };

  test("a configuration with two rules and a binding is applied and has an empty plan", async () => {
    const binding = { network_connectivity_config_id: ID, workspace_id: Number(WORKSPACE) };
    await applied(
      accountStack({
        databricks_mws_network_connectivity_config: CONFIG,
        [RULES]: { dfs, blob: { ...blob, depends_on: [`${RULES}.dfs`] } },
        databricks_mws_ncc_binding: { dev: binding },
      }),
    );
    expect(await stack.plan()).toMatchObject({ empty: true });
    for (const { rule_id } of Object.values(stack.state)) {
      if (typeof rule_id === "string") local.plane.answerEndpoint(rule_id, "ESTABLISHED");
    }
    const { actions } = await stack.plan();
    expect(Object.values(actions)).toEqual(Object.values(actions).map(() => ["no-op"]));
    const [config] = Object.keys(local.plane.state.account.connectivityConfigs);
    expect(local.plane.state.account.networks[WORKSPACE]).toEqual({ connectivityConfig: config });
  });

  /** A stack that looks a configuration up by its name. */
  function lookup(name: string): TestStack {
    const { terraform: block, provider } = accountStack({});
    const data = { databricks_mws_network_connectivity_config: { ncc: { name } } };
    return local.stackAt({ terraform: block, provider, data }, local.plane.url, local.plane.accountToken());
  }

  test("a configuration is found by its name, with its addresses", async () => {
    await applied(accountStack({ databricks_mws_network_connectivity_config: CONFIG }));
    const other = lookup("ncc-weu");
    await other.apply();
    const [id] = Object.keys(local.plane.state.account.connectivityConfigs);
    expect(other.state["data.databricks_mws_network_connectivity_config.ncc"]).toMatchObject({
      network_connectivity_config_id: id,
      region: "westeurope",
      egress_config: [
        { default_rules: [{ azure_service_endpoint_rule: [{ subnets: [expect.any(String), expect.any(String)] }] }] },
      ],
    });
  });

  test("fails, if by a crash of the provider, for a name that no configuration has", async () => {
    await expect(lookup("nobody").apply()).rejects.toMatchObject({
      stderr: expect.stringContaining("cannot read mws network connectivity config") as string,
    });
  });

  test("a stack with providers of both levels is applied with a token for each", async () => {
    const { terraform: block } = accountStack({});
    const [workspace, account] = [{ host: "https://dev.example.com" }, { alias: "account", account_id: ACCOUNT }];
    const policies = policy(["a.example.com"], { account_id, provider: "databricks.account" });
    const mixed = {
      terraform: block,
      provider: { databricks: [workspace, account] },
      resource: { ...policies, databricks_app: { orders: { name: "orders", no_compute: true } } },
    };
    const tokens = { token: local.plane.token(), accountToken: local.plane.accountToken() };
    const { cliConfigFile } = terraform;
    const both = applyLocally({
      stack: terraform.write(mixed),
      url: local.plane.url,
      ...tokens,
      terraform: { cliConfigFile, timeoutSeconds: 50 },
    });
    try {
      await both.apply();
      expect(Object.keys(local.workspace(WORKSPACE).apps)).toEqual(["orders"]);
      expect(Object.keys(local.plane.state.account.networkPolicies)).toContain("egress");
    } finally {
      both.remove();
    }
  });
});
