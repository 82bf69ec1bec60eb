import { SqlEndpoint } from "@cdktf/provider-databricks/lib/sql-endpoint/index";
import {
  Annotations,
  Aspects,
  conditional,
  Fn,
  Lazy,
  Op,
  TerraformCount,
  TerraformIterator,
  TerraformLocal,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Testing,
  Token,
} from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { type Program, sideBySide, WORKSPACE } from "./side-by-side";
import { WorkspaceProvider } from "../../src/terraform/workspace-provider";

const LIST = { label: "l", list_type: "ALLOW", ip_addresses: ["10.0.0.0/8"] };

/** Each ends without an error and gives the same documents, manifest and observations on our resources and cdktf's. */
const programs: Record<string, (p: Program) => void> = {
  "plain arguments at any depth of the tree"({ stack, provider, App, List }) {
    const s = stack("a");
    new App(s, "app", {
      name: "x",
      provider: provider(s),
      resources: [{ name: "r", job: { id: "1" } }],
      scopes: ["b", "a"],
    });
    new List(s, "list", LIST);
    new List(new Construct(s, "deep"), "list", LIST);
    new List(new Construct(new Construct(s, "Default"), "Resource"), "list", LIST);
  },
  "references of every kind"({ stack, App, List }) {
    const s = stack("a");
    const a = new App(s, "app", { name: "x" });
    new List(s, "b", {
      label: a.url,
      text: `pre-${a.url}-${a.name}-post`,
      list: a.effectiveUserApiScopes,
      on: a.pending,
    });
    new List(s, "c", {
      id: a.servicePrincipalId,
      text: `n${a.servicePrincipalId}x`,
      path: a.interpolationForAttribute("s[0].x"),
    });
    new List(s, "d", {
      fqn: a.fqn,
      deep: [{ er: a.url, list: a.effectiveUserApiScopes }],
      map: a.getStringMapAttribute("m"),
    });
  },
  "Terraform expressions and escapes in strings"({ stack, App, List }) {
    const s = stack("a");
    const a = new App(s, "app", { name: "x" });
    new List(s, "b", {
      a: "${data.x.y.z}",
      b: `\${var.x}-${a.url}`,
      c: ["$${lit}", 'a } b { ${upper("x")}'],
      d: "1e+5",
    });
    new List(s, "c", { a: `\${upper("${a.url}")}`, b: `$\${${a.url}}`, c: `%{if ${a.url}}x%{endif}`, d: `{${a.url}}` });
  },
  "references between stacks, both ways of writing them"({ stack, App, List }) {
    const [s, t, u] = [stack("a"), stack("b"), stack("c")];
    const a = new App(s, "app", { name: "x" });
    new List(t, "x", { label: a.url, text: `p-${a.name}`, list: a.effectiveUserApiScopes, id: a.servicePrincipalId });
    new List(u, "x", { label: Fn.upper(a.url), on: a.pending, object: a.interpolationForAttribute("deep.path") });
    new List(u, "object", { on: a.pending });
    new List(u, "number", { text: `n ${a.servicePrincipalId} x` });
    new List(s, "own", { label: a.url, text: `n ${a.servicePrincipalId} x` });
    new TerraformOutput(u, "out", { value: a.url });
    new SqlEndpoint(u, "sql", { name: a.url, clusterSize: "Small" });
  },
  "references from a later stack to an earlier one, and back in another"({ stack, App }) {
    const [s, t] = [stack("a"), stack("b")];
    new App(s, "app", { name: new App(t, "app", { name: "x" }).url });
  },
  "references to prebuilt resources, in their stack and from another"({ stack, App }) {
    const [s, t] = [stack("a"), stack("b")];
    const w = new SqlEndpoint(s, "w", { name: "w", clusterSize: "Small" });
    for (const k of [s, t]) new App(k, "app", { name: w.name, id: `a${w.id}b`, n: w.numClusters, on: w.enablePhoton });
  },
  "functions, operators and conditions"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "app", { name: "x" });
    new App(s, "b", {
      name: Fn.join("-", [a.url, "1e+5", "x"]),
      count_of: Token.asNumber(Fn.lengthOf(a.effectiveUserApiScopes)),
      json: Fn.jsonencode({ a: a.url, b: [a.servicePrincipalId] }),
      cond: conditional(Op.gt(a.servicePrincipalId, 3), a.url, "none"),
      not: Op.not(a.pending),
      raw: Fn.rawString('a"b${c}'),
    });
  },
  "lazy values"({ stack, App }) {
    const [s, t] = [stack("a"), stack("b")];
    const { url } = new App(s, "app", { name: "x" });
    for (const k of [s, t]) {
      new App(k, "b", {
        name: Lazy.stringValue({ produce: () => `lazy ${url}` }),
        n: Lazy.numberValue({ produce: () => 7 }),
        l: Lazy.listValue({ produce: () => ["a", "b"] }),
        o: Lazy.anyValue({ produce: () => ({ x: [1, undefined, null, { y: undefined }] }) }),
        u: Lazy.anyValue({ produce: () => undefined }),
      });
    }
  },
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
  "addOverride of a stack on its resources"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a", o: { p: 1 } });
    new App(s, "b", { name: "b" });
    s.addOverride("resource.databricks_app.a.name", "over");
    s.addOverride("resource.databricks_app.a.o.q", a.url);
  },
  "addOverride of a stack that deletes a resource type"({ stack, App, List }) {
    const s = stack("a");
    new App(s, "a", { name: "a" });
    new List(s, "b", LIST);
    s.addOverride("resource.databricks_app", undefined);
  },
  "addOverride of a stack by an Aspect"({ stack, App }) {
    const s = stack("a");
    new App(s, "a", { name: "a" });
    Aspects.of(s).add({ visit: (n) => n === s && s.addOverride("resource.databricks_app.a.name", "z") });
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
  "two resources on one logical id"({ stack, App }) {
    const s = stack("a");
    new App(s, "a", { name: "a", l: [1], o: { x: 1 } }).overrideLogicalId("same");
    new App(s, "b", { name: "b", l: [2], o: { y: 2 } }).overrideLogicalId("same");
    new App(s, "c.d", { name: "1", l: [1] });
    new App(s, "cd", { name: "2", l: [2], description: Lazy.stringValue({ produce: () => "lazy" }) });
  },
  "two resources on one logical id, found in the first pass over them"({ stack, App, saw }) {
    const s = stack("a");
    new App(s, "c.d", { name: "1", l: [1], o: { x: 1 } });
    new App(s, "cd", { name: "2", l: [2], o: { y: 2 } });
    saw(Testing.synth(s));
  },
  "two resources on one logical id, the first of them not plain"({ stack, App, saw }) {
    const s = stack("a");
    new App(s, "c.d", { name: Lazy.stringValue({ produce: () => "1" }), l: [1] });
    new App(s, "cd", { description: "2", l: [2] });
    saw(Testing.synth(s));
  },
  "dependsOn: ours, prebuilt, raw, none, across stacks"({ stack, App, List }) {
    const [s, t] = [stack("a"), stack("b")];
    const a = new App(s, "app", { name: "x" });
    const w = new SqlEndpoint(s, "w", { name: "w", clusterSize: "Small", dependsOn: [a] });
    const c = new List(s, "c", { ...LIST, dependsOn: [a, w] });
    new List(s, "d", { ...LIST, dependsOn: [c, a, a] });
    new List(s, "e", { ...LIST, dependsOn: [] });
    new List(s, "f", LIST).dependsOn = [a.fqn, "databricks_app.literal"];
    new List(t, "x", { ...LIST, dependsOn: [a] });
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
    const condition = Op.eq(a.url, "u");
    const precondition = [{ condition, errorMessage: `bad ${a.url}` }];
    new App(s, "b", { name: "y", lifecycle: { ignoreChanges: "all", replaceTriggeredBy: [a, "x.y"], precondition } });
    new App(s, "c", { name: "z" }).lifecycle = { preventDestroy: true };
    new App(s, "d", { name: "z", lifecycle: {}, dependsOn: [a] });
  },
  "arguments named like meta arguments"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a" });
    new App(s, "b", { name: "b", depends_on: ["databricks_app.raw"], dependsOn: [a] });
    new App(s, "c", { name: "c", depends_on: ["databricks_app.raw"], for_each: "x", provisioner: [{ x: 1 }] });
    new App(s, "d", { name: "d", "//": { mine: 1 } });
  },
  "provider aliases, given, changed and taken away"({ app, App, provider }) {
    const s = new TerraformStack(app, "a");
    const [p, q] = [provider(s), new WorkspaceProvider(s, "second", WORKSPACE, "second")];
    const r = new WorkspaceProvider(s, "third", WORKSPACE, Lazy.stringValue({ produce: () => "lazy" }));
    new App(s, "a", { name: "a", provider: p });
    new App(s, "b", { name: "b", provider: q });
    new App(s, "c", { name: "c", provider: r });
    new App(s, "d", { name: "d" }).provider = q;
    new App(s, "e", { name: "e", provider: p }).provider = undefined;
  },
  "count and forEach"({ stack, App }) {
    const s = stack("a");
    const size = new TerraformVariable(s, "size", { type: "number", default: 2 });
    const count = TerraformCount.of(size.numberValue);
    new App(s, "a", { name: "a", count: 3 });
    new App(s, "b", { name: `b ${count.index}`, count });
    const each = TerraformIterator.fromList(["a", "b"]);
    const c = new App(s, "c", { name: each.value, forEach: each });
    new App(s, "d", { name: "d", resources: each.dynamic({ name: each.value }), keys: each.keys() });
    new TerraformOutput(s, "urls", { value: c.url });
    const late = new App(s, "e", { name: "e" });
    new App(s, "f", { name: late.url });
    late.forEach = each;
    new App(s, "g", { name: late.url });
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
  },
  "Aspects that tag, protect, re-point and annotate"({ stack, provider, App, List }) {
    const s = stack("a");
    const c = new Construct(s, "c");
    const a = new App(s, "a", { name: "a" });
    new List(c, "b", { ...LIST, lifecycle: { preventDestroy: false } });
    Aspects.of(s).add({
      visit: (n) => TerraformResource.isTerraformResource(n) && n.addOverride("tags.owner", "team"),
    });
    Aspects.of(c).add({
      visit(n: IConstruct) {
        if (!TerraformResource.isTerraformResource(n)) return;
        n.lifecycle = { ...n.lifecycle, preventDestroy: true };
        n.provider = provider(s);
      },
    });
    Aspects.of(a).add({
      visit: (n) => {
        Annotations.of(n).addInfo("seen");
      },
    });
  },
  "an Aspect that adds elements"({ stack, App, List }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a" });
    Aspects.of(s).add({
      visit(n: IConstruct) {
        if (n !== a) return;
        new List(s, "added", { ...LIST, label: a.url });
        new TerraformOutput(s, "out", { value: a.url });
      },
    });
  },
  "an Aspect that reads and changes the document it was given"({ stack, App, saw }) {
    const s = stack("a");
    new App(s, "a", { name: "a", resources: [{ name: "r" }] });
    Aspects.of(s).add({
      visit(n: IConstruct) {
        if (!TerraformResource.isTerraformResource(n)) return;
        const attributes = n.toTerraform().resource[n.terraformResourceType][n.friendlyUniqueId];
        saw([attributes.name, attributes.resources, attributes["//"].metadata.path]);
        attributes.name = "changed";
        attributes["//"].metadata.path = "changed";
      },
    });
  },
  "instances with their own toTerraform, toMetadata or synthesizeAttributes"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a" });
    const original = a.toTerraform.bind(a);
    a.toTerraform = () => {
      const document = original();
      document.resource.databricks_app.a.extra = "patched";
      return document;
    };
    new App(s, "b", { name: "b" }).toMetadata = () => ({ overrides: { custom: ["x"] } });
    Object.assign(new App(s, "c", { name: "c" }), { synthesizeAttributes: () => ({ name: "own" }) });
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
        document.resource.databricks_app[this.friendlyUniqueId].added = 2;
        return document;
      }
    }
    class Addressed extends App {
      override get fqn() {
        return "databricks_app.elsewhere";
      }
    }
    new Added(s, "a", { name: "a" });
    new Below(s, "b", { name: "b" });
    const c = new Named(s, "c", { name: "c" });
    new Changed(s, "d", { name: c.url });
    new App(s, "f", { name: "f", dependsOn: [c, new Addressed(s, "e", { name: "e" })] });
  },
  "a stack that names elements and changes its document itself"({ app, App, provider, saw }) {
    class Own extends TerraformStack {
      protected override allocateLogicalId(element: Parameters<TerraformStack["getLogicalId"]>[0]) {
        return `my_${("node" in element ? element.node : element).id}`;
      }
      override toTerraform() {
        const document = super.toTerraform();
        document.resource.databricks_app.my_a.name += "!";
        document.resource.databricks_app.my_a.resources[0].name += "!";
        return document;
      }
    }
    const s = new Own(app, "a");
    provider(s);
    const a = new App(s, "a", { name: "a", resources: [{ name: "r" }] });
    new App(s, "b", { name: a.url });
    saw(s.toTerraform());
    saw(s.toTerraform());
  },
  "odd values and keys"({ stack, App }) {
    const s = stack("a");
    new App(s, "a", {
      name: "",
      e: {},
      l: [],
      n: null,
      u: undefined,
      arr: [undefined, null, [], {}, [undefined]],
      z: -0,
    });
    new App(s, "b", { big: 1e21, f: 1.5, text: 'é ☃ \u2028 "q" \\ \n {}', no: false });
    new App(s, "c", { when: new Date(0) });
    new App(s, "d", { nan: NaN, inf: -Infinity });
    new App(s, "keys", { z: 1, B: 3, _c: 4, "a.b": 2, "": "empty" });
    new App(s, "integers", { "1": "one", "10": "ten", "9": "nine", tags: { "10": { "2": {} } } });
    new App(s, "inherited", { toString: "x", creationStack: "s" });
    new App(s, "token-like", { tags: { resolve: "r", constructor: "c" }, resolve: "r" });
    new App(s, "number-like", { tags: { "e+5": "1e+5" } });
    new App(s, "frozen", Object.freeze({ name: "a", resources: Object.freeze([Object.freeze({ name: "x" })]) }));
    const shared = { name: "r" };
    new App(s, "shared", { name: "a", resources: [shared, shared] });
    new App(s, "token-key", { tags: { [`k-${new App(s, "t", { name: "t" }).url}`]: "v" } });
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
  "elements below a resource, and removed ones"({ stack, App, List }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a" });
    new List(a, "under", { ...LIST, label: a.url });
    new App(s, "b", { name: "b" });
    s.node.tryRemoveChild("b");
    new App(s, "b", { name: "again" });
  },
  "provisioners and connections"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a" });
    new App(s, "b", { name: "b", connection: { type: "ssh", host: a.url } });
    new App(s, "c", { name: "c", provisioners: [{ type: "local-exec", command: `echo ${a.url}` }] });
  },
};

/** Each ends with an error, the same on both. */
const mistakes: Record<string, (p: Program) => void> = {
  "a function among the arguments": ({ stack, App }) => void new App(stack("a"), "a", { deep: [{ f: () => 1 }] }),
  "a construct among the arguments"({ stack, App }) {
    const s = stack("a");
    new App(s, "b", { deep: { x: new App(s, "a", { name: "a" }) } });
  },
  "circular arguments"({ stack, App }) {
    const o: Record<string, unknown> = { a: 1 };
    o.self = [o, o];
    new App(stack("a"), "a", { o });
  },
  "a list in a string"({ stack, App }) {
    const s = stack("a");
    new App(s, "b", { name: `x ${new App(s, "a", { name: "a" }).effectiveUserApiScopes}` });
  },
  "a list with something added"({ stack, App }) {
    const s = stack("a");
    new App(s, "b", { l: [...new App(s, "a", { name: "a" }).effectiveUserApiScopes, "x"] });
  },
  "a token that nobody made": ({ stack, App }) => void new App(stack("a"), "b", { name: "${TfToken[TOKEN.99999999]}" }),
  "a marker of a map": ({ stack, App }) => void new App(stack("a"), "b", { n: Token.NUMBER_MAP_TOKEN_VALUE }),
  "a lazy value that throws": ({ stack, App }) =>
    void new App(stack("a"), "b", {
      name: Lazy.stringValue({
        produce: () => {
          throw new Error("boom");
        },
      }),
    }),
  "stacks that refer to each other"({ stack, App, List }) {
    const [s, t] = [stack("a"), stack("b")];
    const a = new App(s, "app", { name: "x" });
    new List(s, "i", { ...LIST, label: new App(t, "app", { name: a.url }).url });
  },
  "no provider in the stack": ({ app, App }) => void new App(new TerraformStack(app, "a"), "a", { name: "a" }),
  "count together with forEach": ({ stack, App }) =>
    void new App(stack("a"), "a", { name: "a", count: 2, forEach: TerraformIterator.fromList(["x"]) }),
  "two moves of one resource"({ stack, App }) {
    const b = new App(stack("a"), "b", { name: "b" });
    b.moveToId("databricks_app.x");
    b.moveToId("databricks_app.y");
  },
  "a validation that finds something"({ stack, App }) {
    new App(stack("a"), "a", { name: "a" }).node.addValidation({ validate: () => ["bad a"] });
  },
};

describe("our resources give byte for byte what cdktf's own give", () => {
  test.each(Object.keys(programs))("%s", (name) => {
    const { ours, stock } = sideBySide(programs[name] ?? (() => undefined));
    expect(stock.error).toBeUndefined();
    expect(Object.keys(stock.files)).toContain("stacks/a/cdk.tf.json");
    expect(ours).toEqual(stock);
  });
});

describe("our resources fail with the message that cdktf's own fail with", () => {
  test.each(Object.keys(mistakes))("fails on %s", (name) => {
    const { ours, stock } = sideBySide(mistakes[name] ?? (() => undefined));
    expect(stock.error).toEqual(expect.any(String));
    expect(ours.error).toEqual(stock.error);
  });
});
