import * as fc from "../../test/support/random";
import { type AccessWorld, type SecuredObject, may } from "../src/access";
import type { Principal } from "../src/principal";

/**
 * A second implementation, from the rules alone: a table, and a search for anything that proves the right. It shares
 * nothing with the first but the types.
 */
type Fact = (w: AccessWorld, who: Principal, level: string, object: SecuredObject) => boolean;

const LADDERS: Readonly<Record<string, string>> = {
  apps: "CAN_USE CAN_MANAGE",
  warehouses: "CAN_VIEW CAN_USE CAN_MONITOR CAN_MANAGE IS_OWNER",
  jobs: "CAN_VIEW CAN_MANAGE_RUN CAN_MANAGE IS_OWNER",
  "secret-scopes": "READ WRITE MANAGE",
  directories: "CAN_READ CAN_RUN CAN_EDIT CAN_MANAGE",
};

const RULES: readonly (readonly [rule: string, source: string, holds: Fact])[] = [
  [
    "an admin manages everything outside Unity Catalog",
    "permissions page: admins cannot be changed",
    (w, who, _l, o) => o.type in LADDERS && inGroup(w, who, "admins"),
  ],
  [
    "an owner may do everything",
    "IS_OWNER, the highest level; Unity Catalog ownership",
    (w, who, _l, o) => o.owner !== undefined && is(w, who, o.owner),
  ],
  ["who was given the level has it", "permissions API", (w, who, l, o) => given(w, who, o).includes(l)],
  [
    "a higher level has the lower ones",
    "permission levels of the SDK, in their order",
    (w, who, l, o) => given(w, who, o).some((has) => above(o.type, has, l)),
  ],
  [
    "what holds above holds below",
    "folders and Unity Catalog inherit",
    (w, who, l, o) => ancestors(w, o).some((a) => given(w, who, a).some((has) => has === l || above(o.type, has, l))),
  ],
  [
    "who owns what it lies in manages it",
    "Unity Catalog ownership; folders",
    (w, who, l, o) =>
      ancestors(w, o).some(
        (a) => a.owner !== undefined && is(w, who, a.owner) && (l === top(a.type) || above(o.type, top(a.type), l)),
      ),
  ],
  [
    "MODIFY on a table implies SELECT",
    "app resources page, Unity Catalog table",
    (w, who, l, o) => l === "SELECT" && [o, ...ancestors(w, o)].some((a) => given(w, who, a).includes("MODIFY")),
  ],
  [
    "ALL_PRIVILEGES is every one but MANAGE",
    "Unity Catalog privileges",
    (w, who, l, o) =>
      !(o.type in LADDERS) &&
      l !== "MANAGE" &&
      [o, ...ancestors(w, o)].some((a) => given(w, who, a).includes("ALL_PRIVILEGES")),
  ],
];

/** The ninth and the tenth: a level must be one of the object's, and who is unknown may nothing. */
function proven(w: AccessWorld, who: Principal, level: string, key: string): boolean {
  const object = w.objects[key];
  if (object === undefined || !known(w, who)) return false;
  return RULES.some(([, , holds]) => holds(w, who, level, object));
}

function known(w: AccessWorld, { kind, name }: Principal): boolean {
  return kind === "user"
    ? w.users.some(({ userName }) => userName.toLowerCase() === name.toLowerCase())
    : w.servicePrincipals.some(({ applicationId }) => applicationId === name);
}

/** Recursion over groups that contain the one before, bounded by their number: another way than a work list. */
function inGroup(w: AccessWorld, who: Principal, name: string, depth = w.groups.length + 1): boolean {
  if (who.kind !== "group" && (name === "users" || name === "account users")) return true;
  if (depth === 0) return false;
  const group = w.groups.find(({ displayName }) => displayName === name);
  return (group?.members ?? []).some((member) => is(w, who, member, depth - 1));
}

function is(w: AccessWorld, who: Principal, other: Principal, depth?: number): boolean {
  if (other.kind === "group") return inGroup(w, who, other.name, depth);
  return other.kind === who.kind && other.name.toLowerCase() === who.name.toLowerCase();
}

const given = (w: AccessWorld, who: Principal, o: SecuredObject): string[] =>
  o.grants.filter(({ principal }) => is(w, who, principal)).map(({ level }) => level);

function ancestors(w: AccessWorld, { parent }: SecuredObject): SecuredObject[] {
  const above_ = parent === undefined ? undefined : w.objects[parent];
  return above_ === undefined ? [] : [above_, ...ancestors(w, above_)];
}

function above(type: string, has: string, wanted: string): boolean {
  const ladder = (LADDERS[type] ?? "").split(" ");
  return ladder.includes(has) && ladder.slice(0, ladder.indexOf(has)).includes(wanted);
}

const top = (type: string): string => (type in LADDERS && type !== "secret-scopes" ? "CAN_MANAGE" : "MANAGE");

const PEOPLE: Principal[] = [
  { kind: "user", name: "Anna@example.com" },
  { kind: "user", name: "ben@example.com" },
  { kind: "servicePrincipal", name: "sp-1" },
];
const GROUPS = ["admins", "g1", "g2", "g3"];
const ANYBODY: Principal[] = [
  ...PEOPLE,
  { kind: "user", name: "anna@EXAMPLE.com" },
  ...[...GROUPS, "users", "account users"].map((name) => ({ kind: "group", name }) as const),
];
const UNITY = ["SELECT", "MODIFY", "USE_SCHEMA", "MANAGE", "ALL_PRIVILEGES"];
const LEVELS: Readonly<Record<string, string[]>> = {
  ...Object.fromEntries(Object.entries(LADDERS).map(([type, ladder]) => [type, ladder.split(" ")])),
  catalogs: UNITY,
  schemas: UNITY,
  tables: UNITY,
};
const CHAINS = [
  ["apps"],
  ["warehouses"],
  ["jobs"],
  ["secret-scopes"],
  ["directories", "directories", "directories"],
  ["catalogs", "schemas", "tables"],
];

const someone = fc.constantFrom(...ANYBODY);

/** Most groups and lists of grants are short, so that yes and no are both common. */
const world = fc
  .record({
    chain: fc.constantFrom(...CHAINS),
    members: fc.array(fc.array(fc.constantFrom(...ANYBODY.slice(0, 8)), { maxLength: 2 }), {
      minLength: 4,
      maxLength: 4,
    }),
    objects: fc.array(
      fc.record({
        owner: fc.option(someone, { nil: undefined, freq: 3 }),
        grants: fc.array(fc.tuple(someone, fc.nat()), { maxLength: 2 }),
      }),
      { minLength: 3, maxLength: 3 },
    ),
  })
  .map(({ chain, members, objects }): { readonly w: AccessWorld; readonly keys: readonly string[] } => {
    const keys = chain.map((type, index) => `${type}/${index}`);
    const secured = chain.map((type, index) => {
      const levels = LEVELS[type] ?? [];
      const { owner, grants = [] } = objects[index] ?? {};
      return {
        type,
        id: String(index),
        ...(owner === undefined ? {} : { owner }),
        grants: grants.map(([principal, n]) => ({ principal, level: levels[n % levels.length] ?? "" })),
        ...(index === 0 ? {} : { parent: keys[index - 1] }),
      } as SecuredObject;
    });
    const w: AccessWorld = {
      users: PEOPLE.filter(({ kind }) => kind === "user").map(({ name }, id) => ({ id: String(id), userName: name })),
      servicePrincipals: [{ id: "9", applicationId: "sp-1", displayName: "one" }],
      groups: GROUPS.map((displayName, index) => ({ id: displayName, displayName, members: members[index] ?? [] })),
      objects: Object.fromEntries(keys.map((key, index) => [key, secured[index] as SecuredObject])),
    };
    return { w, keys };
  });

test("in 1,000 generated worlds the decision is what the rules prove", () => {
  let asked = 0;
  let allowed = 0;
  fc.assert(
    fc.property(world, ({ w, keys }) => {
      for (const key of keys) {
        for (const who of [...PEOPLE, { kind: "user", name: "stranger@example.com" } as const]) {
          for (const level of LEVELS[w.objects[key]?.type ?? ""] ?? []) {
            const expected = proven(w, who, level, key);
            asked += 1;
            if (expected) allowed += 1;
            if (may(w, who, level, key) !== expected) {
              throw new Error(`${who.name} ${level} ${key}: the rules say ${expected}\n${JSON.stringify(w)}`);
            }
          }
        }
      }
    }),
    { numRuns: 1000 },
  );
  // A world in which nobody or everybody may would prove nothing.
  expect(allowed / asked).toBeGreaterThan(0.1);
  expect(allowed / asked).toBeLessThan(0.9);
});

test.each(RULES.map(([rule], index) => [rule, index] as const))("the worlds tell apart: %s", (_rule, index) => {
  const [, , own] = RULES[index] as (typeof RULES)[number];
  const others = RULES.filter((_each, at) => at !== index);
  // There is a world in which this rule alone allows something, unless a stronger one always does too.
  const found = fc.sample(world, { numRuns: 1000, seed: 7 }).some(({ w, keys }) =>
    keys.some((key) => {
      const object = w.objects[key] as SecuredObject;
      return PEOPLE.some((who) =>
        (LEVELS[object.type] ?? []).some(
          (level) => own(w, who, level, object) && !others.some(([, , holds]) => holds(w, who, level, object)),
        ),
      );
    }),
  );
  expect(found).toBe(true);
});

test("an unknown level is nobody's, not even below the highest one", () => {
  const w: AccessWorld = {
    users: [{ id: "1", userName: "anna@example.com" }],
    servicePrincipals: [],
    groups: [],
    objects: {
      "apps/a": {
        type: "apps",
        id: "a",
        grants: [{ principal: { kind: "user", name: "anna@example.com" }, level: "CAN_MANAGE" }],
      },
    },
  };
  expect(may(w, { kind: "user", name: "anna@example.com" }, "CAN_FLY", "apps/a")).toBe(false);
  expect(may(w, { kind: "user", name: "anna@example.com" }, "CAN_USE", "apps/none")).toBe(false);
});
