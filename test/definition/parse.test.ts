import { strictMembers } from "../../src/definition/members";
import { problems, protoKeys } from "../../src/definition/parse";
import {
  array,
  discriminatedUnion,
  literal,
  number,
  oneOf,
  optional,
  strictObject,
  string,
  union,
} from "../../src/definition/schema";
import { shown } from "../../src/definition/wording";
import { SECRETS } from "../support/generate-vendor";

const shape = strictObject({
  name: string(),
  size: optional(oneOf(["MEDIUM", "LARGE"])),
  scaling: optional(
    discriminatedUnion("kind", [
      strictObject({ kind: literal("standard") }),
      strictObject({ kind: literal("horizontal"), instances: number() }),
    ]),
  ),
  egress: optional(
    array(union([strictObject({ host: string() }), strictObject({ bucket: string(), region: string() })])),
  ),
});
const named = { name: "orders" };

describe("problems with a value", () => {
  test("are none for one that fits", () => {
    expect(problems(shape, { ...named, size: "LARGE", egress: [{ host: "a" }, { bucket: "b", region: "c" }] })).toEqual(
      [],
    );
  });

  test("are found together, each at its path below the given one", () => {
    const found = problems(shape, { size: "HUGE", extra: 1, scaling: { kind: "horizontal", instances: "3" } }, [
      "at",
      0,
    ]);
    expect(found.map(({ code, path }) => `${code} ${path.join("/")}`).sort()).toEqual([
      "schema.missing at/0/name",
      "schema.type at/0/scaling/instances",
      "schema.unknown-key at/0/extra",
      "schema.value at/0/size",
    ]);
  });

  test("are found in names beside those of what is called so", () => {
    const members = strictMembers(number(), (key) => (key === "bad" ? { code: "own.key", message: "bad" } : undefined));
    const found = problems(members, { bad: 1, TODO: "x", fine: 2 }).map(
      ({ code, path }) => `${code} ${path.join("/")}`,
    );
    expect(found.sort()).toEqual(["own.key bad", "schema.type TODO", "text.placeholder TODO"]);
  });

  test.each([
    ["a key", { ...named, scalin: {} }, ["scalin"], '"scaling"'],
    ["a value in another case", { ...named, size: "Large" }, ["size"], '"LARGE"'],
    ["a kind", { ...named, scaling: { kind: "horizontall" } }, ["scaling", "kind"], '"horizontal"'],
    ["a key of the closest form", { ...named, egress: [{ hots: "a" }] }, ["egress", 0, "hots"], '"host"'],
  ])("suggest %s that was nearly right", (_, value, path, fix) => {
    const found = problems(shape, value).find((issue) => issue.path.join("/") === path.join("/"));
    expect(found?.fix).toContain(fix);
  });

  test("explain what fits no form of a union by the closest one", () => {
    expect(problems(shape, { ...named, egress: [{ bucket: "b" }] })).toMatchObject([
      { code: "schema.missing", path: ["egress", 0, "region"] },
    ]);
    expect(problems(shape, { ...named, egress: ["b"] })).toMatchObject([
      { code: "schema.type", path: ["egress", 0], got: "b", allowed: ["{ host }", "{ bucket, region }"] },
    ]);
    expect(problems(shape, { ...named, egress: [{ bucket: 1, region: "c" }] })).toMatchObject([
      { code: "schema.type", path: ["egress", 0, "bucket"] },
    ]);
  });

  test("list what would be accepted", () => {
    expect(problems(shape, { ...named, size: 3 })).toMatchObject([{ got: 3, allowed: ["MEDIUM", "LARGE"] }]);
    expect(problems(shape, { ...named, scaling: {} })).toMatchObject([{ allowed: ["standard", "horizontal"] }]);
  });

  test.each(["constructor", "toString", "hasOwnProperty"])("call the key %s unknown like any other", (key) => {
    const path = ["egress", 0, key];
    expect(problems(shape, { ...named, [key]: 1 })).toMatchObject([{ code: "schema.unknown-key", path: [key] }]);
    expect(problems(shape, { ...named, egress: [{ host: "a", [key]: 1 }] })).toMatchObject([
      { code: "schema.unknown-key", path },
    ]);
  });
});

describe("a shown value", () => {
  test.each([null, 3, true, "orders", "a".repeat(120)])("is %j", (value) => {
    expect(shown(value)).toEqual({ got: value });
  });

  test.each([undefined, {}, [], "a".repeat(121), ...Object.values(SECRETS)])("is left out: %j", (value) => {
    expect(shown(value)).toEqual({});
  });
});

describe("members called __proto__", () => {
  test("are found at any depth, also in data that holds itself", () => {
    const value = JSON.parse('{ "a": [{ "__proto__": {} }], "__proto__": 1 }') as Record<string, unknown>;
    value.self = value;
    expect(protoKeys(value, ["at"]).map(({ path }) => path.join("/"))).toEqual(["at/__proto__", "at/a/0/__proto__"]);
  });

  test("are not looked for in objects of a class, which may be whole trees", () => {
    class Tree {
      readonly inner = JSON.parse('{ "__proto__": 1 }') as unknown;
    }
    expect(protoKeys({ tree: new Tree() })).toEqual([]);
  });
});
