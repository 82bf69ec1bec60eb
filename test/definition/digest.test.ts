import { createHash } from "node:crypto";
import * as fc from "../support/random";
import { canonicalJson } from "../../src/definition/canonical-json";
import { RunningDigest, sha256 } from "../../src/definition/digest";

/** The same value with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, reversed(member)] as const);
  return Object.fromEntries(entries.reverse());
}

describe("canonical JSON", () => {
  test("is the same for equal values, whatever the order of their keys", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  test("parses back to the value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test("is what JSON.stringify writes of objects whose keys are sorted", () => {
    const sort = (_: string, member: unknown): unknown =>
      typeof member === "object" && member !== null && !Array.isArray(member)
        ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
        : member;
    const values = fc.oneof(fc.jsonValue({ noUnicodeString: false }), fc.anything({ withDate: true, maxDepth: 3 }));
    fc.assert(
      fc.property(values, (value) => {
        const parsed: unknown = JSON.parse('{"__proto__":{"b":[1],"a":2},"10":1,"9":2}');
        for (const one of [value, { b: [undefined, value], a: undefined }, [parsed, value]]) {
          expect(canonicalJson(one)).toBe(JSON.stringify(one, sort));
        }
      }),
    );
  });

  test("differs where the order of a list differs", () => {
    expect(canonicalJson(["a", "b"])).not.toBe(canonicalJson(["b", "a"]));
  });

  test("is digested in pieces as in one", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (pieces) => {
        const running = new RunningDigest();
        pieces.forEach((piece, index) => {
          running.add(index % 2 === 0 ? piece : Buffer.from(piece));
        });
        expect(running.end()).toBe(sha256(pieces.join("")));
      }),
    );
  });

  test("is digested as SHA-256, with a Node that has no function for it too", () => {
    jest.isolateModules(() => {
      jest.doMock("node:crypto", () => ({ createHash }));
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- once more, with another Node
      const older = require("../../src/definition/digest") as { readonly sha256: typeof sha256 };
      for (const digest of [sha256, older.sha256]) {
        expect(digest("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
      }
      expect(older.sha256("é")).toBe(sha256(Buffer.from("é")));
    });
  });
});
