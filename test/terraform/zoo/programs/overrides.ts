import { Lazy } from "cdktf";
import { LIST } from "../arguments";
import { type Program } from "../compare";

/** `addOverride` on elements and on stacks. */
export const overrides: Record<string, Program> = {
  "addOverride: replace, append, merge by index, delete, tokens"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "app", { name: "x", resources: [{ name: "r" }], tags: { a: "1" } });
    a.addOverride("name", "y");
    a.addOverride("resources", [{ name: "s" }]);
    a.addOverride("tags.b", a.url);
    a.addOverride("//.extra", "note");
    const b = new App(s, "b", { name: "x", description: "d", resources: [{ name: "r" }] });
    b.addOverride("description", undefined);
    b.addOverride("resources.0.name", "z");
  },
  "addOverride without a token, on every shape of what is there"({ stack, App }) {
    const s = stack("a");
    const given = { name: "x", o: { p: 1, q: { r: 2 } }, l: [{ m: [1] }, 2], n: null };
    const shapes: [string, unknown][] = [
      ["name", { now: "an object" }],
      ["name.deep", 1],
      ["o", "now a text"],
      ["o", ["now a list"]],
      ["o", null],
      ["o.p", undefined],
      ["o.q", { s: undefined, t: null, u: [] }],
      ["o.q.r.deeper", {}],
      ["l", [3, [4], { b: 1, a: 2 }]],
      ["l", { "0": { m: [5] } }],
      ["l.0.m", [6]],
      ["l.1", undefined],
      ["l.5", "far"],
      ["absent.deep.er", [{ y: 1, x: undefined }]],
      ["absent", undefined],
      ["a..b", 1],
      ["", "empty"],
      ["tags.a\\.b", "escaped"],
      ["//", { comment: "x" }],
      ["//.metadata.path", "y"],
      ["10", "integer-like"],
      ["provider", "databricks.other"],
      ["depends_on", ["x.y"]],
      ["lifecycle.prevent_destroy", false],
      ["lifecycle.ignore_changes", ["more"]],
    ];
    shapes.forEach(([path, value], i) => {
      const lifecycle = { preventDestroy: true, ignoreChanges: ["name"] };
      new App(s, `shape-${i}`, { ...given, lifecycle }).addOverride(path, value);
    });
  },
  "an override into a list of which an item is undefined"({ stack, App }) {
    const s = stack("a");
    new App(s, "list", { name: "x", tags: [undefined, "a", "b"] }).addOverride("tags.1", "c");
    new App(s, "deep", { name: "x", o: { p: [{ q: ["a", undefined, "b"] }] } }).addOverride("o.p.0.q.2", "c");
    new App(s, "beside", { name: "x", tags: [undefined, "a"] }).addOverride("name", "y");
  },
  "several overrides of one resource, in this order"({ stack, App }) {
    const a = new App(stack("a"), "app", { name: "x", tags: { a: "1" } });
    a.addOverride("tags", { b: "2" });
    a.addOverride("tags.c", "3");
    a.addOverride("tags.c.d", "4");
    a.addOverride("tags.e", ["5"]);
    a.addOverride("tags.e.f", "6");
    a.addOverride("name", undefined);
  },
  "overrides with values that only cdktf can write"({ stack, App }) {
    const s = stack("a");
    const c = new App(s, "c", { name: "x", o: { p: 1 } });
    c.addOverride("o.r", Lazy.anyValue({ produce: () => 3 }));
    c.addOverride("when", new Date(0));
    new App(s, "f", { name: "x" }).addOverride("when", new Date(0));
    new App(s, "g", { name: "x", l: [{ m: [1] }], count: 2 }).addOverride("l.0.m", [2]);
    new App(s, "d", { name: "x" }).addOverride("n", c.servicePrincipalId);
    new App(s, "e", { name: "x", o: { p: 1 } }).addOverride("o", Lazy.anyValue({ produce: () => ({ q: 1 }) }));
  },
  "addOverride of a data source"({ stack, Group }) {
    const s = stack("a");
    new Group(s, "g", { display_name: "g", l: [{ x: [1] }] }).addOverride("l.0.x", [2]);
    new Group(s, "h", { display_name: "h" }).addOverride("display_name", undefined);
  },
  "addOverride of a provider and of a backend"({ bareStack, provider, addBackend, App }) {
    const s = bareStack("a");
    provider(s).addOverride("extra", { a: [1] });
    addBackend(s);
    const backend = s.node.findChild("backend") as unknown as { addOverride(path: string, value: unknown): void };
    backend.addOverride("dynamodb_table", "locks");
    backend.addOverride("encrypt", undefined);
    provider(s).addOverride("token", new App(s, "a", { name: "a" }).url);
  },
  "addOverride of a stack on its resources"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a", o: { p: 1 } });
    new App(s, "b", { name: "b" });
    s.addOverride("resource.databricks_app.a.name", "over");
    s.addOverride("resource.databricks_app.a.o.q", a.url);
    s.addOverride("resource.databricks_app.free", { name: "free" });
  },
  "addOverride of a stack that deletes a resource"({ stack, App }) {
    const s = stack("a");
    for (const id of ["a", "b"]) new App(s, id, { name: id });
    s.addOverride("resource.databricks_app.a", undefined);
  },
  "addOverride of a stack that deletes a resource type"({ stack, App, List }) {
    const s = stack("a");
    new App(s, "a", { name: "a" });
    new List(s, "b", LIST);
    s.addOverride("resource.databricks_app", undefined);
  },
  "addOverride of a stack that replaces all resources"({ stack, App, List }) {
    const [s, t, u] = [stack("a"), stack("b"), stack("c")];
    for (const k of [s, t, u]) new App(new List(k, "b", LIST), "a", { name: "a" });
    s.addOverride("resource", undefined);
    t.addOverride("resource", "a text");
    u.addOverride("resource", [1]);
  },
  "addOverride of a stack on its data sources, providers and backend"({ stack, addBackend, Group }) {
    const [s, t] = [stack("a"), stack("b")];
    for (const k of [s, t]) {
      addBackend(k);
      new Group(k, "g", { display_name: "g" });
    }
    s.addOverride("data.databricks_group.g.display_name", "over");
    s.addOverride("provider.databricks", [{ alias: "more" }]);
    s.addOverride("terraform.backend.s3.encrypt", false);
    t.addOverride("provider.databricks.0.host", "over");
    t.addOverride("terraform.backend", { gcs: { bucket: "b" } });
    t.addOverride("terraform.required_version", ">= 1.5");
  },
  "addOverride of a stack on the provider's version, by a reference"({ stack, App }) {
    const s = stack("a");
    const { name } = new App(s, "a", { name: "a" });
    s.addOverride("terraform.required_providers.databricks.version", name);
  },
  "addOverride of a stack beside its elements, by a reference"({ stack, App }) {
    const s = stack("a");
    const { name } = new App(s, "a", { name: "a" });
    s.addOverride("locals.name", name);
  },
  "addOverride of a stack on the provider's version"({ stack, App }) {
    const s = stack("a");
    new App(s, "a", { name: "a" });
    s.addOverride("terraform.required_providers.databricks.version", "1.2.3");
  },
};
