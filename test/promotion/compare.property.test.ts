import { type BoundApp, type Difference, compare } from "databricks-apps-constructs";
import * as fc from "../support/random";
import { SECRETS } from "../support/generate-vendor";
import { apply, normal } from "./apply";
import { boundApp, boundPair, CHANGES, rewritten } from "./generate-bound";

/** A share of what bind() is tested with: each run binds two programs. */
const RUNS = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 2000) / 10);

const ofPairs = (holds: (before: BoundApp, after: BoundApp) => void, numRuns = RUNS) =>
  fc.assert(
    fc.property(boundPair, ([before, after]) => {
      holds(before, after);
    }),
    { numRuns },
  );

const OPPOSITE = { widens: "narrows", narrows: "widens", neither: "neither" } as const;
const mirrored = ({ path, kind, direction, before, after }: Difference) => ({
  path,
  kind,
  direction: OPPOSITE[direction],
  ...(after === undefined ? {} : { before: after }),
  ...(before === undefined ? {} : { after: before }),
});
const byPath = (a: { readonly path: string }, b: { readonly path: string }) => (a.path < b.path ? -1 : 1);

describe("compare", () => {
  test("finds nothing between an app and itself, however it is written", () => {
    fc.assert(
      fc.property(boundApp, (app) => {
        expect(compare(app, app)).toEqual([]);
        expect(compare(app, rewritten(app))).toEqual([]);
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    );
  });

  test("lists exactly what differs: applied to the first app, the list gives the second", () => {
    ofPairs((before, after) => {
      const differences = compare(before, after);
      expect(apply(before, differences)).toEqual(normal(after));
    });
  });

  test("says the opposite of every direction when the apps change places", () => {
    ofPairs((before, after) => {
      const there = compare(before, after).map(mirrored);
      const back = compare(after, before).map(({ why: _, ...rest }) => rest);
      expect([...back].sort(byPath)).toEqual([...there].sort(byPath));
    });
  });

  test("gives every difference a path of its own, and says the same whatever order its inputs have", () => {
    ofPairs((before, after) => {
      const differences = compare(before, after);
      const paths = differences.map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
      expect(JSON.stringify(compare(rewritten(before), rewritten(after)))).toBe(JSON.stringify(differences));
      expect(JSON.parse(JSON.stringify(differences))).toEqual(differences);
    });
  });

  test("shows no credential that somebody slipped into a bound app", () => {
    const secret = fc.constantFrom(...Object.values(SECRETS));
    const planted = (app: BoundApp, value: string, chance: number) =>
      JSON.parse(
        JSON.stringify(app, (key, member: unknown) =>
          typeof member === "string" && key !== "kind" && (key.length + member.length) % 3 === chance ? value : member,
        ),
      ) as BoundApp;
    fc.assert(
      fc.property(boundPair, secret, secret, fc.nat({ max: 2 }), ([before, after], one, two, chance) => {
        const text = JSON.stringify(compare(planted(before, one, chance), planted(after, two, chance)));
        for (const value of Object.values(SECRETS)) expect(text).not.toContain(value);
        expect(JSON.stringify(compare(planted(before, one, chance), after))).not.toContain(one);
      }),
      { numRuns: Math.ceil(RUNS / 2) },
    );
  });

  test("is tested with pairs that differ in every way", () => {
    const pairs = fc.sample(boundPair, { numRuns: 400, seed: 7 });
    const seen = new Set(
      pairs.flatMap(([before, after]) =>
        compare(before, after).map(({ path, kind, direction }) => `${path.split("/")[0] ?? ""} ${kind} ${direction}`),
      ),
    );
    const expected = [
      ["access", "binding", "widens"],
      ["access", "binding", "narrows"],
      ["access", "binding", "neither"],
      ["access", "release", "widens"],
      ["bindings", "binding", "neither"],
      ["bindings", "binding", "widens"],
      ["egress", "release", "neither"],
      ["egress", "release", "narrows"],
      ["env", "binding", "neither"],
      ["env", "release", "neither"],
      ["resources", "release", "widens"],
      ["scaling", "override", "widens"],
      ["space", "override", "narrows"],
      ["userApiScopes", "release", "widens"],
      ["workspace", "platform", "narrows"],
    ];
    expect(expected.map((words) => words.join(" ")).filter((one) => !seen.has(one))).toEqual([]);
    expect(Object.keys(CHANGES).length).toBeGreaterThan(30);
  });
});
