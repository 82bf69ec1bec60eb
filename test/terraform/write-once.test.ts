import { Annotations, App, Aspects, Lazy, TerraformOutput, TerraformStack } from "cdktf";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { DatabricksApp } from "../../src/terraform/databricks-app";
import type * as WriteOnce from "../../src/terraform/write-once";
import { WorkspaceProvider } from "../../src/terraform/workspace-provider";
import { WORKSPACE } from "./workspace";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true })));

/** What the engine prints is learned once per process, so each test has a process of its own. */
let { writeOnce } = fresh();
beforeEach(() => ({ writeOnce } = fresh()));

function fresh(): typeof WriteOnce {
  let fresh: typeof WriteOnce | undefined;
  jest.isolateModules(() => (fresh = jest.requireActual("../../src/terraform/write-once")));
  return fresh as unknown as typeof WriteOnce;
}

function program(): App {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "write-once-"));
  folders.push(outdir);
  return new App({ outdir, stackTraces: false });
}

function stackIn(app: App, id: string, once: boolean, make = (scope: App) => new TerraformStack(scope, id)) {
  const stack = make(app);
  if (once) writeOnce(stack);
  new WorkspaceProvider(stack, "provider", WORKSPACE);
  new DatabricksApp(stack, "orders", { name: "orders", resources: [{ name: "b", job: { id: "1", permission: "p" } }] });
  return stack;
}

const fileOf = (app: App, id: string): string => path.join(app.outdir, "stacks", id, "cdk.tf.json");
const read = (app: App, id: string): string => fs.readFileSync(fileOf(app, id), "utf8");

/** How often each stack's file was written, read and asked for. */
function watch(app: App): () => { readonly writes: Record<string, number>; readonly reads: number } {
  const real = jest.requireActual<typeof fs>("node:fs");
  const [write, readFile] = [jest.spyOn(real, "writeFileSync"), jest.spyOn(real, "readFileSync")];
  return () => {
    const writes: Record<string, number> = {};
    for (const [file] of write.mock.calls) {
      const name = path.relative(app.outdir, String(file));
      writes[name] = (writes[name] ?? 0) + 1;
    }
    const reads = readFile.mock.calls.filter(([file]) => String(file).startsWith(app.outdir)).length;
    write.mockRestore();
    readFile.mockRestore();
    return { writes, reads };
  };
}

test("every file is written once, the first of them by the engine and read once, and all are the engine's bytes", () => {
  const [ours, stock] = [program(), program()];
  for (const id of ["a", "b", "c"]) {
    new TerraformOutput(stackIn(ours, id, true), "out", { value: [] });
    new TerraformOutput(stackIn(stock, id, false), "out", { value: [] });
  }
  stock.synth();
  const seen = watch(ours);
  ours.synth();
  const { writes, reads } = seen();
  expect(Object.values(writes)).toEqual([1, 1, 1, 1]);
  expect(Object.keys(writes)).toContain(path.join("stacks", "c", "cdk.tf.json"));
  expect(reads).toBe(1);
  for (const id of ["a", "b", "c"]) expect(read(ours, id)).toBe(read(stock, id));
  expect(fs.readFileSync(path.join(ours.outdir, "manifest.json"), "utf8")).toBe(
    fs.readFileSync(path.join(stock.outdir, "manifest.json"), "utf8"),
  );
});

test("an engine that prints in another way writes all its files itself", () => {
  const app = program();
  const own = stackIn(app, "a", false);
  const { synthesizer } = own;
  own.synthesizer = {
    synthesize(session) {
      synthesizer.synthesize(session);
      fs.appendFileSync(fileOf(app, "a"), "\n");
    },
  };
  writeOnce(own);
  stackIn(app, "b", true);
  const seen = watch(app);
  app.synth();
  // It is asked once how it prints, and never again.
  expect(seen()).toEqual({ writes: expect.anything(), reads: 1 });
  expect(JSON.parse(read(app, "b"))).toHaveProperty("resource.databricks_app.orders");
});

test("whoever asks a stack for its document before it is written gets it", () => {
  const app = program();
  stackIn(app, "a", true);
  const b = stackIn(app, "b", true);
  const seen: unknown[] = [];
  Aspects.of(b).add({ visit: (node) => node === b && seen.push(b.toTerraform().resource.databricks_app.orders.name) });
  b.node.addValidation({
    validate() {
      seen.push(b.toTerraform().resource.databricks_app.orders.name);
      return [];
    },
  });
  // As TerraformAsset does; this runs between the validations and the document.
  const session: unknown[] = [];
  Object.defineProperty(b, Symbol.for("cdktf/customSynthesis"), {
    value: {
      onSynthesize(at: { readonly manifest: App["manifest"] }) {
        session.push(at.manifest.forStack(b).name, at.manifest.version === app.manifest.version);
        seen.push(b.toTerraform().resource.databricks_app.orders.name);
      },
    },
  });
  app.synth();
  expect(seen).toEqual(["orders", "orders", "orders"]);
  expect(session).toEqual(["b", true]);
  expect(JSON.parse(read(app, "b"))).toHaveProperty("resource.databricks_app.orders");
  expect(JSON.parse(fs.readFileSync(path.join(app.outdir, "manifest.json"), "utf8")).stacks).toHaveProperty("b");
});

test("a stack's own toTerraform is what is written, and stands again afterwards", () => {
  const app = program();
  stackIn(app, "a", true);
  const b = stackIn(app, "b", true);
  const make = b.toTerraform.bind(b);
  const own = () => ({ ...(make() as object), check: { z: 1, a: [] } });
  b.toTerraform = own;
  app.synth();
  app.synth();
  expect(b.toTerraform).toBe(own);
  expect(JSON.parse(read(app, "b"))).toMatchObject({ check: { z: 1, a: [] } });
  expect(Object.hasOwn(app.node.findChild("a"), "toTerraform")).toBe(false);
});

test("a second synthesis writes what changed", () => {
  const app = program();
  const [a] = [stackIn(app, "a", true), stackIn(app, "b", true)];
  app.synth();
  (a.node.findChild("orders") as DatabricksApp).addOverride("description", "changed");
  app.synth();
  expect(JSON.parse(read(app, "a"))).toHaveProperty("resource.databricks_app.orders.description", "changed");
});

test("fails with the error of whoever throws, and the stack can be asked again", () => {
  const app = program();
  stackIn(app, "a", true);
  const b = stackIn(app, "b", true);
  let fails = true;
  const produce = () => {
    if (fails) throw new Error("boom");
    return "x";
  };
  (b.node.findChild("orders") as DatabricksApp).addOverride("description", Lazy.stringValue({ produce }));
  expect(() => app.synth()).toThrow("boom");
  expect(Object.hasOwn(b, "toTerraform")).toBe(false);
  fails = false;
  app.synth();
  expect(JSON.parse(read(app, "b"))).toHaveProperty("resource.databricks_app.orders.description", "x");
});

test("fails on an error annotation before anything is written", () => {
  const app = program();
  stackIn(app, "a", true);
  Annotations.of(stackIn(app, "b", true)).addError("no");
  expect(() => app.synth()).toThrow("no");
  expect(fs.existsSync(fileOf(app, "b"))).toBe(false);
});

test("what V8 would print in another way is written by the engine", () => {
  const [ours, stock] = [program(), program()];
  for (const [app, once] of [
    [ours, true],
    [stock, false],
  ] as const) {
    stackIn(app, "a", once);
    const b = stackIn(app, "b", once);
    b.addOverride("locals", { "10": 1, "9": 2, x: {} });
    app.synth();
  }
  expect(read(ours, "b")).toBe(read(stock, "b"));
  expect(read(ours, "b")).toContain('"10"');
});

test("HCL is written by the engine", () => {
  const before = process.env.SYNTH_HCL_OUTPUT;
  process.env.SYNTH_HCL_OUTPUT = "true";
  try {
    const app = program();
    for (const id of ["a", "b"]) stackIn(app, id, true);
    app.synth();
    expect(fs.readFileSync(path.join(app.outdir, "stacks", "b", "cdk.tf"), "utf8")).toContain(
      'resource "databricks_app" "orders"',
    );
  } finally {
    if (before === undefined) delete process.env.SYNTH_HCL_OUTPUT;
    else process.env.SYNTH_HCL_OUTPUT = before;
  }
});

test("tells the bytes of every file but those that the engine wrote, and at first that nothing is written", () => {
  const app = program();
  const told: (readonly [string, string | undefined])[] = [];
  for (const id of ["first", "plain", "odd", "again"]) {
    const stack = new TerraformStack(app, id);
    writeOnce(stack, (written) => told.push([id, written?.text]));
    new WorkspaceProvider(stack, "provider", WORKSPACE);
    // The first file of a process shows how the engine prints empty lists; a key that is a number is left to it too.
    new TerraformOutput(stack, "out", { value: id === "odd" ? { "1": "x" } : [] });
  }
  app.synth();
  expect(told).toEqual([
    ["first", undefined],
    ["plain", undefined],
    ["plain", read(app, "plain")],
    ["odd", undefined],
    ["again", undefined],
    ["again", read(app, "again")],
  ]);
});
