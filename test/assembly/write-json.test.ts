import * as fc from "../support/random";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { writeJson } from "../../src/assembly/write-json";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "write-json-"));
const file = path.join(folder, "object.json");
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** The text of the file, and what was told of each member. */
function write(object: object): { readonly text: string; readonly told: string } {
  const told: Uint8Array[] = [];
  writeJson(file, (member) => {
    for (const [name, value] of Object.entries(object)) member(name, value, (bytes) => told.push(Buffer.from(bytes)));
  });
  return { text: fs.readFileSync(file, "utf8"), told: Buffer.concat(told).toString() };
}

/** A list that is written in several pieces, such as a real one of thousands. */
const long = fc
  .tuple(fc.array(fc.jsonValue(), { maxLength: 3 }), fc.integer({ min: 30, max: 100 }))
  .map(([some, length]): unknown[] => Array.from({ length }, (_, index) => some[index % 4] ?? index));
const values = fc.oneof(
  fc.jsonValue({ noUnicodeString: false }),
  long,
  fc.constantFrom(undefined, [], {}, [undefined]),
);

describe("a large object", () => {
  test("is written as JSON.stringify writes it, with two spaces and a line's end", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), values), (object) => {
        const { text, told } = write(object);
        expect(text).toBe(`${JSON.stringify(object, null, 2)}\n`);
        expect(`${told}${told === "" ? "{}" : "\n}"}\n`).toBe(text);
      }),
    );
  });

  test.each([31, 32, 33, 64, 65])("is written whole, with a list of %d items in it", (length) => {
    const list = Array.from({ length }, (_, index) => ({ index, name: `app "${index}"\n`, none: undefined }));
    const object = { before: 1, list, other: list.map(String), after: {} };
    expect(write(object).text).toBe(`${JSON.stringify(object, null, 2)}\n`);
  });

  test("is written whole, with texts that are larger than what is written at once", () => {
    const large = "\u20ac\u{1f600}\n".repeat(300_000);
    const object = { small: 1, large, list: Array.from({ length: 40 }, () => large.slice(0, 90_000)) };
    const { text, told } = write(object);
    expect(text === `${JSON.stringify(object, null, 2)}\n`).toBe(true);
    expect(`${told}\n}\n` === text).toBe(true);
  });

  test("takes the place of what the file held", () => {
    write({ much: "x".repeat(1000) });
    expect(write({ a: 1 }).text).toBe('{\n  "a": 1\n}\n');
  });
});
