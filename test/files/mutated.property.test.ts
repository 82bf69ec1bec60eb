import * as apps from "databricks-apps-constructs";
import * as fc from "../support/random";
import { stringify } from "yaml";
import type { Draw, Members } from "../support/generate-draw";
import { validDraw } from "../support/generate-program";
import { issuesOf, stageOf, temporary } from "./sample";

/** 2,000 for whoever runs the tests, 10,000 where nobody waits. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 2000);
const VALID = Math.ceil(RUNS / 10);

type Kind = "workspace" | "stage";

/** What a draw says, as its files say it; a reference to another construct cannot stand in one. */
const withoutTokens = validDraw.filter(({ stage }) => !JSON.stringify(stage).includes("TfToken"));
/** Drawing a whole program takes longer than reading a hundred files: each is harmed many times. */
const draw = fc.constantFrom(...fc.sample(withoutTokens, Math.ceil(RUNS / 20)));
const kind = fc.constantFrom<Kind>("workspace", "stage");

/** The ways in which the same data is written. */
const spelling = fc.record({
  indent: fc.constantFrom(1, 2, 4),
  flow: fc.boolean(),
  quoted: fc.boolean(),
  newline: fc.constantFrom("\n", "\r\n"),
  bom: fc.boolean(),
});
type Spelling = typeof spelling extends fc.Arbitrary<infer T> ? T : never;

function spelled(value: unknown, { indent, flow, quoted, newline, bom }: Spelling): string {
  const options = { indent, collectionStyle: flow ? "flow" : "any", lineWidth: 0 } as const;
  const text = stringify(value, quoted ? { ...options, defaultStringType: "QUOTE_DOUBLE" } : options);
  return `${bom ? "\uFEFF" : ""}${text.replaceAll("\n", newline)}`;
}

/** What happens to a text on its way through hands and tools; each number chooses a place. */
const HARM: Readonly<Record<string, (text: string, at: number, junk: string) => string>> = {
  "a key is renamed": (text, at, junk) => onLine(text, at, (line) => line.replace(/[\w-]+(?="?:)/, `${junk}x`)),
  "a value is of another type": (text, at) => {
    const values = [
      "true",
      "12",
      "~",
      "[]",
      "{}",
      "yes",
      "012",
      "*a",
      "&a x",
      "!t x",
      "|",
      "- x",
      "${A}",
      "1e999",
      ".nan",
    ];
    return onLine(text, at, (line) => line.replace(/: .*$/, `: ${values[at % values.length] ?? ""}`));
  },
  "the indentation of a line is cut": (text, at) => onLine(text, at, (line) => line.slice(1)),
  "the indentation of a line is a tab": (text, at) => onLine(text, at, (line) => line.replace(/^ +/, "\t")),
  "a line is missing": (text, at) => onLine(text, at, () => ""),
  "a line is there twice": (text, at) => onLine(text, at, (line) => `${line}\n${line}`),
  "the end is missing": (text, at) => text.slice(0, at % (text.length + 1)),
  "there is junk in it": (text, at, junk) => spliced(text, at, 0, junk),
  "junk stands over something": (text, at, junk) => spliced(text, at, junk.length, junk),
};

function onLine(text: string, at: number, change: (line: string) => string): string {
  const lines = text.split("\n");
  return lines.map((line, index) => (index === at % lines.length ? change(line) : line)).join("\n");
}

function spliced(text: string, at: number, length: number, junk: string): string {
  const place = at % (text.length + 1);
  return text.slice(0, place) + junk + text.slice(place + length);
}

const junk = fc.oneof(
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.string({ unit: fc.constantFrom(...Array.from("{}[]:,-?&*!|>'\"%@`#<~ \n\t\r\0")), minLength: 1, maxLength: 6 }),
  fc.constantFrom(
    "---\n",
    "...\n",
    "<<: *a",
    "%YAML 1.1\n",
    "__proto__: 1\n",
    "? a\n",
    "!!binary ",
    "\uFEFF",
    "[[[[[[[[[",
  ),
);
const harm = fc.tuple(fc.constantFrom(...Object.keys(HARM)), fc.nat({ max: 5000 }), junk);

function stageFrom({ definition, workspace, stage }: Draw, which: Kind, text: string | Uint8Array): apps.Stage {
  const app = apps.defineApp(definition as apps.AppDefinitionProps<apps.Resources, string, string>);
  const files = { workspace: JSON.stringify(workspace), stage: JSON.stringify(stage), [which]: text };
  return stageOf(files, app);
}

/** Accepted, or refused with a place in one of the two files, or at the call of a define function. */
function expectPlaces(stage: apps.Stage, which: Kind, text: string): readonly apps.Issue[] {
  const issues = issuesOf(stage);
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  for (const { code, path, message, at = "" } of issues) {
    const [, file, line, column] = /^(.+):(\d+):(\d+)$/.exec(at) ?? [];
    // One past the end is where what is missing would stand.
    const here = file === temporary(`${which}.yaml`) ? lines[Number(line) - 1]?.length : Infinity;
    const isSaid = /^[a-z]+\.[a-z-]+$/.test(code) && /\S/.test(message) && Array.isArray(path);
    const isPlaced = here !== undefined && Number(column) > 0 && Number(column) <= here + 1;
    // A matcher for each of tens of thousands of issues would take most of the time.
    if (!isSaid || !isPlaced) expect({ code, path, message, at }).toBe("an issue with a place in the text");
  }
  return issues;
}

const dataOf = (drawn: Draw, which: Kind) => drawn[which] as Members;

test("a right file is accepted, however it is written", () => {
  fc.assert(
    fc.property(draw, kind, spelling, (drawn, which, style) => {
      const text = spelled(dataOf(drawn, which), { ...style, quoted: true });
      expect(issuesOf(stageFrom(drawn, which, text))).toEqual([]);
    }),
    { numRuns: VALID },
  );
});

test("a file that was harmed is accepted, or refused with a place for each problem", () => {
  let refused = 0;
  fc.assert(
    fc.property(draw, kind, spelling, fc.array(harm, { minLength: 1, maxLength: 3 }), (drawn, which, style, harms) => {
      const right = spelled(dataOf(drawn, which), style);
      const text = harms.reduce((here, [how, at, more]) => HARM[how]?.(here, at, more) ?? here, right);
      if (expectPlaces(stageFrom(drawn, which, text), which, text).length > 0) refused += 1;
    }),
    { numRuns: RUNS - 2 * VALID },
  );
  expect(refused).toBeGreaterThan(RUNS / 3);
});

test("bytes that are no file at all are refused with a place", () => {
  fc.assert(
    fc.property(draw, kind, fc.uint8Array({ maxLength: 200 }), (drawn, which, bytes) => {
      const issues = issuesOf(stageFrom(drawn, which, bytes));
      for (const { at } of issues) expect(at).toMatch(/:\d+:\d+$/);
      expect(issues.length).toBeGreaterThan(0);
    }),
    { numRuns: VALID },
  );
});
