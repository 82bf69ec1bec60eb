import { AzurermBackend, GcsBackend, HttpBackend, Lazy, LocalBackend, S3Backend, Testing, TerraformStack } from "cdktf";
import * as path from "node:path";
import { createBackend } from "../../src/terraform/backend";
import { stateAddressOf } from "../../src/terraform/state-address";
import { type Backend } from "../../src/workspace/workspace";

function newStack(id = "orders-dev"): TerraformStack {
  return new TerraformStack(Testing.app(), id);
}

function written(stack: TerraformStack): unknown {
  return JSON.parse(Testing.synth(stack)).terraform.backend;
}

const AZURE = { kind: "azurerm", resourceGroup: "rg", storageAccount: "acc", container: "state" } as const;
const AZURE_SETTINGS = { resource_group_name: "rg", storage_account_name: "acc", container_name: "state" };

describe("the backend of a workspace", () => {
  test.each<[string, Backend, object, string]>([
    [
      "a folder, verbatim",
      { kind: "local", folder: "../../../state" },
      { local: { path: "../../../state/orders-dev.tfstate" } },
      "local:../state/orders-dev.tfstate",
    ],
    [
      "a folder with a slash at its end",
      { kind: "local", folder: "../../../state/" },
      { local: { path: "../../../state/orders-dev.tfstate" } },
      "local:../state/orders-dev.tfstate",
    ],
    [
      "a bucket",
      { kind: "s3", bucket: "b", region: "eu-west-1" },
      { s3: { bucket: "b", key: "orders-dev.tfstate", region: "eu-west-1", encrypt: true } },
      "s3://b/orders-dev.tfstate",
    ],
    [
      "a bucket with an untidy prefix",
      { kind: "s3", bucket: "b", region: "eu-west-1", prefix: "/apps//dev/" },
      { s3: { bucket: "b", key: "apps/dev/orders-dev.tfstate", region: "eu-west-1", encrypt: true } },
      "s3://b/apps/dev/orders-dev.tfstate",
    ],
    [
      "a storage account",
      AZURE,
      { azurerm: { ...AZURE_SETTINGS, key: "orders-dev.tfstate" } },
      "azurerm://acc/state/orders-dev.tfstate",
    ],
    [
      "a storage account with a prefix",
      { ...AZURE, prefix: "apps/" },
      { azurerm: { ...AZURE_SETTINGS, key: "apps/orders-dev.tfstate" } },
      "azurerm://acc/state/apps/orders-dev.tfstate",
    ],
    [
      "a Google bucket",
      { kind: "gcs", bucket: "b" },
      { gcs: { bucket: "b", prefix: "orders-dev" } },
      "gcs://b/orders-dev",
    ],
    [
      "a Google bucket with a prefix",
      { kind: "gcs", bucket: "b", prefix: "apps" },
      { gcs: { bucket: "b", prefix: "apps/orders-dev" } },
      "gcs://b/apps/orders-dev",
    ],
  ])("is %s", (_, backend, settings, address) => {
    const stack = newStack();
    createBackend(stack, backend);
    expect(written(stack)).toEqual(settings);
    expect(stateAddressOf(stack)).toBe(address);
  });
});

describe("the address of a state", () => {
  test("is the same for two stacks with one file, however each writes it, and holds no working directory", () => {
    const [a, b] = [newStack("a"), newStack("b")];
    new LocalBackend(a, { path: "../../../state/x.tfstate" });
    new LocalBackend(b, { path: "../b/./../../../state/../state/x.tfstate" });
    expect([stateAddressOf(a), stateAddressOf(b)]).toEqual(["local:../state/x.tfstate", "local:../state/x.tfstate"]);
  });

  test("is not the same for two stacks with one path inside their own folders", () => {
    const [a, b] = [newStack("a"), newStack("b")];
    for (const stack of [a, b]) new LocalBackend(stack, { path: "x.tfstate" });
    expect([stateAddressOf(a), stateAddressOf(b)]).toEqual(["local:stacks/a/x.tfstate", "local:stacks/b/x.tfstate"]);
  });

  test.each([path.posix.resolve("/state/x.tfstate"), "C:\\state\\x.tfstate"])(
    "is an absolute path as it is: %s",
    (at) => {
      const stack = newStack();
      new LocalBackend(stack, { path: at });
      expect(stateAddressOf(stack)).toBe(`local:${at}`);
    },
  );

  test.each<[string, (stack: TerraformStack) => void, string]>([
    ["s3", (stack) => new S3Backend(stack, { bucket: "b", key: "k" }), "s3://b/k"],
    [
      "azurerm",
      (stack) => new AzurermBackend(stack, { storageAccountName: "a", containerName: "c", key: "k" }),
      "azurerm://a/c/k",
    ],
    ["gcs without a prefix", (stack) => new GcsBackend(stack, { bucket: "b" }), "gcs://b/"],
    ["gcs with slashes around it", (stack) => new GcsBackend(stack, { bucket: "b", prefix: "/p/q/" }), "gcs://b/p/q"],
    [
      "an overridden backend",
      (stack) => {
        new S3Backend(stack, { bucket: "b", key: "k" }).addOverride("key", "other");
      },
      "s3://b/other",
    ],
    [
      "a backend overridden on the stack",
      (stack) => {
        new S3Backend(stack, { bucket: "b", key: "k" });
        stack.addOverride("terraform.backend.s3.key", "other");
      },
      "s3://b/other",
    ],
  ])("is known for a user's own: %s", (_, add, address) => {
    const stack = newStack();
    add(stack);
    expect(stateAddressOf(stack)).toBe(address);
  });

  test.each<[string, (stack: TerraformStack) => void]>([
    ["there is no backend", () => undefined],
    ["the backend is of another kind", (stack) => new HttpBackend(stack, { address: "https://x" })],
    [
      "it holds a token",
      (stack) => new S3Backend(stack, { bucket: "b", key: Lazy.stringValue({ produce: () => "k" }) }),
    ],
    [
      "its prefix is a token",
      (stack) => new GcsBackend(stack, { bucket: "b", prefix: Lazy.stringValue({ produce: () => "k" }) }),
    ],
    [
      "the stack is overridden to another kind",
      (stack) => {
        new S3Backend(stack, { bucket: "b", key: "k" });
        stack.addOverride("terraform.backend.remote.hostname", "h");
      },
    ],
    [
      "only a stack below has a backend",
      (stack) => new S3Backend(new TerraformStack(stack, "below"), { bucket: "b", key: "k" }),
    ],
  ])("is not known where %s", (_, add) => {
    const stack = newStack();
    add(stack);
    const before = stack.node.findAll().length;
    expect(stateAddressOf(stack)).toBeUndefined();
    expect(stack.node.findAll()).toHaveLength(before);
  });
});
