import { App, Fn, TerraformStack } from "cdktf";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { DatabricksApp } from "../../src/terraform/databricks-app";
import { AttributeReference } from "../../src/terraform/reference";
import { WorkspaceProvider } from "../../src/terraform/workspace-provider";
import { WORKSPACE } from "./workspace";

type Document = ReturnType<TerraformStack["toTerraform"]>;

/** The documents that a program writes, by stack. */
function documents(program: (a: TerraformStack, b: TerraformStack) => void): Record<"a" | "b", Document> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "reference-"));
  const app = new App({ outdir });
  const [a, b] = [new TerraformStack(app, "a"), new TerraformStack(app, "b")];
  for (const stack of [a, b]) new WorkspaceProvider(stack, "provider", WORKSPACE);
  program(a, b);
  app.synth();
  const read = (id: string): Document =>
    JSON.parse(fs.readFileSync(path.join(outdir, "stacks", id, "cdk.tf.json"), "utf8"));
  const written = { a: read("a"), b: read("b") };
  fs.rmSync(outdir, { recursive: true });
  return written;
}

const OUTPUT = "cross-stack-output-databricks_apporigurl";
const REMOTE = (stack: string) =>
  `\${data.terraform_remote_state.cross-stack-reference-input-${stack}.outputs.${OUTPUT}}`;

describe("a reference to an attribute", () => {
  test("is the attribute's address in its own stack", () => {
    const { a } = documents((stack) => {
      const orders = new DatabricksApp(stack, "orders", { name: "orders" });
      new DatabricksApp(stack, "other", {
        name: "other",
        description: `see ${orders.url}, ${orders.servicePrincipalId}`,
      });
    });
    expect(a.resource.databricks_app.other.description).toBe(
      "see ${databricks_app.orders.url}, ${databricks_app.orders.service_principal_id}",
    );
  });

  test.each([
    ["an earlier stack", "a", "b"],
    ["a later stack", "b", "a"],
  ] as const)("to %s reads its remote state, which gets an output", (_, from, to) => {
    const written = documents((a, b) => {
      const [origin, reader] = from === "a" ? [a, b] : [b, a];
      const orig = new DatabricksApp(origin, "orig", { name: "orig" });
      new DatabricksApp(reader, "other", { name: "other", description: orig.url, space: Fn.upper(orig.url) });
      new DatabricksApp(origin, "own", { name: "own", description: orig.url });
    });
    expect(written[to].resource.databricks_app.other).toMatchObject({
      description: REMOTE(from),
      space: `\${upper(${REMOTE(from).slice(2, -1)})}`,
    });
    expect(written[from].resource.databricks_app.own.description).toBe("${databricks_app.orig.url}");
    expect(written[from].output[OUTPUT]).toEqual({ sensitive: true, value: "${databricks_app.orig.url}" });
    expect(written[to].output).toBeUndefined();
  });

  test("is known across copies of the library and hides itself from JSON.stringify", () => {
    const stack = new TerraformStack(new App({ outdir: fs.mkdtempSync(path.join(os.tmpdir(), "ref-")) }), "a");
    const reference = new AttributeReference("databricks_app.orders.url", stack);
    expect(AttributeReference.is(reference)).toBe(true);
    expect(AttributeReference.is({ identifier: "databricks_app.orders.url" })).toBe(false);
    expect(JSON.stringify({ reference })).toBe('{"reference":"<unresolved-token>"}');
    expect(reference.creationStack).toEqual([]);
  });
});
