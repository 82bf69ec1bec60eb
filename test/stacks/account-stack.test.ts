import { Testing, TerraformStack } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { addNcc, addPolicy, documentOf, platform, prod, refusal, staging } from "../support/account-program";
import { workspace } from "../support/orders";
import { schemaProblems } from "../support/schema-walker";

const none = () => undefined;

describe("an account stack", () => {
  test("keeps its state in the first workspace's backend", () => {
    const west = workspace("west", { backend: { kind: "s3", bucket: "states", region: "eu-west-1" } });
    const { backend } = documentOf(none, [west, prod]).terraform ?? {};
    expect(backend).toEqual({ s3: { bucket: "states", key: "network.tfstate", region: "eu-west-1", encrypt: true } });
  });

  test("signs in to the account, not to a workspace", () => {
    const stack = documentOf(none, [prod, staging]);
    expect(stack.provider?.databricks).toEqual([
      { host: "https://accounts.azuredatabricks.net", account_id: prod.accountId, auth_type: "azure-cli" },
    ]);
    expect(schemaProblems(stack)).toEqual([]);
  });

  test("writes the network's files beside the promotion, and nothing where it makes none", () => {
    const names = (fill: (account: apps.AccountStack) => void) =>
      Object.keys(platform(fill).files).filter((name) => /^(?:network|egress)/.test(name));
    expect(names((account) => void addPolicy(account))).toEqual(["egress-contract.json", "network.json", "network.md"]);
    expect(names((account) => void addNcc(account))).toEqual(["network.json", "network.md"]);
    expect(names(none)).toEqual([]);
  });

  test("fails for workspaces of several accounts", () => {
    const other = workspace("other", { accountId: "99999999-2222-3333-4444-555555555555" });
    expect(refusal(() => platform(none, [prod, other]))).toEqual(["account.several network/workspaces/1/accountId"]);
    expect(refusal(() => platform(none, [prod, staging]))).toEqual([]);
  });

  test("fails without a workspace", () => {
    expect(refusal(() => platform(none, [] as never))).toEqual(["account.no-workspace network/workspaces"]);
    expect(refusal(() => platform(none, undefined))).toEqual([]);
  });

  test("fails for a workspace that is wrong in itself", () => {
    expect(refusal(() => platform(none, [prod, workspace("odd", { accountId: "acme" })]))).toEqual([
      "account.several network/workspaces/1/accountId",
      "workspace.account-id network/workspace/accountId",
    ]);
  });

  test("fails where the way to sign in is a token of one workspace", () => {
    const withProfile = (authType: "pat" | "databricks-cli") =>
      workspace("prod", { auth: { type: "profile", profile: "prod", authType } });
    expect(refusal(() => platform(none, [withProfile("pat")]))).toEqual([
      "account.auth network/workspaces/0/auth/authType",
    ]);
    expect(refusal(() => platform(none, [withProfile("databricks-cli")]))).toEqual([]);
  });

  test("fails beside a stack that has its state", () => {
    const found = refusal(() =>
      platform((account, app) => {
        const twin = workspace("prod", { backend: prod.backend });
        new apps.AccountStack(app, "twin", [twin]).addOverride(
          "terraform.backend.local.path",
          "../../../state/network.tfstate",
        );
        void account;
      }),
    );
    expect(found).toEqual(["state.twice twin"]);
  });
});

describe("an account's provider", () => {
  const block = (given: apps.Workspace, alias?: string) => {
    const stack = new TerraformStack(Testing.app(), "a");
    new apps.AccountProvider(stack, "provider", [given], alias);
    return JSON.parse(Testing.synth(stack)).provider.databricks[0];
  };

  test.each([
    ["aws", "https://dbc-1.cloud.databricks.com", "https://accounts.cloud.databricks.com"],
    ["azure", "https://adb-1.1.azuredatabricks.net", "https://accounts.azuredatabricks.net"],
    ["gcp", "https://1.1.gcp.databricks.com", "https://accounts.gcp.databricks.com"],
    ["aws", "https://dbc-1.cloud.databricks.us", "https://accounts.cloud.databricks.us"],
    ["azure", "https://adb-1.1.databricks.azure.us", "https://accounts.usgov.databricks.azure.us"],
  ] as const)("on %s, for %s, is at %s", (cloud, host, account) => {
    expect(block(workspace("prod", { cloud, host })).host).toBe(account);
  });

  test.each<[apps.WorkspaceAuth, object]>([
    [
      { type: "github-oidc", clientId: "ci" },
      { auth_type: "github-oidc", client_id: "ci" },
    ],
    [{ type: "azure-cli" }, { auth_type: "azure-cli" }],
    [
      { type: "profile", profile: "p", authType: "oauth-m2m" },
      { auth_type: "oauth-m2m", profile: "p" },
    ],
  ])("signs in as the workspace does: %j", (auth, attributes) => {
    const { host, account_id: account, ...rest } = block(workspace("prod", { auth }));
    expect([typeof host, account]).toEqual(["string", prod.accountId]);
    expect(rest).toEqual(attributes);
  });

  test("carries its alias, its level, its account and the version that our arguments need", () => {
    expect(block(prod, "account").alias).toBe("account");
    const stack = new TerraformStack(Testing.app(), "a");
    const provider = new apps.AccountProvider(stack, "provider", [prod], "account");
    expect([provider.level, provider.accountId, provider.fqn]).toEqual([
      "account",
      prod.accountId,
      "databricks.account",
    ]);
    provider.requireAtLeast("1.143.0");
    const { required_providers: required } = JSON.parse(Testing.synth(stack)).terraform;
    expect(required.databricks).toEqual({ source: "databricks/databricks", version: ">= 1.143.0" });
  });

  test("is told from any other", () => {
    const stack = new TerraformStack(Testing.app(), "a");
    expect(apps.AccountProvider.isAccountProvider(new apps.AccountProvider(stack, "a", [prod]))).toBe(true);
    expect(apps.AccountProvider.isAccountProvider(new apps.WorkspaceProvider(stack, "b", prod, "b"))).toBe(false);
    expect(apps.AccountProvider.isAccountProvider(undefined)).toBe(false);
  });
});
