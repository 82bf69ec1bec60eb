import { AppsError, type BoundApp, type Issue, bind } from "databricks-apps-constructs";
import * as fc from "../support/random";
import { brokenDraw, MUTATIONS } from "../support/generate-broken";
import { type Draw, type Members, copyOf, membersAt, stageOf } from "../support/generate-draw";
import { junkDraw } from "../support/generate-junk";
import { mutate } from "../support/generate-mutation";
import { oddly } from "../support/generate-odd";
import { validDraw } from "../support/generate-program";
import { SECRETS } from "../support/generate-vendor";

/** 2,000 for whoever runs the tests, 10,000 where nobody waits. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 2000);
const VALID = Math.floor(RUNS / 4);
const BROKEN = Math.ceil(RUNS / 2);
const JUNK = RUNS - VALID - BROKEN;

/** A bound app or issues; anything else that happens is a failure of the test. */
function outcome(draw: Draw): Outcome {
  return outcomeOf(() => bind(stageOf(draw)));
}

interface Outcome {
  readonly bound?: BoundApp;
  readonly issues: readonly Issue[];
}

function outcomeOf(make: () => BoundApp): Outcome {
  try {
    return { bound: make(), issues: [] };
  } catch (error) {
    if (!(error instanceof AppsError)) throw error;
    return { issues: error.issues };
  }
}

function boundOf(draw: Draw): BoundApp {
  const { bound, issues } = outcome(draw);
  expect(issues).toEqual([]);
  if (bound === undefined) throw new Error("neither bound nor refused");
  return bound;
}

/** The members at a path, in the order of a bound app: by name. */
const entries = (draw: Draw, ...path: string[]) =>
  (Object.entries(membersAt(draw, ...path)) as [string, Members][]).sort(([a], [b]) => (a < b ? -1 : 1));

/** The same program, written down the other way round; what is a list stays in order. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map((member: unknown) => reversed(member)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed<unknown>(member)]),
  ) as T;
}

function isFrozenDeep(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozenDeep);
}

const property = (draws: fc.Arbitrary<Draw>, runs: number, holds: (draw: Draw) => void) =>
  fc.assert(fc.property(draws, holds), { numRuns: runs });

describe("a program whose every part is right", () => {
  test("binds to exactly what was drawn, for every draw", () => {
    property(validDraw, VALID, (draw) => {
      const untouched = copyOf(draw);
      const bound = boundOf(draw);
      const { definition, workspace, stage } = untouched as { [K in keyof Draw]-?: Members };

      expect(bound.resources).toEqual(
        entries(untouched, "definition", "resources").map(([key, resource]) => ({
          key,
          ...resource,
          binding: membersAt(untouched, "stage", "bindings", key),
        })),
      );
      expect(bound.access).toEqual(
        entries(untouched, "definition", "access").map(([role, permission]) => ({
          role,
          ...permission,
          principals: membersAt(untouched, "stage", "access")[role],
        })),
      );
      const env = { ...membersAt(untouched, "definition", "env"), ...membersAt(untouched, "stage", "env") };
      expect(bound.env).toEqual(env);
      expect(Object.keys(bound.env)).toEqual(Object.keys(env).sort());
      expect(bound).toMatchObject({
        schemaVersion: 1,
        name: stage.physicalName ?? definition.name,
        definition: definition.name,
        stage: stage.name ?? workspace.name,
        userApiScopes: definition.userApiScopes ?? [],
        egress: definition.egress ?? [],
        workspace: { workspaceId: workspace.workspaceId, protected: workspace.protected ?? false },
      });
      for (const own of ["telemetry", "budgetPolicyId", "usagePolicyId", "space"] as const) {
        expect(bound[own]).toEqual(stage[own]);
      }
      for (const either of ["size", "scaling"] as const) {
        expect(bound[either]).toEqual(stage[either] ?? definition[either]);
      }
      expect(bound.gitRepository).toEqual(definition.gitRepository);
      expect(bound.description).toEqual(definition.description);
      expect(draw).toEqual(untouched);
    });
  });

  test("binds to frozen JSON, the same one each time", () => {
    property(validDraw, VALID, (draw) => {
      const bound = boundOf(draw);
      expect(JSON.parse(JSON.stringify(bound))).toEqual(bound);
      expect(isFrozenDeep(bound)).toBe(true);
      expect(JSON.stringify(boundOf(copyOf(draw)))).toBe(JSON.stringify(bound));
    });
  });

  test("the order in which a literal was written changes no byte of a bound app", () => {
    property(validDraw, VALID, (draw) => {
      const text = JSON.stringify(boundOf(draw));
      const stage = stageOf(reversed(copyOf(draw)));
      expect(JSON.stringify(bind(stage))).toBe(text);
      // A copy in code is nothing that the library froze.
      expect(JSON.stringify(bind(reversed(stage)))).toBe(text);
    });
  });

  test("binds each stage of a definition, and of a workspace, to its own part", () => {
    property(validDraw, Math.ceil(VALID / 4), (draw) => {
      const stage = stageOf(draw);
      const { definition, workspace } = stage;
      const first = bind(stage);
      const elsewhere = bind({ ...stage, workspace: { ...workspace, workspaceId: "4711" } });
      const renamed = bind({ ...stage, definition: { ...definition, description: "another", env: {} }, name: "again" });
      expect(elsewhere).toEqual({ ...first, workspace: { ...first.workspace, workspaceId: "4711" } });
      expect(renamed).toEqual({ ...first, description: "another", env: stage.env, stage: "again" });
      expect(JSON.stringify(bind(stage))).toBe(JSON.stringify(first));
    });
  });

  test("binds to frozen JSON where its author froze only the outside", () => {
    property(validDraw, Math.ceil(VALID / 10), (draw) => {
      const shallow = copyOf(draw);
      for (const path of [
        ["definition", "egress"],
        ["definition", "env"],
        ["stage", "telemetry"],
        ["stage", "access"],
      ]) {
        Object.freeze(membersAt(shallow, ...path));
      }
      expect(isFrozenDeep(boundOf(shallow))).toBe(true);
    });
  });
});

function expectIssues(draw: Draw, mutations: typeof MUTATIONS): void {
  const { bound, issues } = outcome(draw);
  expect(bound).toBeUndefined();
  const found = issues.map(({ code, path }) => ({ code, path }));
  expect(found).toEqual(expect.arrayContaining(mutations.map(({ code, path }) => ({ code, path: [...path] }))));
  const text = JSON.stringify(issues);
  const hidden = mutations.flatMap((mutation) => mutation.hidden ?? []);
  for (const secret of [...Object.values(SECRETS), ...hidden, "TfToken"]) expect(text).not.toContain(secret);
}

describe("a program with mistakes", () => {
  test("is drawn for at least a third of the runs", () => {
    expect(BROKEN / RUNS).toBeGreaterThanOrEqual(1 / 3);
    expect(MUTATIONS.length).toBeGreaterThanOrEqual(45);
    expect(new Set(MUTATIONS.map(({ name }) => name)).size).toBe(MUTATIONS.length);
  });

  test.each(MUTATIONS.map((mutation) => [mutation.name, mutation] as const))("fails on %s", (_, mutation) => {
    property(validDraw, 3, (draw) => {
      expectIssues(mutate(draw, [mutation]), [mutation]);
    });
  });

  test("fails with every mistake at once, and shows no secret and no token", () => {
    fc.assert(
      fc.property(brokenDraw, ({ draw, mutations }) => {
        expectIssues(draw, mutations);
      }),
      { numRuns: BROKEN },
    );
  });
});

/** A program of which something is no plain data, or has members that are seldom seen. */
const oddDraw = validDraw.chain((draw) =>
  fc.record({
    definition: fc.oneof(fc.constant(draw.definition), oddly(fc.constant(draw.definition))),
    workspace: fc.constant(draw.workspace),
    stage: oddly(fc.constant(draw.stage)),
  }),
);

describe("a program with junk in it", () => {
  test("binds, or fails with issues that say where and what", () => {
    property(fc.oneof(junkDraw, oddDraw), JUNK * 2, (draw) => {
      const { bound, issues } = outcome(draw);
      if (bound !== undefined) {
        expect(JSON.parse(JSON.stringify(bound))).toEqual(bound);
        return;
      }
      expect(issues.length).toBeGreaterThan(0);
      for (const { code, path, message } of issues) {
        expect(code).toMatch(/^[a-z]+\.[a-z-]+$/);
        expect(Array.isArray(path)).toBe(true);
        expect(message).toMatch(/\S/);
      }
    });
  });
});
