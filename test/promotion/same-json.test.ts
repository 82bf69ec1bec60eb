import * as fc from "../support/random";
import { canonicalJson } from "../../src/definition/canonical-json";
import { sameJson } from "../../src/promotion/same-json";

const text = fc.constantFrom("a", "b");
const value = fc.oneof(
  fc.dictionary(fc.constantFrom("x", "y", "toString"), text, { maxKeys: 3 }),
  fc.dictionary(fc.constantFrom("x", "y"), fc.oneof(text, fc.constant(undefined), fc.array(text, { maxLength: 2 }))),
  fc.array(text, { maxLength: 2 }),
);

test("values are the same where their JSON is, whatever the order of their members", () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
      expect(sameJson(a, Array.isArray(a) ? a : Object.fromEntries(Object.entries(a).reverse()))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("what is inherited is no member of either value", () => {
  const shared = Object.assign(Object.create(null), { x: "a" }) as object;
  const inheriting = (own: object) => Object.assign(Object.create(shared), own) as object;
  const cases: [object, object][] = [
    [inheriting({ y: "a" }), inheriting({ y: "a" })],
    [inheriting({ y: "a" }), { y: "a" }],
    [inheriting({ y: "a" }), { x: "a", y: "a" }],
    [inheriting({ x: "a", y: "a" }), inheriting({ y: "a" })],
    [inheriting({ y: "a" }), { x: "b", y: "a" }],
  ];
  for (const [a, b] of cases) {
    expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
    expect(sameJson(b, a)).toBe(canonicalJson(a) === canonicalJson(b));
  }
});
