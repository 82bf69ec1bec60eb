import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Issue } from "databricks-apps-constructs";
import { workspaceWith } from "../stage/sample-program";
import { Clone } from "../support/clone";
import { EXAMPLES } from "../support/examples";
import { packedPackage } from "../support/package";

jest.setTimeout(60_000);

/** The examples, which import the library as it is published. */
const home = fs.mkdtempSync(path.join(os.tmpdir(), "without-zod-"));
let clone: Clone;

beforeAll(() => {
  clone = new Clone(home);
  fs.rmSync(path.join(home, "dist"), { recursive: true });
  fs.cpSync(path.join(packedPackage().folder, "dist"), path.join(home, "dist"), { recursive: true });
  const told = `fs.writeFileSync("loaded.json", JSON.stringify(Object.keys(require.cache)))`;
  clone.add("tell.js", `const fs = require("node:fs"); process.on("exit", () => ${told});`);
}, 120_000);

afterAll(() => {
  fs.rmSync(home, { recursive: true, force: true });
});

/** Runs a program to its end in a folder of its own; `packages` are those that it has loaded by then. */
async function run(file: string): Promise<{ readonly cwd: string; readonly packages: readonly string[] }> {
  const cwd = fs.mkdtempSync(path.join(home, "run-"));
  await clone.run(file, cwd, ["--require", path.join(home, "tell.js")]);
  const loaded = JSON.parse(fs.readFileSync(path.join(cwd, "loaded.json"), "utf8")) as readonly string[];
  const names = loaded.flatMap((one) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(one)?.[1] ?? []);
  return { cwd, packages: [...new Set(names)] };
}

/** In a literal of JavaScript, where no compiler is asked. */
const BEGIN = `
  const apps = require("databricks-apps-constructs");
  const definition = apps.defineApp({
    name: "orders",
    resources: { warehouse: apps.AppResource.sqlWarehouse("CAN_USE") },
    access: { viewers: apps.Permission.canUse() },
    scaling: apps.ScalingConfig.horizontal(2),
    egress: [{ host: "api.example.com", because: "charges cards" }],
  });
  const workspace = apps.defineWorkspace(${JSON.stringify(workspaceWith({ limits: { apps: 100 } }))});
  const stage = apps.defineStage(definition, workspace, {
    bindings: { warehouse: { id: "0123456789abcdef" } },
    access: { viewers: [apps.Principal.group("desk"), apps.Principal.allAccountUsers()] },
  });
`;

describe("a process loads zod where something is wrong, and nowhere else:", () => {
  test.each(EXAMPLES)("examples/%s is right, with its files and its network, and does without", async (name) => {
    const { cwd, packages } = await run(`examples/${name}/main.js`);
    expect(fs.existsSync(path.join(cwd, "cdktf.out/manifest.json"))).toBe(true);
    expect(packages).toContain("cdktf");
    expect(packages).not.toContain("zod");
  });

  test("what is right is bound without, whatever else of the library is used", async () => {
    clone.add("right.js", `${BEGIN} Object.values(apps); apps.bind(stage);`);
    const { packages } = await run("right.js");
    expect(packages).toContain("cdktf");
    expect(packages).not.toContain("zod");
  });

  test("a stage that lacks a binding has every form right, and is refused without", async () => {
    clone.add("lacking.js", `${BEGIN} ${refusalOf("{ ...stage, bindings: {} }")}`);
    const { cwd, packages } = await run("lacking.js");
    expect(refusals(cwd)).toEqual(["binding.missing bindings/warehouse"]);
    expect(packages).not.toContain("zod");
  });

  test("what is wrong is reported in full, of code and of a file", async () => {
    const file = path.join(home, "stage.yaml");
    fs.writeFileSync(
      file,
      "bindings: { warehouse: { id: a/b } }\naccess: { viewers: [{ kind: grup }] }\nsizes: LARGE\n",
    );
    const wrong = '{ ...stage, size: "HUGE", extra: 1, definition: { ...definition, name: "Orders!", egress: [{}] } }';
    clone.add("wrong.js", `${BEGIN} ${refusalOf(wrong)}`);
    clone.add("file.js", `${BEGIN} ${refusalOf(`apps.stageFromFile(definition, workspace, ${JSON.stringify(file)})`)}`);
    const [code, read] = [await run("wrong.js"), await run("file.js")];
    expect(refusals(code.cwd)).toEqual([
      "app.name definition/name",
      "schema.missing definition/egress/0/host",
      "schema.missing definition/egress/0/because",
      "schema.value size",
      "schema.unknown-key extra",
    ]);
    expect(refusals(read.cwd)).toEqual([
      "schema.value access/viewers/0/kind",
      "schema.unknown-key sizes",
      "binding.value bindings/warehouse/id",
    ]);
    expect(code.packages).toContain("zod");
    expect(read.packages).toContain("zod");
  });
});

/** Code that binds a stage and writes down what it is refused for. */
function refusalOf(stage: string): string {
  const write = 'require("node:fs").writeFileSync("issues.json", JSON.stringify(error.issues))';
  return `try { apps.bind(${stage}); } catch (error) { ${write}; }`;
}

function refusals(cwd: string): string[] {
  const issues = JSON.parse(fs.readFileSync(path.join(cwd, "issues.json"), "utf8")) as readonly Issue[];
  return issues.map(({ code, path: at }) => `${code} ${at.join("/")}`);
}
