import { TerraformBackend } from "cdktf";
import type * as apps from "databricks-apps-constructs";
import { synthesize, type SynthesizedStack } from "databricks-apps-constructs/testing";
import { addProgram } from "../../support/generated";
import { describeWithTerraform } from "../../support/terraform";

jest.setTimeout(60_000);

const BACKENDS: Readonly<Record<apps.Backend["kind"], readonly [apps.Backend, ...apps.Backend[]]>> = {
  local: [{ kind: "local", folder: "../../../state" }],
  s3: [
    { kind: "s3", bucket: "acme-tfstate", region: "eu-west-1" },
    { kind: "s3", bucket: "acme-tfstate", region: "eu-west-1", prefix: "apps" },
  ],
  azurerm: [
    { kind: "azurerm", resourceGroup: "terraform", storageAccount: "acmetfstate", container: "dev" },
    { kind: "azurerm", resourceGroup: "terraform", storageAccount: "acmetfstate", container: "dev", prefix: "apps" },
  ],
  gcs: [
    { kind: "gcs", bucket: "acme-tfstate" },
    { kind: "gcs", bucket: "acme-tfstate", prefix: "apps" },
  ],
};

/** How Terraform and its backends refuse a configuration. What else goes wrong is about credentials. */
const REFUSED = /Extraneous|Unsupported|Missing required|Invalid|required field is not set/i;

function withBackend(backend: apps.Backend, change?: readonly [path: string, value: unknown]): SynthesizedStack {
  const { stacks } = synthesize((cdktfApp) => {
    const app = addProgram(cdktfApp, "orders-dev", { workspace: { backend } });
    const backends = app.node.scopes
      .flatMap(({ node }) => node.children)
      .filter((child) => TerraformBackend.isBackend(child));
    if (change !== undefined) for (const found of backends) found.addOverride(...change);
  });
  return stacks["orders-dev"] ?? {};
}

describeWithTerraform("the state's backend", (terraform) => {
  const init = async (stack: SynthesizedStack) =>
    terraform.run(terraform.write(stack), ["init", "-input=false", "-no-color"]);

  test("is initialized, where it is a local folder", async () => {
    const run = await init(withBackend(first("local")));
    expect(run).toEqual({ code: 0, output: expect.stringContaining("successfully initialized") as string });
  });

  test.each([...BACKENDS.s3, ...BACKENDS.azurerm, ...BACKENDS.gcs])(
    "is understood, and lacks nothing but credentials: %j",
    async (backend) => {
      const run = await init(withBackend(backend));
      expect(run.code).toBe(1);
      expect(run.output).toMatch(/credential|Azure ?CLI/i);
      expect(run.output).not.toMatch(REFUSED);
    },
  );

  test.each(["local", "s3", "azurerm", "gcs"] as const)("fails on a misspelt argument: %s", async (kind) => {
    const run = await init(withBackend(first(kind), ["bukcet", "x"]));
    expect(run.code).toBe(1);
    expect(run.output).toContain("Extraneous JSON object property");
  });

  // Terraform's gcs backend asks for credentials before it looks for its bucket.
  test.each([
    ["s3", "bucket"],
    ["azurerm", "storage_account_name"],
  ] as const)("fails on a missing argument: %s, %s", async (kind, name) => {
    const run = await init(withBackend(first(kind), [name, undefined]));
    expect(run.code).toBe(1);
    expect(run.output).toMatch(REFUSED);
  });
});

function first(kind: apps.Backend["kind"]): apps.Backend {
  const [backend] = BACKENDS[kind];
  return backend;
}
