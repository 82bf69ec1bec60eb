import { SqlEndpoint } from "@cdktf/provider-databricks/lib/sql-endpoint/index";
import {
  conditional,
  Fn,
  Lazy,
  Op,
  propertyAccess,
  rawString,
  ref,
  TerraformLocal,
  TerraformOutput,
  TerraformStack,
  Token,
} from "cdktf";
import { LIST } from "../arguments";
import { type Program } from "../compare";

/** References, functions and lazy values, in one stack and from another. */
export const references: Record<string, Program> = {
  "references of every kind"({ stack, App, List }) {
    const s = stack("a");
    const a = new App(s, "app", { name: "x" });
    const text = `pre-${a.url}-${a.name}-post`;
    new List(s, "b", { label: a.url, text, list: a.effectiveUserApiScopes, on: a.pending });
    const path = a.interpolationForAttribute("s[0].x");
    new List(s, "c", { id: a.servicePrincipalId, text: `n${a.servicePrincipalId}x`, path });
    new List(s, "d", { fqn: a.fqn, deep: [{ er: a.url, list: a.effectiveUserApiScopes }] });
    new List(s, "items", { list: [a.url, `${a.name}/32`, "literal"] });
    new List(s, "maps", {
      strings: a.getStringMapAttribute("m"),
      numbers: a.getNumberMapAttribute("m"),
      booleans: a.getBooleanMapAttribute("m"),
      any: a.getAnyMapAttribute("m"),
      list: a.getNumberListAttribute("l"),
    });
  },
  "a map and a list that one who read them changed"({ stack, App, List }) {
    const s = stack("a");
    const a = new App(s, "app", { name: "x" });
    const b = new List(s, "b", { label: "b" });
    b.addOverride("map", a.getStringMapAttribute("m"));
    b.addOverride("map.more", "this writes into the token");
    b.addOverride("map", false);
    const changed = a.effectiveUserApiScopes;
    changed.push("sql");
    new List(s, "c", { map: a.getStringMapAttribute("m"), list: a.effectiveUserApiScopes });
  },
  "Terraform expressions and escapes in strings"({ stack, App, List }) {
    const s = stack("a");
    const a = new App(s, "app", { name: "x" });
    const texts = { a: "${data.x.y.z}", b: `\${var.x}-${a.url}`, c: ["$${lit}", 'a } b { ${upper("x")}'], d: "1e+5" };
    new List(s, "b", texts);
    new List(s, "c", { a: `\${upper("${a.url}")}`, b: `$\${${a.url}}`, c: `%{if ${a.url}}x%{endif}`, d: `{${a.url}}` });
    new List(s, "d", { a: `\${upper(${a.url})} and ${a.url}`, b: `\${${a.url}}` });
  },
  "numbers in strings"({ stack, App, List }) {
    const [s, t] = [stack("a"), stack("b")];
    const { servicePrincipalId: id, url } = new App(s, "app", { name: "x" });
    for (const k of [s, t]) new List(k, "x", { a: `n ${id} x`, b: `${id}`, c: [`a${id}`, `${id}/${url}`] });
  },
  "numbers alone"({ stack, App, List }) {
    const [s, t] = [stack("a"), stack("b")];
    const { servicePrincipalId: id } = new App(s, "app", { name: "x" });
    for (const k of [s, t]) new List(k, "x", { id });
  },
  "references between stacks, both ways of writing them"({ stack, App, List }) {
    const [s, t, u] = [stack("a"), stack("b"), stack("c")];
    const a = new App(s, "app", { name: "x" });
    new List(t, "x", { label: a.url, text: `p-${a.name}`, list: a.effectiveUserApiScopes, id: a.servicePrincipalId });
    new List(u, "x", { label: Fn.upper(a.url), on: a.pending, object: a.interpolationForAttribute("deep.path") });
    new List(u, "object", { on: a.pending, list: [a.pending] });
    new List(u, "number", { text: `n ${a.servicePrincipalId} x` });
    new List(s, "own", { label: a.url, text: `n ${a.servicePrincipalId} x` });
    new TerraformOutput(u, "out", { value: a.url });
    new TerraformLocal(t, "local", { deep: [a.url, a.servicePrincipalId] });
    new SqlEndpoint(u, "sql", { name: a.url, clusterSize: "Small" });
  },
  "references to the address of a resource in another stack"({ stack, App, List }) {
    const [s, t] = [stack("a"), stack("b")];
    const a = new App(s, "app", { name: "x" });
    new List(t, "x", { label: a.fqn, text: `a ${a.fqn}` });
    new List(s, "x", { label: a.fqn, text: `a ${a.fqn}` });
  },
  "references from a later stack to an earlier one, and back in another"({ stack, App }) {
    const [s, t] = [stack("a"), stack("b")];
    new App(s, "app", { name: new App(t, "app", { name: "x" }).url });
  },
  "references into a stack within a stack"({ stack, stackOf, provider, App }) {
    const s = stack("a");
    const inner = stackOf(() => new TerraformStack(s, "inner"));
    provider(inner);
    new App(inner, "app", { name: new App(s, "app", { name: "x" }).url });
  },
  "references between stacks in conditions alone"({ stack, App, List }) {
    const [s, t] = [stack("a"), stack("b")];
    const condition = Op.eq(new App(s, "app", { name: "x" }).url, "u");
    new List(t, "i", { ...LIST, lifecycle: { precondition: [{ condition, errorMessage: "bad" }] } });
  },
  "references between stacks in conditions and overrides"({ stack, App, List }) {
    const [s, t] = [stack("a"), stack("b")];
    const a = new App(s, "app", { name: "x" });
    const precondition = [{ condition: Op.eq(a.url, "u"), errorMessage: `bad ${a.url}` }];
    new List(t, "i", { ...LIST, lifecycle: { precondition } });
    new List(t, "j", LIST).addOverride("label", a.url);
  },
  "references to prebuilt resources, in their stack and from another"({ stack, App }) {
    const [s, t] = [stack("a"), stack("b")];
    const w = new SqlEndpoint(s, "w", { name: "w", clusterSize: "Small" });
    for (const k of [s, t]) {
      new App(k, "app", { name: w.name, id: `a${w.id}b`, n: w.numClusters, on: w.enablePhoton, p: `${w.numClusters}` });
    }
  },
  "functions of every kind of argument"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "app", { name: "x" });
    const scopes = a.effectiveUserApiScopes;
    new App(s, "b", {
      name: Fn.join("-", [a.url, "1e+5", "x"]),
      count_of: Token.asNumber(Fn.lengthOf(scopes)),
      json: Fn.jsonencode({ a: a.url, b: [a.servicePrincipalId] }),
      raw: Fn.rawString('a"b${c}'),
      found: Fn.lookup(a.getStringMapAttribute("tags"), "k", "d"),
      all: Fn.concat([scopes, ["z"]]),
      first: Fn.element(scopes, 0),
      text: Fn.format("%s-%d", [a.url, a.servicePrincipalId]),
      file: Fn.templatefile("${path.module}/x", { u: a.url }),
      upper: Fn.upper(`literal ${a.url} literal`),
    });
  },
  "operators, conditions and expressions"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "app", { name: "x" });
    new App(s, "b", {
      name: conditional(Op.gt(a.servicePrincipalId, 3), a.url, "none"),
      sum: Op.add(a.servicePrincipalId, 1),
      not: Op.not(a.pending),
      both: Op.and(Op.eq(a.url, "u"), true),
      item: propertyAccess(a.effectiveUserApiScopes, [0]),
      deep: propertyAccess(a.fqn, ["x", 0, "y"]),
      raw: rawString("r${x}"),
      free: ref("databricks_app.q.id"),
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
        e: Lazy.listValue({ produce: () => [] }, { omitEmpty: true }),
        f: Lazy.anyValue({ produce: () => [] }, { omitEmptyArray: true }),
      });
    }
    new App(s, "pass", { name: Lazy.stringValue({ produce: (context) => `${context.preparing}` }) });
  },
  "a lazy value that reads a later document"({ stack, App }) {
    const s = stack("a");
    const produce = () => Object.keys((later.toTerraform() as { resource: object }).resource).join();
    new App(s, "b", { name: Lazy.stringValue({ produce }) });
    const later = new App(s, "d", { name: "d" });
  },
};
