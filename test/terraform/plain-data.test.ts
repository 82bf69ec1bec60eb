import { Fn, Lazy, Testing, TerraformStack, Token } from "cdktf";
import { DatabricksApp } from "../../src/terraform/databricks-app";
import { copyOf } from "../../src/terraform/copy-of";
import { toPlainData } from "../../src/terraform/plain-data";

function program() {
  const app = Testing.app();
  const [here, there] = [new TerraformStack(app, "here"), new TerraformStack(app, "there")];
  return {
    here,
    orders: new DatabricksApp(here, "orders", { name: "orders" }),
    theirs: new DatabricksApp(there, "orders", { name: "orders" }),
  };
}

type Program = ReturnType<typeof program>;

test("plain data is copied without undefined and with its keys in order", () => {
  const { here } = program();
  const given = { b: [1, undefined, null, { z: "z", y: undefined, a: true }], a: "", A: 0, c: Object.create(null) };
  const plain = toPlainData(given, here);
  expect(JSON.stringify(plain)).toBe('{"A":0,"a":"","b":[1,null,{"a":true,"z":"z"}],"c":{}}');
  expect(toPlainData(Object.freeze(["x"]), here)).toEqual(["x"]);
});

test.each<[string, (p: Program) => unknown, unknown]>([
  ["a string", (p) => p.orders.url, "${databricks_app.orders.url}"],
  ["part of a string", (p) => `a ${p.orders.url} }b{`, "a ${databricks_app.orders.url} }b{"],
  ["an object", (p) => p.orders.interpolationForAttribute("a.b"), "${databricks_app.orders.a.b}"],
])("a reference into the same stack is finished data as %s", (_, value, finished) => {
  const p = program();
  expect(toPlainData({ x: value(p) }, p.here)).toEqual({ x: finished });
});

class Instance {
  readonly x = 1;
}

test.each<[string, (p: Program) => unknown]>([
  ["a reference into another stack, as a string", (p) => p.theirs.url],
  ["a reference into another stack, as an object", (p) => p.theirs.interpolationForAttribute("a")],
  ["a reference as a number", (p) => p.orders.servicePrincipalId],
  ["a reference as a number in a string", (p) => `n ${p.orders.servicePrincipalId}`],
  ["a reference as a list", (p) => p.orders.getListAttribute("list")],
  ["a reference as a map", (p) => p.orders.getStringMapAttribute("map")],
  ["a function", (p) => Fn.upper(p.orders.url)],
  ["a lazy value", () => Lazy.stringValue({ produce: () => "x" })],
  ["an expression around a reference", (p) => `\${upper("${p.orders.url}")}`],
  ["a token that nobody made", () => "${TfToken[TOKEN.99999999]}"],
  ["a marker of a map", () => Token.STRING_MAP_TOKEN_VALUE],
  ["not a number", () => NaN],
  ["a date", () => new Date(0)],
  ["an instance", () => new Instance()],
  ["a construct", (p) => p.orders],
  ["a JavaScript function", () => () => 1],
  ["a symbol", () => Symbol("x")],
  ["a key with a token", (p) => ({ [p.orders.url]: 1 })],
  ["a key that objects have", () => ({ toString: 1 })],
  ["a key that tokens have", () => ({ resolve: "r" })],
  ["a key that names the prototype", () => JSON.parse('{"__proto__": {"x": 1}}')],
])("%s is left to cdktf", (_, value) => {
  const p = program();
  expect(toPlainData({ before: 1, deep: [{ x: value(p) }], z: 2 }, p.here)).toBeUndefined();
});

test("circular data is left to cdktf, in no time", () => {
  const circular: Record<string, unknown> = {};
  circular.self = [circular, circular, circular];
  expect(toPlainData(circular, program().here)).toBeUndefined();
});

test("a copy shares no list and no object with its original, and every token and instance", () => {
  const { orders } = program();
  const original = { a: [{ b: 1 }], c: null, token: orders.interpolationForAttribute("x"), date: new Date(0) };
  const copy = copyOf(original);
  expect(copy).toEqual(original);
  expect([copy.token, copy.date]).toEqual([original.token, original.date]);
  expect(copy.token).toBe(original.token);
  original.a.push({ b: 2 });
  expect(copy.a).toEqual([{ b: 1 }]);
});
