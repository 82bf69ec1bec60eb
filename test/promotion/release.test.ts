import { releaseOf, shortRelease } from "../../src/promotion/release";

const parts = { definition: "a".repeat(64), source: "b".repeat(64), libraryVersion: "1.0.0" };

describe("a release", () => {
  test("is the same for the same parts, in whatever order they are written", () => {
    const { definition, source, libraryVersion } = parts;
    expect(releaseOf({ libraryVersion, source, definition })).toBe(releaseOf(parts));
    expect(releaseOf(parts)).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([{ definition: "c" }, { source: "c" }, { source: null }, { libraryVersion: "1.0.1" }])(
    "is another one with %j",
    (change) => {
      expect(releaseOf({ ...parts, ...change })).not.toBe(releaseOf(parts));
    },
  );

  test("tells no source from one that is called null", () => {
    expect(releaseOf({ ...parts, source: null })).not.toBe(releaseOf({ ...parts, source: "null" }));
  });

  test("is twelve digits in the name of a folder", () => {
    expect(releaseOf(parts).startsWith(shortRelease(releaseOf(parts)))).toBe(true);
    expect(shortRelease(releaseOf(parts))).toHaveLength(12);
  });
});
