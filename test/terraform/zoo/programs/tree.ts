import { App as PrebuiltApp } from "@cdktf/provider-databricks/lib/app/index";
import { DataDatabricksGroup } from "@cdktf/provider-databricks/lib/data-databricks-group/index";
import { SqlEndpoint } from "@cdktf/provider-databricks/lib/sql-endpoint/index";
import {
  AssetType,
  LocalBackend,
  TerraformAsset,
  TerraformDataSource,
  TerraformElement,
  TerraformHclModule,
  TerraformBackend,
  TerraformStack,
  Testing,
} from "cdktf";
import { Construct } from "constructs";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { LIST } from "../arguments";
import { type Program } from "../compare";

/** Stacks, subclasses, names, and elements of other makers beside ours. */
export const tree: Record<string, Program> = {
  "plain arguments at any depth of the tree"({ stack, provider, App, List }) {
    const s = stack("a");
    const resources = [{ name: "r", job: { id: "1" } }];
    new App(s, "app", { name: "x", provider: provider(s), resources, scopes: ["b", "a"] });
    new List(s, "list", LIST);
    new List(new Construct(s, "deep"), "list", LIST);
    new List(new Construct(new Construct(s, "Default"), "Resource"), "list", LIST);
  },
  "an empty stack, and one with a provider only"({ bareStack, stack }) {
    bareStack("a");
    stack("b");
  },
  "data sources of ours and prebuilt ones"({ stack, App, Group }) {
    const [s, t] = [stack("a"), stack("b")];
    const a = new App(s, "a", { name: "a" });
    const ours = new Group(s, "ours", { display_name: a.url, none: undefined, list: [undefined, { z: 1, a: 2 }] });
    const theirs = new DataDatabricksGroup(s, "theirs", { displayName: "g", dependsOn: [ours] });
    const id = ours.getStringAttribute("id");
    for (const k of [s, t]) new App(k, "b", { name: id, text: `a ${id}`, other: theirs.id });
  },
  "logical ids, overridden, reset and odd"({ stack, App }) {
    const s = stack("a");
    new App(s, "app", { name: "x" }).overrideLogicalId("mine");
    const b = new App(s, "b", { name: "y" });
    b.overrideLogicalId("tmp");
    b.resetOverrideLogicalId();
    new App(s, "c", { name: b.url });
    new App(s, "weird id/!x", { name: "w" });
  },
  "a logical id that is overridden after a reference was made"({ stack, App, List }) {
    const s = stack("a");
    const a = new App(s, "app", { name: "x" });
    new List(s, "b", { ...LIST, label: a.url });
    a.overrideLogicalId("late");
    new List(s, "c", { ...LIST, label: a.name });
  },
  "two resources on one logical id"({ stack, App, Group }) {
    const s = stack("a");
    new App(s, "a", { name: "a", l: [1], o: { x: 1 } }).overrideLogicalId("same");
    new App(s, "b", { name: "b", l: [2], o: { y: 2 } }).overrideLogicalId("same");
    new App(s, "c.d", { name: "1", l: [1] });
    new App(s, "cd", { name: "2", l: [2] });
    new Group(s, "e.f", { display_name: "1", l: [1] });
    new Group(s, "ef", { display_name: "2", l: [2] });
  },
  "two resources on one logical id, found in the first pass over them"({ stack, App, saw }) {
    const s = stack("a");
    new App(s, "c.d", { name: "1", l: [1], o: { x: 1 } });
    new App(s, "cd", { name: "2", l: [2], o: { y: 2 } });
    saw(Testing.synth(s));
  },
  "two resources on one logical id, one of them not plain"({ stack, App, List, saw }) {
    const s = stack("a");
    const other = new App(stack("b"), "o", { name: "o" });
    new App(s, "c.d", { name: other.url, l: [1] });
    new App(s, "cd", { description: "2", l: [2] });
    new List(s, "e.f", { label: "1", l: [1] });
    new List(s, "ef", { description: other.url, l: [2] });
    saw(Testing.synth(s));
  },
  "a resource and a data source of one type and id"({ stack, Group, List }) {
    const s = stack("a");
    class GroupResource extends List {}
    new Group(new Construct(s, "x"), "same", { display_name: "g" }).overrideLogicalId("same");
    new GroupResource(s, "same", LIST);
  },
  "subclasses that redefine how the document is made"({ stack, App }) {
    const s = stack("a");
    class Added extends App {
      protected override synthesizeAttributes() {
        return { ...super.synthesizeAttributes(), added: 1 };
      }
    }
    class Below extends Added {}
    class Named extends App {
      override get friendlyUniqueId() {
        return "fixed";
      }
    }
    class Changed extends App {
      override toTerraform() {
        const document = super.toTerraform();
        document.resource.databricks_app[this.friendlyUniqueId].added = this.url;
        return document;
      }
    }
    class Addressed extends App {
      override get fqn() {
        return "databricks_app.elsewhere";
      }
    }
    class Told extends App {
      override toMetadata() {
        return { overrides: { told: ["x"] } };
      }
    }
    new Added(s, "a", { name: "a" });
    new Below(s, "b", { name: "b" });
    const c = new Named(s, "c", { name: "c" });
    new Changed(s, "d", { name: c.url });
    new App(s, "f", { name: "f", dependsOn: [c, new Addressed(s, "e", { name: "e" })] });
    new Told(s, "g", { name: "g" });
  },
  "a stack that names elements and changes its document itself"({ app, stackOf, App, provider, saw }) {
    class Own extends TerraformStack {
      protected override allocateLogicalId(element: Parameters<TerraformStack["getLogicalId"]>[0]) {
        return `my_${("node" in element ? element.node : element).id}`;
      }
      override toTerraform() {
        const document = super.toTerraform();
        document.resource.databricks_app.my_a.name += "!";
        document.resource.databricks_app.my_a.resources[0].name += "!";
        document.resource.databricks_app.my_a.added = "behind keys that come later";
        document.extra = Object.keys(document.resource.databricks_app);
        return document;
      }
    }
    const s = stackOf(() => new Own(app, "a"));
    provider(s);
    const a = new App(s, "a", { name: "a", resources: [{ name: "r" }] });
    new App(s, "b", { name: a.url });
    saw(s.toTerraform());
    saw(s.toTerraform());
  },
  "a provider with attributes of its own"({ stack, provider, App }) {
    for (const [id, attributes] of Object.entries({ a: { authType: "pat" }, b: { nested: { authType: "pat" } } })) {
      const s = stack(id);
      Object.assign(provider(s), { synthesizeAttributes: () => attributes });
      new App(s, "app", { name: "a" });
    }
  },
  "a backend with attributes of its own"({ stack, addBackend, App }) {
    const s = stack("a");
    addBackend(s);
    for (const backend of s.node.children.filter((child) => TerraformBackend.isBackend(child))) {
      Object.assign(backend, { synthesizeAttributes: () => ({ bucket: "other" }) });
    }
    new App(s, "app", { name: "a" });
  },
  "a stack within a stack"({ stack, stackOf, provider, addBackend, App }) {
    const s = stack("a");
    const inner = stackOf(() => new TerraformStack(s, "inner"));
    provider(inner);
    addBackend(inner);
    new App(inner, "app", { name: "inner" });
    new App(s, "app", { name: "outer" });
  },
  "a stack that adds elements while it is prepared and validated"({ app, stackOf, provider, List }) {
    class Own extends TerraformStack {
      override prepareStack() {
        new List(this, "before", LIST);
        super.prepareStack();
        new List(this, "after", LIST);
      }
      override runAllValidations() {
        super.runAllValidations();
        new List(this, "validated", LIST);
      }
    }
    provider(stackOf(() => new Own(app, "a")));
  },
  "elements below a resource, and removed ones"({ stack, App, List }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a" });
    new List(a, "under", { ...LIST, label: a.url });
    new App(s, "b", { name: "b" });
    s.node.tryRemoveChild("b");
    new App(s, "b", { name: "again" });
  },
  "backends of ours, cdktf's own and none, read from other stacks"({ stack, addBackend, App }) {
    const [s, t, u] = [stack("a"), stack("b"), stack("c")];
    addBackend(s);
    new LocalBackend(t, { path: "x.tfstate" });
    const a = new App(s, "a", { name: "a" });
    const b = new App(t, "b", { name: a.url });
    new App(u, "c", { name: b.url, other: a.url });
  },
  "dependencies between stacks by hand"({ stack, App }) {
    const [s, t] = [stack("a"), stack("b")];
    new App(s, "a", { name: "a" });
    t.addDependency(s);
  },
  "constructs and resources outside of stacks"({ app, stack, App }) {
    new App(stack("a"), "a", { name: "a" });
    new Construct(app, "loose");
    new App(app, "lost", { name: "a" });
  },
  modules({ stack, provider, App }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a" });
    const variables = { u: a.url };
    const source = { source: "x/y/z", version: "1" };
    const m = new TerraformHclModule(s, "m", { ...source, variables, providers: [provider(s)], dependsOn: [a] });
    new App(s, "b", { name: m.getString("out"), dependsOn: [m] });
  },
  assets({ stack, App }) {
    const file = path.join(os.tmpdir(), "zoo-asset.txt");
    fs.writeFileSync(file, "hello");
    const s = stack("a");
    const asset = new TerraformAsset(s, "asset", { path: file, type: AssetType.FILE });
    new App(s, "a", { name: asset.path, hash: asset.assetHash });
  },
  "prebuilt resources that refer to ours and back"({ stack, App }) {
    const s = stack("a");
    const resources = [{ name: "x", job: { id: "1", permission: "CAN_RUN" } }];
    const a = new PrebuiltApp(s, "pre", { name: "p", resources });
    const b = new App(s, "b", { name: a.url, deep: a.computeStatus.state, list: a.resources });
    const tags = { customTags: [{ key: "e+1", value: b.name }] };
    new SqlEndpoint(s, "q", { name: b.url, clusterSize: "S", tags }).addOverride("foo.bar", b.url);
    a.addOverride("z", b.url);
    a.putResources([{ name: b.url }]);
  },
  "elements of a user's own kind"({ stack, App }) {
    class Removed extends TerraformElement {
      override toTerraform() {
        return {
          removed: [{ from: "databricks_app.x", lifecycle: { destroy: false } }],
          check: { c: { assert: [{ condition: "${true}" }] } },
          resource: { databricks_other: { o: { x: 1 } } },
        };
      }
    }
    class Data extends TerraformDataSource {
      constructor(scope: Construct, id: string) {
        super(scope, id, { terraformResourceType: "databricks_x" });
      }
    }
    const s = stack("a");
    new Removed(s, "r");
    new App(s, "a", { name: "a" });
    new Data(s, "d");
  },
  "Testing.synth, twice, with a change between"({ stack, App, List, saw }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a", l: [] });
    new List(s, "b", { ...LIST, label: a.url });
    saw(Testing.synth(s));
    a.addOverride("x", 1);
    saw(Testing.synth(s, true));
    saw(s.toTerraform());
  },
  "two syntheses of one program"({ app, stack, App, List }) {
    const [s, t] = [stack("a"), stack("b")];
    const a = new App(s, "a", { name: "a" });
    new List(t, "i", { ...LIST, label: a.url });
    app.synth();
    a.addOverride("x", 1);
    new List(t, "j", LIST);
  },
  "HCL of a stack"({ stack, addBackend, App, List, Group, saw }) {
    const s = stack("a");
    addBackend(s);
    const a = new App(s, "a", { name: "a", user_api_scopes: ["x"], tags: { k: "v" } });
    new List(s, "i", { ...LIST, label: a.url, dependsOn: [a] }).addOverride("extra", 1);
    new Group(s, "g", { display_name: "g" });
    saw(s.toHclTerraform());
  },
};
