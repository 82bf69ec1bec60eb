import { SqlEndpoint } from "@cdktf/provider-databricks/lib/sql-endpoint/index";
import {
  Lazy,
  Op,
  TerraformCount,
  TerraformIterator,
  TerraformLocal,
  TerraformOutput,
  type TerraformResourceLifecycle,
  TerraformVariable,
} from "cdktf";
import { Construct } from "constructs";
import { LIST } from "../arguments";
import { type Program } from "../compare";

/** What Terraform knows of every resource, and what stands around resources. */
export const metaArguments: Record<string, Program> = {
  "dependsOn: ours, prebuilt, raw, none, across stacks"({ stack, App, List, Group }) {
    const [s, t] = [stack("a"), stack("b")];
    const a = new App(s, "app", { name: "x" });
    const w = new SqlEndpoint(s, "w", { name: "w", clusterSize: "Small", dependsOn: [a] });
    const c = new List(s, "c", { ...LIST, dependsOn: [a, w] });
    new List(s, "d", { ...LIST, dependsOn: [c, a, a] });
    new List(s, "e", { ...LIST, dependsOn: [] });
    new List(s, "f", LIST).dependsOn = [a.fqn, "databricks_app.literal"];
    new List(s, "g", { ...LIST, dependsOn: [new Group(s, "g1", { display_name: "g", dependsOn: [c] })] });
    new List(t, "x", { ...LIST, dependsOn: [a] });
    c.node.addDependency(a);
  },
  "dependsOn a resource whose logical id is overridden later"({ stack, App, List }) {
    const s = stack("a");
    const a = new App(s, "app", { name: "x" });
    new List(s, "b", { ...LIST, dependsOn: [a] });
    a.overrideLogicalId("late");
  },
  "lifecycle: plain settings, conditions, set later"({ stack, App }) {
    const s = stack("a");
    const lifecycle = { preventDestroy: true, ignoreChanges: ["no_compute"], createBeforeDestroy: false };
    const a = new App(s, "app", { name: "x", lifecycle });
    const precondition = [{ condition: Op.eq(a.url, "u"), errorMessage: `bad ${a.url}` }];
    const postcondition = [{ condition: "${self.url != null}", errorMessage: `p ${a.url}` }];
    const replaceTriggeredBy = [a, "x.y"];
    const all = { ignoreChanges: "all", replaceTriggeredBy, precondition, postcondition };
    new App(s, "b", { name: "y", lifecycle: all as TerraformResourceLifecycle });
    new App(s, "c", { name: "z" }).lifecycle = { preventDestroy: true };
    new App(s, "d", { name: "z", lifecycle: {}, dependsOn: [a] });
  },
  "lifecycle: odd values"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "app", { name: "x" });
    const undefinedItem = ["a", undefined] as string[];
    const lazy = Lazy.anyValue({ produce: () => true }) as unknown as boolean;
    new App(s, "b", { name: "b", lifecycle: { preventDestroy: undefined, ignoreChanges: undefinedItem } });
    new App(s, "c", { name: "c", lifecycle: { createBeforeDestroy: lazy, ignoreChanges: [a.url, "x"] } });
  },
  "arguments named like meta arguments"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a" });
    new App(s, "b", { name: "b", depends_on: ["databricks_app.raw"], dependsOn: [a] });
    new App(s, "c", { name: "c", depends_on: ["databricks_app.raw"], for_each: "x", provisioner: [{ x: 1 }] });
    new App(s, "d", { name: "d", for_each: "x" });
    new App(s, "e", { name: "e", "//": { mine: 1 } });
    new App(s, "f", { name: "f", provisioner: [{ x: 1 }], lifecycle: { preventDestroy: true }, zz: 1, aa: 2 });
  },
  "provider aliases, given, changed and taken away"({ bareStack, provider, newProvider, App, Group }) {
    const s = bareStack("a");
    const [p, q] = [provider(s), newProvider(s, "second", "second")];
    const r = newProvider(s, "third", Lazy.stringValue({ produce: () => "lazy" }));
    new App(s, "a", { name: "a", provider: p });
    new App(s, "b", { name: "b", provider: q });
    new App(s, "c", { name: "c", provider: r });
    new App(s, "d", { name: "d" }).provider = q;
    new App(s, "e", { name: "e", provider: p }).provider = undefined;
    new Group(s, "g", { display_name: "g", provider: q });
  },
  "count and forEach"({ stack, App, Group }) {
    const s = stack("a");
    const size = new TerraformVariable(s, "size", { type: "number", default: 2 });
    const count = TerraformCount.of(size.numberValue);
    new App(s, "a", { name: "a", count: 3 });
    new App(s, "b", { name: `b ${count.index}`, count });
    const each = TerraformIterator.fromList(["a", "b"]);
    const c = new App(s, "c", { name: each.value, forEach: each });
    new App(s, "d", { name: "d", resources: each.dynamic({ name: each.value }), keys: each.keys() });
    new TerraformOutput(s, "urls", { value: c.url });
    new TerraformOutput(s, "ids", { value: c.servicePrincipalId });
    const late = new App(s, "e", { name: "e" });
    new App(s, "f", { name: late.url });
    late.forEach = each;
    new App(s, "g", { name: late.url });
    new App(s, "h", { name: TerraformIterator.fromResources(c).value.url, literal: "x", forEach: each });
    new Group(s, "i", { display_name: each.value, forEach: each });
    new Group(s, "j", { display_name: "j", count: 0 });
  },
  "iterators over maps and over resources"({ stack, App }) {
    const s = stack("a");
    const map = TerraformIterator.fromMap({ x: { n: 1, name: "one" }, y: { n: 2, name: "two" } });
    new App(s, "a", { name: map.getString("name"), n: map.getNumber("n"), key: map.key, forEach: map });
    const scopes = new App(s, "b", { name: "b" }).effectiveUserApiScopes;
    const list = TerraformIterator.fromList(scopes);
    new App(s, "c", { name: "c", nested: { blocks: list.dynamic({ scope: list.value }) } });
    new App(s, "d", { name: "d", plucked: map.pluckProperty("name"), list: map.values() });
  },
  "outputs, variables and locals"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a" });
    new TerraformOutput(s, "one", { value: a.url, sensitive: true, dependsOn: [a] });
    new TerraformOutput(s, "all", { value: a, staticId: true });
    new TerraformOutput(new Construct(s, "in"), "map", { value: { u: a.url, l: [a.servicePrincipalId, "x"] } });
    const v = new TerraformVariable(s, "v", { type: "string", default: "d" });
    const l = new TerraformLocal(s, "l", { x: a.url });
    new App(s, "b", { name: v.stringValue, n: v.numberValue, list: l.asList, any: l.expression });
  },
  "import and move"({ stack, provider, App }) {
    const s = stack("a");
    new App(s, "a", { name: "a" }).importFrom("some-id");
    new App(s, "b", { name: "b", provider: provider(s) }).importFrom("some-id", provider(s));
    new App(s, "c", { name: "c" }).addMoveTarget("t");
    new App(s, "d", { name: "d" }).moveTo("t");
    new App(s, "e", { name: "e" }).moveFromId("databricks_app.gone");
    new App(s, "f", { name: "f" }).moveToId("databricks_app.other");
    new App(s, "g", { name: "g" }).moveTo("t", "index");
  },
  "provisioners and connections"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a" });
    new App(s, "b", { name: "b", connection: { type: "ssh", host: a.url } });
    new App(s, "c", { name: "c", provisioners: [{ type: "local-exec", command: `echo ${a.url}` }] });
    new App(s, "d", { name: "d", provisioners: [{ type: "file", source: "s", destination: "d" }] });
  },
};
