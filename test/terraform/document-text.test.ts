import * as fc from "../support/random";
import { createRequire } from "node:module";
import { documentText, type Empties } from "../../src/terraform/document-text";

type Stringify = (document: unknown) => string;

/** The writers of the two engines, as each of them has it installed. */
const WRITERS: readonly (readonly [string, Empties, Stringify])[] = [
  ["cdktf", "on two lines", (document) => writerOf("cdktf", "json-stable-stringify")(document, { space: 2 }) as string],
  ["cdktn", "on one line", (document) => writerOf("cdktn", "safe-stable-stringify")(document, null, 2) as string],
];

function writerOf(engine: string, name: string): (...args: unknown[]) => unknown {
  // Not by import: with ENGINE=cdktn jest answers the other engine's name.
  const fromEngine = createRequire(`${process.cwd()}/node_modules/${engine}/package.json`);
  const writer = jest.requireActual<{ default?: unknown }>(fromEngine.resolve(name));
  return (writer.default ?? writer) as (...args: unknown[]) => unknown;
}

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom("{}", "[]", "x: {},\n", ' {}"', "\u2028", "\ud800", '"', "\\"),
);
const key = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.string({ unit: "binary", maxLength: 3 }),
  fc.constantFrom("1", "10", "9", "01", "-1", "//", "a-b", "A", "é", "", "constructor", "toString", "__proto__"),
);
const leaf = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined));
const { document } = fc.letrec<{ document: unknown; value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "medium" },
    leaf,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 5 }),
  ),
  document: fc.dictionary(key, tie("value"), { maxKeys: 5 }),
}));
const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 1000) };

describe.each(WRITERS)("the text of a document, next to %s's own writer", (_, empties, write) => {
  test("is the same bytes, or left to it", () => {
    fc.assert(
      fc.property(document, (document) => {
        const text = documentText(document, empties);
        fc.pre(text !== undefined);
        expect(text).toBe(write(document));
      }),
      runs,
    );
  });

  test.each<[string, unknown]>([
    ["sorted keys", { b: 1, a: { d: 1, c: [{ f: 1, e: 2 }] }, B: 0 }],
    ["empties at every depth", { a: {}, b: [], c: [[], {}, [{}]], d: { e: { f: {} } } }],
    ["nothing", {}],
    ["texts like empties", { a: "{}", b: ["[]", "x: {},"], c: '"{}' }],
    ["what JSON has no word for", { a: undefined, b: [undefined, NaN, -0, 1e21] }],
  ])("is not left to it for %s", (_, document) => {
    expect(documentText(document, empties)).toBe(write(document));
  });
});

test.each<[string, unknown]>([
  ["integer-like keys", { a: { "10": 1 } }],
  ["a key that names the prototype", JSON.parse('{"a": {"__proto__": 1}}')],
  ["something that prints itself", { a: [new Date(0)] }],
  ["a boxed text", { a: Object("x") as unknown }],
  ["a member toJSON", { a: { toJSON: "x" } }],
  ["a big integer", { a: 1n }],
  ["a function", { a: () => 1 }],
])("%s is left to the engine", (_, document) => {
  expect(documentText(document, "on one line")).toBeUndefined();
  expect(documentText({ deep: [document] }, "on two lines")).toBeUndefined();
});

test("circular data is left to the engine, which has the message for it", () => {
  const circular: Record<string, unknown> = {};
  circular.self = [circular];
  expect(documentText(circular, "on one line")).toBeUndefined();
});
