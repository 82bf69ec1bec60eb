import { Fn, Lazy, type TerraformResource, type TerraformStack } from "cdktf";
import { canonicalJson } from "../../../src/definition/canonical-json";
import * as fc from "../../support/random";
import { compare, type Outcome, type Zoo } from "./compare";

/**
 * Random programs: three stacks with a few resources, data sources and overrides, whose values are random data with
 * tokens of every kind anywhere in it. PROPERTY_RUNS sets how many; a failure prints the smallest program it found.
 */

const KINDS = ["own text", "own number", "own list", "own boolean", "own address", "own in text", "own map"] as const;
const FOREIGN = [
  "other text",
  "other number",
  "other list",
  "other boolean",
  "other address",
  "other in text",
] as const;
const MADE = ["function", "lazy", "lazy data", "escape"] as const;
const token = fc.constantFrom(...KINDS, ...FOREIGN, ...MADE).map((kind) => ({ $token: kind }));
type TokenKind = (typeof KINDS)[number] | (typeof FOREIGN)[number] | (typeof MADE)[number];

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.constantFrom("{}", "${var.x}", "$${x}", "1e+5", "-1e+290", "}{", "\u2028", '"', "%{if x}", "${", "TfToken[x]"),
);
const leaf = fc.oneof(
  text,
  fc.integer(),
  fc.double({ min: -1e150, max: 1e308, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
);
const names = ["name", "a", "z_k", "l", "tags", "B"] as const;
const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...names) },
  { weight: 1, arbitrary: fc.string({ maxLength: 3 }).filter((name) => name !== "__proto__" && name !== "toJSON") },
  { weight: 1, arbitrary: fc.constantFrom("1", "10", "01", "//", "a-b", "é", "", "e+1", "toString", "provider") },
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    { weight: 4, arbitrary: leaf },
    { weight: 2, arbitrary: token },
    { weight: 1, arbitrary: fc.array(tie("value"), { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.dictionary(key, tie("value"), { maxKeys: 4 }) },
  ),
}));
const path = fc
  .array(fc.oneof(key, fc.constantFrom("0", "1", "lifecycle", "depends_on")), { minLength: 1, maxLength: 3 })
  // cdktf spreads what it finds there, letter by letter, and a token's number is among them.
  .filter(([first]) => first !== "//")
  .map((keys) => keys.join("."));
const override = fc.tuple(path, value);

const element = fc.record({
  kind: fc.constantFrom("App", "List", "Group"),
  inFirst: fc.boolean(),
  attributes: fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 }),
  overrides: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(override) }),
  meta: fc.record(
    {
      dependsOn: fc.constantFrom("own", "other", "both"),
      lifecycle: fc.record({ preventDestroy: fc.boolean(), ignoreChanges: fc.array(text) }, { requiredKeys: [] }),
      alias: fc.constantFrom("second"),
      count: fc.integer({ min: 0, max: 3 }),
      logicalId: fc.constantFrom("own", "other", "e0", "new"),
    },
    { requiredKeys: [] },
  ),
});
const stackOverride = fc.tuple(
  fc.constantFrom(
    "resource.databricks_app.own",
    "resource.databricks_app.e0.tags",
    "resource.databricks_ip_access_list",
    "data.databricks_group.e1",
    "provider.databricks",
    "terraform.backend.s3.encrypt",
    "locals.x",
  ),
  fc.oneof(fc.dictionary(key, value, { maxKeys: 2 }), fc.constant(undefined)),
);
const spec = fc.record({
  elements: fc.array(element, { minLength: 1, maxLength: 4 }),
  backend: fc.boolean(),
  stackOverrides: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(stackOverride, { maxLength: 2 }) },
  ),
});
type Spec = typeof spec extends fc.Arbitrary<infer S> ? S : never;
type App = InstanceType<Zoo["App"]>;

/** The random data with real tokens in it. */
function fill(data: unknown, own: App, other: App): unknown {
  if (Array.isArray(data)) return data.map((item) => fill(item, own, other));
  if (typeof data !== "object" || data === null) return data;
  if ("$token" in data) return make(data.$token as TokenKind, own, other);
  return Object.fromEntries(Object.entries(data).map(([name, member]) => [name, fill(member, own, other)]));
}

function make(kind: TokenKind, own: App, other: App): unknown {
  const of = kind.startsWith("other") ? other : own;
  switch (kind) {
    case "own text":
    case "other text":
      return of.url;
    case "own number":
    case "other number":
      return of.servicePrincipalId;
    case "own list":
    case "other list":
      return of.effectiveUserApiScopes;
    case "own boolean":
    case "other boolean":
      return of.pending;
    case "own address":
    case "other address":
      return of.fqn;
    case "own in text":
    case "other in text":
      return `a-${of.url}-${of.servicePrincipalId}-{${of.name}}`;
    case "own map":
      return of.getStringMapAttribute("map");
    case "function":
      return Fn.upper(other.url);
    case "lazy":
      return Lazy.stringValue({ produce: () => "lazy" });
    case "lazy data":
      return Lazy.anyValue({ produce: () => ({ z: own.url, a: [undefined, 1] }) });
    case "escape":
      return `\${upper("${own.url}")}`;
  }
}

function build({ elements, backend, stackOverrides }: Spec, zoo: Zoo): void {
  const [first, second, third] = [zoo.stack("a"), zoo.stack("b"), zoo.stack("c")];
  const [inFirstStack, inSecondStack, inThirdStack] = [first, second, third].map(
    (stack) => new zoo.App(stack, "own", { name: stack.node.id }),
  ) as [App, App, App];
  const aliased = new Map<TerraformStack, ReturnType<Zoo["provider"]>>();
  if (backend) zoo.addBackend(first);
  elements.forEach(({ kind, inFirst, attributes, overrides, meta }, i) => {
    // One direction only: stacks that refer to each other are an error.
    const [stack, own, other] = inFirst ? [first, inFirstStack, inSecondStack] : [second, inSecondStack, inThirdStack];
    const { dependsOn, lifecycle, alias, count, logicalId } = meta;
    if (alias !== undefined && !aliased.has(stack)) aliased.set(stack, zoo.newProvider(stack, "aliased", alias));
    const targets = { own: [own], other: [other], both: [own, other] };
    const made = new zoo[kind as "App"](stack, `e${i}`, {
      ...(fill(attributes, own, other) as object),
      ...(dependsOn && { dependsOn: targets[dependsOn] }),
      ...(lifecycle && { lifecycle }),
      ...(alias && { provider: aliased.get(stack) }),
      ...(count !== undefined && { count }),
    }) as TerraformResource;
    for (const [at, data] of overrides) made.addOverride(at, fill(data, own, other));
    if (logicalId !== undefined) made.overrideLogicalId(logicalId);
  });
  // Within the stack only, see "comes upon too late" among the differences.
  for (const [at, data] of stackOverrides) first.addOverride(at, fill(data, inFirstStack, inFirstStack));
}

/** cdktf's tokens print a stack trace each, which under jest is most of the time here. */
const { prepareStackTrace } = Error;
beforeAll(() => (Error.prepareStackTrace = () => ""));
afterAll(() => (Error.prepareStackTrace = prepareStackTrace));

/** The first file of a process is the engine's own: let it be none of these. */
beforeAll(() => void compare(({ stack, App }) => new App(stack("first"), "a", { name: "a" })));

/** Without the order of what an error names, which is one of the differences. */
function unordered(outcome: Outcome | undefined): Outcome | undefined {
  if (outcome?.error === undefined) return outcome;
  const error = outcome.error
    .replace(/(?<=, got: )\{.*\}(?=\. This can happen)/s, (members) => canonicalJson(JSON.parse(members)))
    .replace(/^TypeError: Cannot (?:read|set) properties of (\w+) \(.*\)$/, "TypeError: $1");
  return { ...outcome, error };
}

test("random programs give on our classes what they give on cdktf's own", () => {
  const ended: Record<"written" | "refused", number> = { written: 0, refused: 0 };
  const check = (program: Spec): void => {
    const outcomes = compare(
      (zoo) => {
        build(program, zoo);
      },
      { skipValidation: true },
    );
    const { stock, plain, ours, making }: Record<string, Outcome> = outcomes;
    for (const outcome of [plain, ours, making]) expect(unordered(outcome)).toEqual(unordered(stock));
    ended[stock?.error === undefined ? "written" : "refused"]++;
  };
  const numRuns = Number(process.env.PROPERTY_RUNS ?? 200);
  fc.assert(fc.property(spec, check), { numRuns });
  // Programs that all end in an error, or never do, would compare little.
  expect(ended.written).toBeGreaterThan(numRuns / 3);
  // Of a few hundred, chance may leave only a few.
  expect(ended.refused).toBeGreaterThan(numRuns < 1000 ? 0 : numRuns / 50);
}, 600_000);
