import * as fs from "node:fs";
import * as path from "node:path";
import { SqlEndpoint } from "@cdktf/provider-databricks/lib/sql-endpoint";
import { type App as CdktfApp, Fn, TerraformOutput } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { type Synthesized, synthesize } from "databricks-apps-constructs/testing";
import { Clone } from "../support/clone";
import { EXAMPLES, readFolder, synthesizeExample } from "../support/examples";
import { resourceOf, stackOf, temporaryFolder, workspaceWith } from "./sample";

/** Every example in one process, each into the working directory. */
const PROGRAM = EXAMPLES.map(
  (name) =>
    `require("node:fs").mkdirSync("${name}", { recursive: true });\n` +
    `process.env.CDKTF_OUTDIR = "${name}";\nrequire("./examples/${name}/main.js");\n`,
).join("");

test("the whole assembly is the same, byte for byte, on two runs, in two directories and from two clones", async () => {
  const [here, there] = [temporaryFolder(), temporaryFolder()];
  const clones = ["a", "a/much/longer/path"].map((name) => {
    const folder = path.join(here, name);
    fs.mkdirSync(folder, { recursive: true });
    const clone = new Clone(folder);
    clone.add("all.js", PROGRAM);
    return clone;
  });
  const run = async (clone: Clone | undefined, name: string) => {
    const cwd = path.join(there, name);
    fs.mkdirSync(cwd, { recursive: true });
    await clone?.run("all.js", cwd);
    return readFolder(cwd);
  };
  const [first, elsewhere] = await Promise.all([run(clones[0], "one"), run(clones[1], "two/deeper")]);
  const again = await run(clones[0], "one");

  const written = Object.keys(first);
  for (const name of EXAMPLES) expect(written.some((file) => file.startsWith(`${name}/stacks/`))).toBe(true);
  expect(again).toEqual(first);
  expect(elsewhere).toEqual(first);
  // Under a test runner, where the file that runs is the test, the folders of the apps are the same ones.
  const releases = (text = "{}") => (JSON.parse(text) as Synthesized["promotion"])?.apps.map(({ release }) => release);
  for (const name of EXAMPLES.filter((one) => first[`${one}/promotion.json`] !== undefined)) {
    expect(synthesizeExample(name).promotion.apps.map(({ release }) => release)).toEqual(
      releases(first[`${name}/promotion.json`]),
    );
  }
  // A warning is the part of cdktf's manifest that usually holds paths: without one, this would prove little.
  expect(first["platform/manifest.json"]).toContain("acme.because");
  for (const text of Object.values(first)) expect(text).not.toMatch(/[/\\]tmp[/\\]|node_modules/);
}, 20_000);

const roles = { readers: apps.Permission.canUse(), writers: apps.Permission.canManage() };
const resources = {
  warehouse: apps.AppResource.sqlWarehouse("CAN_USE"),
  stripe: apps.AppResource.secret("READ"),
};
const access = { readers: [apps.Principal.group("staff")], writers: [apps.Principal.group("chiefs")] } as const;

/** An app bound to a warehouse of its own stack by a reference and by an expression. */
function desk(app: CdktfApp, before?: (stack: apps.WorkspaceStack) => void): void {
  const stack = new apps.WorkspaceStack(app, "desk", workspaceWith());
  before?.(stack);
  const warehouse = new SqlEndpoint(stack, "warehouse", { name: "desk", clusterSize: "Small" });
  const definition = apps.defineApp({ name: "desk", resources, access: roles, env: { A: "1", B: "2" } });
  new apps.App(stack, "desk", {
    definition,
    bindings: { warehouse: { id: warehouse.id }, stripe: { scope: Fn.lower(warehouse.name), key: "stripe" } },
    access,
  });
}

test("digests do not depend on creation order of tokens", () => {
  // Tokens of nobody's: they move the numbers in the texts of all later ones.
  const spend = (stack: apps.WorkspaceStack) => {
    for (let count = 0; count < 7; count++) Fn.upper(`${stack.node.id}-${Fn.lower("unused")}`);
  };
  const plain = synthesize((app) => desk(app));
  const later = synthesize((app) => desk(app, spend));
  expect(plain.promotion?.apps[0]?.bound.resources.map(({ binding }) => binding)).toEqual([
    { scope: { template: "${lower(databricks_sql_endpoint.warehouse.name)}" }, key: "stripe" },
    { id: { ref: "databricks_sql_endpoint.warehouse.id" } },
  ]);
  expect(later).toEqual(plain);
  expect(later.files["promotion.json"]).not.toContain("TfToken");
});

test("an assembly's digest changes with anything in the assembly, the definition's only with the definition", () => {
  const output = (stack: apps.WorkspaceStack) => void new TerraformOutput(stack, "more", { value: "1" });
  const plain = synthesize((app) => desk(app)).promotion;
  const more = synthesize((app) => desk(app, output)).promotion;
  expect(more?.definitionDigest).toBe(plain?.definitionDigest);
  expect(more?.assemblyDigest).not.toBe(plain?.assemblyDigest);
});

/** The same values, every object written down in the other order. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => reversed(item)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, member]) => [key, reversed(member as unknown)])) as T;
}

describe("the order in which the keys of a literal are written", () => {
  const definition = {
    name: "desk",
    resources,
    access: roles,
    env: { B: "2", A: "1", W: { valueFrom: "warehouse" } },
    stageEnv: ["Z", "C"],
    egress: [{ host: "api.example.com", phase: "build", because: "tools" }],
    gitRepository: { url: "https://github.com/acme/desk", provider: "gitHub" },
  } as const;
  const stage = {
    bindings: { warehouse: { id: "1a2b3c" }, stripe: { scope: "desk", key: "stripe" } },
    access,
    env: { Z: "1", C: "2" },
    telemetry: { logsTable: "a.b.logs", metricsTable: "a.b.metrics", tracesTable: "a.b.traces" },
  } as const;
  const program = (order: <T>(value: T) => T): Synthesized =>
    synthesize((app) => {
      const made = apps.defineApp(order(definition));
      const stages = [apps.defineStage(made, workspaceWith(), order(stage))];
      new apps.PromotionPipeline(app, "desk", { app: made, stages });
    });

  test("changes no digest", () => {
    const [written, other] = [program((value) => value), program(reversed)];
    expect(other.promotion?.definitionDigest).toBe(written.promotion?.definitionDigest);
    expect(other.promotion?.assemblyDigest).toBe(written.promotion?.assemblyDigest);
  });

  test("changes nothing that Terraform sees", () => {
    const [written, other] = [program((value) => value), program(reversed)].map((result) => stackOf(result));
    expect(other).toEqual(written);
    if (written !== undefined) expect(resourceOf(written, "databricks_app").resources).toHaveLength(2);
  });
});
