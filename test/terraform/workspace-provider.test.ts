import { DatabricksProvider } from "@cdktf/provider-databricks/lib/provider/index";
import { Testing, TerraformStack } from "cdktf";
import { AppsError } from "../../src/errors";
import { PROVIDER_FLOOR, RESIZE_FLOOR } from "../../src/facts/provider-versions";
import { WorkspaceProvider } from "../../src/terraform/workspace-provider";
import { type WorkspaceAuth } from "../../src/workspace/workspace";
import { WORKSPACE } from "./workspace";

const VERSION = "terraform.required_providers.databricks.version";

function newStack(id = "dev"): TerraformStack {
  return new TerraformStack(Testing.app(), id);
}

function required(stack: TerraformStack): { source: string; version?: string } {
  return JSON.parse(Testing.synth(stack)).terraform.required_providers.databricks;
}

describe("the provider block", () => {
  test.each<[string, WorkspaceAuth, object]>([
    ["github-oidc", { type: "github-oidc", clientId: "ci" }, { auth_type: "github-oidc", client_id: "ci" }],
    ["azure-devops-oidc", { type: "azure-devops-oidc" }, { auth_type: "azure-devops-oidc" }],
    ["oauth-m2m", { type: "oauth-m2m", clientId: "ci" }, { auth_type: "oauth-m2m", client_id: "ci" }],
    ["azure-cli", { type: "azure-cli" }, { auth_type: "azure-cli" }],
    ["a profile", { type: "profile", profile: "dev", authType: "pat" }, { auth_type: "pat", profile: "dev" }],
  ])("signs in by %s", (_, auth, attributes) => {
    const stack = newStack();
    new WorkspaceProvider(stack, "provider", { ...WORKSPACE, auth });
    const { provider } = JSON.parse(Testing.synth(stack));
    expect(provider).toEqual({ databricks: [{ host: WORKSPACE.host, ...attributes }] });
  });

  test("carries its alias", () => {
    const stack = newStack();
    const provider = new WorkspaceProvider(stack, "provider", WORKSPACE, "second");
    expect(provider.fqn).toBe("databricks.second");
    expect(JSON.parse(Testing.synth(stack)).provider.databricks[0].alias).toBe("second");
  });

  test("takes overrides", () => {
    const stack = newStack();
    new WorkspaceProvider(stack, "provider", WORKSPACE).addOverride("rate_limit", 5);
    expect(JSON.parse(Testing.synth(stack)).provider.databricks[0].rate_limit).toBe(5);
  });
});

test("a workspace provider is told from any other", () => {
  const stack = newStack();
  const provider = new WorkspaceProvider(stack, "provider", WORKSPACE);
  expect(WorkspaceProvider.isWorkspaceProvider(provider)).toBe(true);
  expect(WorkspaceProvider.isWorkspaceProvider(new DatabricksProvider(stack, "other", { alias: "x" }))).toBe(false);
  expect(WorkspaceProvider.isWorkspaceProvider(undefined)).toBe(false);
  expect([provider.level, provider.workspace]).toEqual(["workspace", WORKSPACE]);
});

describe("the version of the provider that a stack asks for", () => {
  test("is the base floor", () => {
    const stack = newStack();
    new WorkspaceProvider(stack, "provider", WORKSPACE);
    expect(PROVIDER_FLOOR.value).toBe("1.126.0");
    expect(required(stack)).toEqual({ source: "databricks/databricks", version: ">= 1.126.0" });
  });

  test("is the highest one asked for, by any provider of the stack and of that stack only", () => {
    const app = Testing.app();
    const [stack, other] = [new TerraformStack(app, "a"), new TerraformStack(app, "b")];
    const first = new WorkspaceProvider(stack, "first", WORKSPACE);
    const second = new WorkspaceProvider(stack, "second", WORKSPACE, "second");
    new WorkspaceProvider(other, "provider", WORKSPACE);
    second.requireAtLeast(RESIZE_FLOOR.value);
    first.requireAtLeast("1.99.9");
    first.requireAtLeast("1.142.10");
    expect(required(stack).version).toBe(">= 1.143.0");
    expect(required(other).version).toBe(">= 1.126.0");
    first.requireAtLeast("2.0.0");
    expect(required(stack).version).toBe(">= 2.0.0");
    first.requireAtLeast("1.200.0");
    expect(required(stack).version).toBe(">= 2.0.0");
  });

  test.each(["before", "after"])("beats the exact version of a prebuilt provider made %s ours", (when) => {
    const stack = newStack();
    if (when === "before") new DatabricksProvider(stack, "prebuilt", { alias: "account" });
    new WorkspaceProvider(stack, "provider", WORKSPACE);
    if (when === "after") new DatabricksProvider(stack, "prebuilt", { alias: "account" });
    expect(required(stack)).toEqual({ source: "databricks/databricks", version: ">= 1.126.0" });
  });

  test("is the user's override made after ours", () => {
    const stack = newStack();
    new WorkspaceProvider(stack, "provider", WORKSPACE).requireAtLeast("1.143.0");
    stack.addOverride(VERSION, "1.128.0");
    expect(required(stack).version).toBe("1.128.0");
  });

  test.each<[string, string, unknown, string | undefined]>([
    ["the version", VERSION, "1.128.0", "1.128.0"],
    ["the provider", "terraform.required_providers.databricks", { version: "1.128.0" }, "1.128.0"],
    ["the block", "terraform", { required_providers: { databricks: { version: "1.128.0" } } }, "1.128.0"],
    ["the version, deleted", VERSION, undefined, undefined],
    ["the source only", "terraform.required_providers.databricks.source", "corp/databricks", ">= 1.143.0"],
  ])("is the user's override made before ours, of %s", (_, at, value, version) => {
    const stack = newStack();
    stack.addOverride(at, value);
    new WorkspaceProvider(stack, "provider", WORKSPACE).requireAtLeast("1.143.0");
    expect(required(stack).version).toBe(version);
  });

  test.each(["1.143", ">= 1.143.0", "v1.143.0", "1.143.0-rc1", ""])("fails on %j, which is no floor", (version) => {
    const provider = new WorkspaceProvider(newStack(), "provider", WORKSPACE);
    expect(() => {
      provider.requireAtLeast(version);
    }).toThrow(AppsError);
  });
});
