import * as fc from "./random";
import { junk } from "./generate-junk";
import { SECRETS } from "./generate-vendor";

type Members = Record<PropertyKey, unknown>;

/** What a parser may take for something else, or not see at all. */
const oddValue = fc.oneof(
  junk,
  fc.constantFrom<unknown>(
    ...Object.values(SECRETS),
    "$\{TfToken[TOKEN.1]}",
    "$\{var.x}",
    "#\{TfToken[TOKEN.2]}",
    "TODO",
  ),
  fc
    .constantFrom<() => unknown>(
      () => new Date(0),
      () => new Map(),
      () => Symbol("odd"),
      () => () => undefined,
      () => 1n,
      () => new String("orders"),
      () => [, "orders"],
      () => Object.create(null),
      () => Object.create({ kind: "standard", name: "orders" }),
      () => structuredClone({ kind: "standard" }),
      () => JSON.parse('{ "__proto__": { "id": "1" } }') as unknown,
    )
    .map((make) => make()),
);

class Odd {
  toJSON(): string {
    return "odd";
  }
}

/** The same data in another form: some of it is still what a schema accepts, some only looks like it. */
const FORMS: readonly ((value: Members, odd: unknown) => unknown)[] = [
  (value) => Object.assign(Object.create(null), value),
  (value) => Object.assign(new Odd(), value),
  (value) => Object.assign(Object.create({ inherited: 1 }), value),
  (value) => Object.create(value),
  (value) => structuredClone(value),
  (value) => Object.freeze({ ...value }),
  (value) => [value],
  (value, odd) => Object.defineProperty([...Object.values(value)], "__proto__", { value: odd, enumerable: true }),
  (value) => Object.values(value),
  (value) => new Proxy({ ...value }, {}),
  (value, odd) => ({ ...value, [Symbol("odd")]: odd }),
  (value, odd) => ({ ...value, constructor: odd }),
  (value) => ({ ...value, constructor: Odd }),
  (value) => ({ ...value, constructor: Object }),
  (value, odd) => Object.defineProperty({ ...value }, "__proto__", { value: odd, enumerable: true }),
  (value, odd) => Object.defineProperty({ ...value }, "__proto__", { value: odd, enumerable: false }),
  (value, odd) => Object.defineProperty({ ...value }, "added", { value: odd, enumerable: true }),
  (value, odd) => Object.defineProperty({ ...value }, "hidden", { value: odd, enumerable: false }),
  (value) => eachMember(value, (member) => ({ value: member, enumerable: false })),
  (value) => eachMember(value, (member) => ({ get: () => member, enumerable: true })),
  (value, odd) => eachMember(value, () => ({ get: () => odd, enumerable: true })),
  (value, odd) => eachMember(value, () => ({ value: odd, enumerable: false })),
  (value) => eachMember(value, () => ({ value: undefined, enumerable: true })),
  (value) => Object.fromEntries(Object.entries(value).reverse()),
  (value) => Object.fromEntries(Object.entries(value).slice(1)),
];

function eachMember(value: Members, describe: (member: unknown) => PropertyDescriptor): unknown {
  return Object.defineProperties({}, Object.fromEntries(Object.keys(value).map((key) => [key, describe(value[key])])));
}

/** A copy in which something, at any depth, is odd. */
export function oddly<T>(values: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc
    .tuple(values, fc.nat(), fc.nat({ max: FORMS.length * 2 }), oddValue)
    .map(([value, place, form, odd]) => replaced(value, { left: place % count(value) }, form, odd));
}

function count(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce<number>((sum, member) => sum + count(member), 1);
}

function replaced(value: unknown, place: { left: number }, form: number, odd: unknown): unknown {
  if (place.left-- === 0) {
    const make = FORMS[form];
    return make !== undefined && typeof value === "object" && value !== null ? make(value as Members, odd) : odd;
  }
  if (Array.isArray(value)) return value.map((member) => replaced(member, place, form, odd));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replaced(member, place, form, odd)]));
}
