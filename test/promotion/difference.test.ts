import { difference, pathOf } from "../../src/promotion/difference";
import { labelOf, valuesOf } from "../../src/promotion/show";

const shown = (after: unknown) =>
  difference({ path: ["telemetry"], kind: "override", direction: "neither", after, why: "moved" }).after;

describe("a value that is shown", () => {
  test.each<[string, unknown, string]>([
    ["as they are", { a: 1, b: { c: 2, d: 3 } }, '{"a":1,"b":{"c":2,"d":3}}'],
    ["put into order", { b: { d: 3, c: 2 }, a: 1 }, '{"a":1,"b":{"c":2,"d":3}}'],
    ["put into order below those that are", { a: [{ d: 3, c: 2 }], b: 1 }, '{"a":[{"c":2,"d":3}],"b":1}'],
    ["without those that have no value", { a: undefined, b: 1, c: undefined }, '{"b":1}'],
    ["also one without a name", { "": 1, a: 2 }, '{"":1,"a":2}'],
    ["also one that is called __proto__", JSON.parse('{"__proto__":{"a":1},"b":2}'), '{"__proto__":{"a":1},"b":2}'],
  ])("has its members in one order: %s", (_, value, text) => {
    expect(JSON.stringify(shown(value))).toBe(text);
  });

  test("has one member of two that are called the same without their credentials", () => {
    const value = { [`https://a:1@example.com`]: 1, [`https://b:2@example.com`]: 2 };
    expect(shown(value)).toEqual({ "https://<credentials>@example.com": 2 });
  });

  test("has none of what it inherits", () => {
    const inherited = Object.assign(Object.create(null), { b: 1 }) as object;
    expect(shown(Object.assign(Object.create(inherited), { a: 2 }))).toEqual({ a: 2 });
  });

  test("is never the value itself, which somebody else may hold", () => {
    const value = { a: { b: 1 } };
    expect(shown(value)).not.toBe(value);
    expect((shown(value) as typeof value).a).not.toBe(value.a);
  });
});

describe("a path", () => {
  test.each(["plain", "with/slash", "with~tilde", "~1", "~0/", ""])("keeps a part called %j apart", (name) => {
    const path = pathOf(["access", name, "level"]);
    expect(path.split("/")).toHaveLength(3);
    expect(labelOf({ ...differs, path })).toBe(`access ${name} level`.replace(/ +/g, " "));
  });

  test("of one part or none is that part, or empty", () => {
    expect([pathOf(["size"]), pathOf([]), pathOf(["userApiScopes", 0])]).toEqual(["size", "", "userApiScopes/0"]);
  });

  test("says what its values are: of the workspace itself, enough to tell both apart", () => {
    const [before, after] = [
      { name: "same", host: "one.example" },
      { name: "same", host: "two.example" },
    ];
    expect(valuesOf({ ...differs, path: "workspace", before, after })).toEqual(["one.example", "two.example"]);
    const facts = { ...differs, path: "workspace/region", before: "west", after: "north" };
    expect(valuesOf(facts)).toEqual(["west", "north"]);
  });
});

const differs = { kind: "platform", direction: "neither", why: "moved" } as const;
