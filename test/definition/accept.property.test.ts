import * as fc from "fast-check";
import { z } from "zod";
import { accepts, elsewhere, refined } from "../../src/definition/accept";
import { definitionSchema } from "../../src/definition/check-definition";
import { protoKeys } from "../../src/definition/parse";
import { matching, ref, text } from "../../src/definition/text";
import { BINDING_SCHEMAS } from "../../src/stage/binding";
import { stageSchema, wholeSchema } from "../../src/stage/check-stage";
import { workspaceSchema } from "../../src/workspace/check-workspace";
import { brokenDraw } from "../support/generate-broken";
import { type Draw, stageOf } from "../support/generate-draw";
import { junk } from "../support/generate-junk";
import { oddly } from "../support/generate-odd";
import { validDraw } from "../support/generate-program";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 2000);

type Case = readonly [z.ZodType, unknown];

/** Everything of a draw that is held against a schema of ours. */
function casesOf(draw: Draw): readonly Case[] {
  const { definition, workspace, ...own } = stageOf(draw);
  const bindings = Object.values(BINDING_SCHEMAS).flatMap((schema) =>
    Object.values({ ...own.bindings }).map((binding): Case => [schema, binding]),
  );
  return [[definitionSchema, definition], [workspaceSchema, workspace], [stageSchema, own], ...bindings];
}

/** By zod's word alone, which is slow and right. */
function isAccepted(schema: z.ZodType, value: unknown): boolean {
  return schema.safeParse(value).success && protoKeys(value).length === 0;
}

const valid = validDraw.chain((draw) => fc.constantFrom(...casesOf(draw).filter((drawn) => isAccepted(...drawn))));

function expectSound([schema, value]: Case): void {
  if (accepts(schema, value)) expect(isAccepted(schema, value)).toBe(true);
}

describe("the cheap look at a value", () => {
  test("accepts whatever is right, so that zod is seldom asked", () => {
    fc.assert(
      fc.property(validDraw, (draw) => {
        for (const [schema, value] of casesOf(draw)) expect(accepts(schema, value)).toBe(isAccepted(schema, value));
        expect(accepts(wholeSchema, stageOf(draw))).toBe(true);
      }),
      { numRuns: RUNS / 10 },
    );
  });

  test("fails on everything that zod refuses, however odd, and on every __proto__", () => {
    const odd = valid.chain(([schema, value]) => oddly(fc.constant(value)).map((it): Case => [schema, it]));
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(odd, (drawn) => {
        seen[isAccepted(...drawn) ? "accepted" : "refused"]++;
        expectSound(drawn);
      }),
      { numRuns: RUNS * 2 },
    );
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(RUNS / 5);
  });

  test("fails on every mistake that zod refuses", () => {
    fc.assert(
      fc.property(brokenDraw, ({ draw }) => {
        casesOf(draw).forEach(expectSound);
      }),
      { numRuns: RUNS / 4 },
    );
  });

  test("fails on a stage whose own part is wrong, whatever its definition and workspace are", () => {
    const stages = validDraw.chain((draw) => oddly(fc.constant({ ...stageOf(draw) })));
    fc.assert(
      fc.property(stages, (stage) => {
        if (!accepts(wholeSchema, stage)) return;
        expect(wholeSchema.safeParse(stage).success).toBe(true);
        const { definition: _definition, workspace: _workspace, bindings, ...own } = stage as Record<string, unknown>;
        expect(protoKeys({ ...own, bindings: Object.keys(bindings as object) })).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

/** Kinds of schemas, understood and not, none of which may be accepted for more than zod accepts. */
const KINDS: Readonly<Record<string, z.ZodType>> = {
  text: text(),
  ref: ref((value) => (value.length > 3 ? { code: "a.b", message: "long" } : undefined)),
  matching: matching(/^a/, "a.b", "no a"),
  string: z.string(),
  "string with a length": z.string().min(2),
  "string with a pattern": z.string().regex(/^a/),
  "string of a format": z.email(),
  "string that is made one": z.coerce.string(),
  number: z.number(),
  "whole number": z.int(),
  "number in a range": z.number().min(1),
  boolean: z.boolean(),
  unknown: z.unknown(),
  null: z.null(),
  literal: z.literal(["kind", null, 0]),
  enum: z.enum(["kind", "name"]),
  nullable: z.string().nullable(),
  default: z.strictObject({ kind: z.string().default("a") }),
  "optional default": z.strictObject({ kind: z.number().default(1).optional() }),
  transform: z.string().transform((value) => value.length),
  refine: z.array(z.unknown()).refine((value) => value.length > 1),
  refined: refined(z.array(z.unknown()), (value, context) => {
    if (value.length < 2) context.addIssue({ code: "custom", message: "short" });
  }),
  "refined optional": z.strictObject({
    kind: refined(z.unknown().optional(), (value, context) => {
      if (value === undefined) context.addIssue({ code: "custom", message: "absent" });
    }),
  }),
  "array with a length": z.array(z.unknown()).min(1),
  array: z.array(z.unknown().optional()),
  tuple: z.tuple([z.unknown()]),
  record: z.record(z.string(), z.unknown()),
  "record of short keys": z.record(z.string().max(2), z.unknown()),
  "record of some keys": z.record(z.enum(["kind"]), z.unknown()),
  object: z.object({ kind: z.unknown() }),
  "loose object": z.looseObject({ kind: z.unknown() }),
  "strict object": z.strictObject({ kind: z.unknown(), name: z.unknown().optional() }),
  "object with a catchall": z.object({ kind: z.unknown() }).catchall(z.number()),
  "object with a symbol": z.strictObject({ [Symbol.iterator]: z.string(), kind: z.unknown().optional() }),
  union: z.union([z.string(), z.strictObject({ kind: z.unknown() })]),
  xor: z.xor([z.unknown(), z.strictObject({ kind: z.unknown() })]),
  "discriminated union": z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("kind") }),
    z.strictObject({ kind: z.enum(["a", "b"]).optional(), name: z.unknown() }),
  ]),
  "discriminated union of two without": z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("a").optional(), name: z.unknown() }),
    z.strictObject({ kind: z.literal("kind").optional(), name: z.unknown() }),
  ]),
  "optional prefault": z.strictObject({ kind: z.string().min(9).prefault("a").optional() }),
  intersection: z.intersection(z.object({ kind: z.unknown() }), z.object({ name: z.unknown() })),
  lazy: z.lazy(() => z.strictObject({ kind: z.string() })),
  recursive: recursive(),
  readonly: z.array(z.number()).readonly(),
  custom: z.custom<string>((value) => value === "kind"),
};

function recursive(): z.ZodType {
  const node = z.strictObject({
    kind: z.string(),
    get name() {
      return z.optional(node);
    },
  });
  return node;
}

describe("the cheap look at any kind of schema", () => {
  const nested: fc.Arbitrary<unknown> = fc.oneof(
    junk,
    fc.record({ kind: fc.oneof(fc.constantFrom<unknown>("kind", "a", undefined, null), junk) }),
    fc.record({ kind: fc.constantFrom("kind", "a", undefined), name: junk }),
    fc.array(junk, { maxLength: 3 }),
  );

  test.each(Object.entries(KINDS))("fails on everything that zod refuses: %s", (_, schema) => {
    fc.assert(
      fc.property(fc.oneof(nested, oddly(nested)), (value) => {
        expectSound([schema, value]);
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    );
  });

  test("fails on what its own rule complains of, and does not ask the rule about anything else", () => {
    const asked: unknown[] = [];
    const even = refined(z.number(), (value, context) => {
      asked.push(value);
      if (value % 2 !== 0) context.addIssue({ code: "custom", message: "odd" });
    });
    expect(["2", 2, 3, NaN].map((value) => accepts(even, value))).toEqual([false, true, false, false]);
    expect(asked).toEqual([2, 3]);
    expect(even.safeParse(3).success).toBe(false);
  });

  test("accepts anything that is judged elsewhere", () => {
    expect(accepts(elsewhere(), JSON.parse('{ "__proto__": 1 }'))).toBe(true);
  });
});
