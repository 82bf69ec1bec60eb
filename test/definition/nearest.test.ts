import * as fc from "../support/random";
import { nearest } from "../../src/definition/nearest";

describe("the nearest candidate", () => {
  test.each([
    ["resource", "resources"],
    ["Resources", "resources"],
    ["brnad", "brand"],
    ["sqll", "sql"],
  ])("of %s is %s", (text, found) => {
    expect(nearest(text, ["resources", "brand", "sql", "name"])).toBe(found);
  });

  test.each(["", "x", "warehouse", "nm"])("of %j is none", (text) => {
    expect(nearest(text, ["resources", "brand"])).toBeUndefined();
  });

  test("of anything among no candidates is none", () => {
    expect(nearest("resources", [])).toBeUndefined();
  });

  test("is always one of the candidates", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.array(fc.string({ maxLength: 8 }), { maxLength: 5 }), (text, all) => {
        expect([undefined, ...all]).toContain(nearest(text, all));
      }),
    );
  });
});
