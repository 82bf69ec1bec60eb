import * as fc from "../support/random";
import { stringify } from "yaml";
import { type AppYaml, readAppYaml } from "../../src/source/app-yaml";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 2000);

/** A variable as the vendor describes one; neither a name of the platform's nor one that promises a credential. */
interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: string;
}

const name = fc
  .stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/)
  .filter((text) => !/^DATABRICKS_|(?:TOKEN|SECRET|PASSWORD|KEY)$/i.test(text) && text !== "__proto__");
const text = fc.oneof(
  fc.string({ maxLength: 12, unit: "grapheme" }).map((one) => one.replaceAll(/[\u0000-\u001f\u007f-\u009f]|\$\{/g, "")),
  fc.constantFrom(
    "",
    " ",
    "true",
    "no",
    "012",
    "1e3",
    "~",
    "null",
    "- x",
    "a: b",
    "#",
    "'",
    '"',
    "*a",
    "&a",
    "|",
    "=",
    "<<",
  ),
);
const word = text.filter((one) => one.trim() !== "");
const variable: fc.Arbitrary<Variable> = fc.oneof(
  fc.record({ name, value: text }),
  fc.record({ name, valueFrom: fc.stringMatching(/^[a-z][a-z0-9-]{1,29}$/) }),
);
const document = fc.record(
  {
    command: fc.array(word, { minLength: 1, maxLength: 5 }),
    env: fc.uniqueArray(variable, { selector: ({ name: one }) => one, maxLength: 4 }),
  },
  { requiredKeys: [] },
);
type Document = typeof document extends fc.Arbitrary<infer T> ? T : never;

const spelling = fc.record({
  indent: fc.constantFrom(2, 4),
  flow: fc.boolean(),
  quote: fc.constantFrom("QUOTE_DOUBLE" as const, "QUOTE_SINGLE" as const),
  newline: fc.constantFrom("\n", "\r\n"),
  bom: fc.boolean(),
  comment: fc.boolean(),
});
type Spelling = typeof spelling extends fc.Arbitrary<infer T> ? T : never;

/** Values in quotes, as the vendor writes them: no reader of YAML takes those for anything but texts. */
function spelled(value: unknown, { indent, flow, quote, newline, bom, comment }: Spelling): string {
  const written = stringify(value, {
    indent,
    collectionStyle: flow ? "flow" : "any",
    lineWidth: 0,
    defaultStringType: quote,
    defaultKeyType: "PLAIN",
  });
  return `${bom ? "\uFEFF" : ""}${comment ? "# how to start\n" : ""}${written}`.replaceAll("\n", newline);
}

function read(bytes: Uint8Array): AppYaml {
  const decoded = new TextDecoder().decode(bytes);
  const file = { path: "app.yaml", size: bytes.length, sha256: "", bytes };
  const found = readAppYaml({ root: "/app", files: [file], texts: new Map([["app.yaml", decoded]]) });
  if (found === undefined) throw new Error("there is an app.yaml");
  return found;
}

const codes = ({ found }: AppYaml) => found.map(({ issue }) => issue.code);

/** Every issue is somewhere in the file. */
function expectPositions({ found }: AppYaml, bytes: Uint8Array): void {
  const lines = new TextDecoder().decode(bytes).split("\n");
  for (const { issue } of found) {
    const [, line = 0, column = 0] = /^.*app\.yaml:(\d+):(\d+)$/.exec(issue.at ?? "")?.map(Number) ?? [];
    expect(line).toBeGreaterThan(0);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThan(0);
    expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
  }
}

/** Ways to break a document, each with the codes that it may be refused with. */
const HARM: readonly {
  readonly code: RegExp;
  readonly harm: (document: Document, at: number) => unknown;
}[] = [
  {
    code: /^runtime.unknown-key$/,
    harm: (one, at) => ({ ...one, [["commands", "resources", "Env"][at % 3] ?? ""]: [] }),
  },
  { code: /^runtime.type$/, harm: (one, at) => ({ ...one, command: [[], {}, [[]], [null], 3][at % 5] }) },
  { code: /^runtime.type$/, harm: (one, at) => ({ ...one, env: [{}, "A=b", 3, true][at % 4] }) },
  { code: /^runtime.type$/, harm: (one, at) => withVariable(one, [[], "A=b", null, 3][at % 4]) },
  { code: /^runtime.type$/, harm: (one) => withVariable(one, { name: "LAST" }) },
  { code: /^runtime.type$/, harm: (one) => withVariable(one, { value: "x" }) },
  { code: /^runtime.type$/, harm: (one) => withVariable(one, { name: "LAST", value: "x", valueFrom: "y" }) },
  { code: /^runtime.type$/, harm: (one) => withVariable(one, { name: "LAST", value: ["x"] }) },
  { code: /^runtime.unknown-key$/, harm: (one) => withVariable(one, { name: "LAST", value_from: "y" }) },
  { code: /^runtime.quote$/, harm: (one, at) => withVariable(one, { name: "LAST", value: [true, 1, 1.5][at % 3] }) },
  { code: /^env.name$/, harm: (one, at) => withVariable(one, { name: ["1A", "A-B", "", "A B"][at % 4], value: "x" }) },
  { code: /^env.reserved$/, harm: (one) => withVariable(one, { name: "DATABRICKS_HOST", value: "x" }) },
  {
    code: /^secret.name$/,
    harm: (one, at) => withVariable(one, { name: `X_${["TOKEN", "KEY"][at % 2] ?? ""}`, value: "x" }),
  },
  { code: /^env.twice$/, harm: (one) => withVariable(one, { name: "SAME", value: "x" }, { name: "SAME", value: "y" }) },
];

function withVariable(one: Document, ...more: readonly unknown[]): unknown {
  return { ...one, env: [...(one.env ?? []), ...more] };
}

describe("any app.yaml", () => {
  test("that follows the vendor's rules is read as it is meant, however it is spelled", () => {
    fc.assert(
      fc.property(document, spelling, (drawn, how) => {
        const bytes = Buffer.from(spelled(drawn, how));
        const found = read(bytes);
        expect(codes(found)).toEqual([]);
        expect(found.command?.map((one) => one.text)).toEqual(drawn.command);
        const env = found.env.map(({ name: key, value, valueFrom }) =>
          value === undefined ? { name: key, valueFrom } : { name: key, value },
        );
        expect(env).toEqual(drawn.env ?? []);
      }),
      { numRuns: RUNS },
    );
  });

  test("that breaks one of them is refused with that rule, where it is broken", () => {
    fc.assert(
      fc.property(document, spelling, fc.constantFrom(...HARM), fc.nat(59), (drawn, how, { code, harm }, at) => {
        const bytes = Buffer.from(spelled(harm(drawn, at), how));
        const found = read(bytes);
        expect(codes(found).filter((one) => code.test(one)).length).toBeGreaterThan(0);
        expectPositions(found, bytes);
      }),
      { numRuns: Math.ceil(RUNS / 2) },
    );
  });

  test("of whatever bytes is read or refused in its place, and never stops the program", () => {
    const cut = fc
      .tuple(document, spelling, fc.nat(), fc.nat(), fc.string({ maxLength: 6, unit: "binary" }))
      .map(([drawn, how, at, length, junk]) => {
        const whole = spelled(drawn, how);
        const start = at % (whole.length + 1);
        return Buffer.from(whole.slice(0, start) + junk + whole.slice(start + (length % 9)));
      });
    fc.assert(
      fc.property(fc.oneof(cut, fc.uint8Array({ maxLength: 60 })), (bytes) => {
        const found = read(bytes);
        expectPositions(found, bytes);
        if (codes(found).length === 0) {
          for (const { name: key } of found.env) expect(key).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/);
          expect(found.command?.length).not.toBe(0);
        }
      }),
      { numRuns: Math.ceil(RUNS / 2) },
    );
  });
});
