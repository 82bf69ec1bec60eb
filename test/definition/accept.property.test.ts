import * as fc from "../support/random";
import type { z } from "zod";
import { definitionSchema } from "../../src/definition/check-definition";
import { protoKeys } from "../../src/definition/parse";
import {
  array,
  boolean,
  discriminatedUnion,
  elsewhere,
  literal,
  looseObject,
  number,
  oneOf,
  optional,
  record,
  refined,
  type Schema,
  strictObject,
  string,
  union,
  unknown,
} from "../../src/definition/schema";
import { matching, ref, text } from "../../src/definition/text";
import { connectivitySchema } from "../../src/network/check-connectivity";
import { contractSchema } from "../../src/network/contract-schema";
import { reportSchema } from "../../src/network/denial-report";
import { needsSchema } from "../../src/network/needs-schema";
import { endpointsSchema } from "../../src/network/private-endpoint";
import { BINDING_SCHEMAS } from "../../src/stage/binding";
import { stageSchema, wholeSchema } from "../../src/stage/check-stage";
import { workspaceSchema } from "../../src/workspace/check-workspace";
import { brokenDraw } from "../support/generate-broken";
import { type Draw, stageOf } from "../support/generate-draw";
import { junk } from "../support/generate-junk";
import { oddly } from "../support/generate-odd";
import { validDraw } from "../support/generate-program";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 2000);

type Case = readonly [Schema, unknown];

/** Everything of a draw that is held against a schema of ours. */
function casesOf(draw: Draw): readonly Case[] {
  const { definition, workspace, ...own } = stageOf(draw);
  const bindings = Object.values(BINDING_SCHEMAS).flatMap((schema) =>
    Object.values({ ...own.bindings }).map((binding): Case => [schema, binding]),
  );
  return [[definitionSchema, definition], [workspaceSchema, workspace], [stageSchema, own], ...bindings];
}

const host = { host: "api.example.com", phase: "run", because: "charges cards" };
const denial = {
  sourceType: "Apps",
  accessType: "DROP",
  destinationType: "DNS",
  destination: "api.example.com",
  events: 2,
  firstSeen: "2026-01-01",
  lastSeen: "2026-01-02",
};

/** What the network reads, right, with every member and with few. */
const NETWORK: readonly Case[] = [
  [
    contractSchema,
    { policyId: "prod", mode: "dryRun", destinations: [host, { bucket: "b-1", region: "r", because: "x" }] },
  ],
  [connectivitySchema, { name: "prod-ncc", region: "westeurope" }],
  [connectivitySchema, { name: "prod-ncc", region: undefined }],
  [
    needsSchema,
    {
      schemaVersion: 1,
      needs: [
        { app: "orders", workspace: "prod", destinations: [] },
        {
          app: "orders",
          workspace: "prod",
          workspaceId: "1",
          source: { folder: "app", found: true, manifests: ["package.json"] },
          destinations: [
            host,
            { ...host, added: { nested: [1] }, cause: { app: "orders", file: "a", line: 1, column: 2 } },
          ],
        },
      ],
    },
  ],
  [
    reportSchema,
    {
      schemaVersion: 1,
      workspace: "prod",
      workspaceId: "1",
      window: { from: "2026-01-01", to: "2026-01-02" },
      sourceTypes: ["Apps"],
      policyDigest: "d",
      observed: { allowed: [{ host: "api.example.com" }], blocked: ["example.org"] },
      rowCount: 2,
      denials: [denial, { ...denial, acknowledged: "nobody needs it" }],
      digest: "d",
    },
  ],
  [
    endpointsSchema,
    [
      { resourceId: "$\{TfToken[TOKEN.1]}", groupId: "blob" },
      { resourceId: "$\{TfToken[TOKEN.1]}", domainNames: ["a.example.com"] },
      { endpointService: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0", resourceNames: ["bucket-1"] },
    ],
  ],
];

/** By zod's word alone, which is slow and right. */
function isAccepted(schema: Schema, value: unknown): boolean {
  return schema.zod().safeParse(value).success && protoKeys(value).length === 0;
}

const valid = fc.oneof(
  {
    weight: 4,
    arbitrary: validDraw.chain((draw) => fc.constantFrom(...casesOf(draw).filter((drawn) => isAccepted(...drawn)))),
  },
  { weight: 1, arbitrary: fc.constantFrom(...NETWORK) },
);

function expectSound([schema, value]: Case): void {
  if (schema.accepts(value)) expect(isAccepted(schema, value)).toBe(true);
}

describe("the cheap look at a value", () => {
  test("accepts whatever is right, so that zod is seldom asked", () => {
    fc.assert(
      fc.property(validDraw, (draw) => {
        for (const [schema, value] of casesOf(draw)) expect(schema.accepts(value)).toBe(isAccepted(schema, value));
        expect(wholeSchema.accepts(stageOf(draw))).toBe(true);
      }),
      { numRuns: RUNS / 10 },
    );
  });

  test("accepts what is right of a network", () => {
    for (const [schema, value] of NETWORK)
      expect([schema.accepts(value), isAccepted(schema, value)]).toEqual([true, true]);
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
        if (!wholeSchema.accepts(stage)) return;
        expect(wholeSchema.zod().safeParse(stage).success).toBe(true);
        const { definition: _definition, workspace: _workspace, bindings, ...own } = stage as Record<string, unknown>;
        expect(protoKeys({ ...own, bindings: Object.keys(bindings as object) })).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

const short = "short";
const atLeastTwo = refined(array(unknown()), (value, context) => {
  if (value.length < 2) context.addIssue({ code: "custom", message: short });
});

/** All kinds of schemas, and kinds within kinds. */
const KINDS: Readonly<Record<string, Schema>> = {
  text: text(),
  ref: ref((value) => (value.length > 3 ? { code: "a.b", message: "long" } : undefined)),
  matching: matching(/^a/, "a.b", "no a"),
  string: string(),
  number: number(),
  boolean: boolean(),
  unknown: unknown(),
  literal: literal("kind"),
  "literal of a number": literal(0),
  "one of some": oneOf(["kind", "name"]),
  refined: atLeastTwo,
  "refined, and once more": refined(atLeastTwo, (value, context) => {
    if (value.length > 2) context.addIssue({ code: "custom", message: "long" });
  }),
  "refined, whatever else is wrong": refined(
    record(number()),
    (value, context) => {
      if (Object.keys(value).length < 2) context.addIssue({ code: "custom", message: short });
    },
    { when: ({ value }) => typeof value === "object" && value !== null && !Array.isArray(value) },
  ),
  "refined optional": strictObject({
    kind: refined(optional(unknown()), (value, context) => {
      if (value === undefined) context.addIssue({ code: "custom", message: "absent" });
    }),
  }),
  optional: optional(string()),
  "optional of optional": strictObject({ kind: optional(optional(string())) }),
  array: array(optional(unknown())),
  "array of arrays": array(array(unknown())),
  record: record(unknown()),
  "record of optional": record(optional(string())),
  "record of records": record(record(unknown())),
  "strict object": strictObject({ kind: unknown(), name: optional(unknown()) }),
  "strict object of nothing": strictObject({}),
  "strict object of strange names": strictObject({ constructor: optional(unknown()), toString: optional(string()) }),
  "loose object": looseObject({ kind: unknown() }),
  "loose object that may lack": looseObject({ kind: optional(string()), name: optional(looseObject({})) }),
  union: union([string(), strictObject({ kind: unknown() })]),
  "union of optional": strictObject({ kind: union([optional(string()), number()]), name: optional(unknown()) }),
  "discriminated union": discriminatedUnion("kind", [
    strictObject({ kind: literal("kind") }),
    strictObject({ kind: oneOf(["a", "b"]), name: unknown() }),
  ]),
  "discriminated union of loose ones": discriminatedUnion("kind", [
    looseObject({ kind: literal("kind"), name: optional(string()) }),
    looseObject({ kind: literal(0) }),
    looseObject({ kind: literal("a"), name: unknown() }),
  ]),
};

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
    const even = refined(number(), (value, context) => {
      asked.push(value);
      if (value % 2 !== 0) context.addIssue({ code: "custom", message: "odd" });
    });
    expect(["2", 2, 3, NaN].map((value) => even.accepts(value))).toEqual([false, true, false, false]);
    expect(asked).toEqual([2, 3]);
    expect(even.zod().safeParse(3).success).toBe(false);
  });

  test("accepts an object that lacks an optional member, where no rule asks for it", () => {
    const member = (rule: string) =>
      refined(optional(string()), (value, context) => {
        if (value === undefined && rule === "asks") context.addIssue({ code: "custom", message: "absent" });
      });
    expect(strictObject({ kind: member("is silent") }).accepts({})).toBe(true);
    expect(strictObject({ kind: member("asks") }).accepts({})).toBe(false);
  });

  test("accepts anything that is judged elsewhere", () => {
    expect(elsewhere().accepts(JSON.parse('{ "__proto__": 1 }'))).toBe(true);
  });

  test("and zod's schema are one: it is made once, of those that its parts have", () => {
    const member = string();
    const schema = strictObject({ kind: member, name: array(member) });
    const made = schema.zod() as z.ZodObject<{ kind: z.ZodType; name: z.ZodArray }>;
    expect(schema.zod()).toBe(made);
    expect(made.shape.kind).toBe(member.zod());
    expect(made.shape.name.element).toBe(member.zod());
  });
});
