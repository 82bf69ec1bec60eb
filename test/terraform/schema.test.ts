import { type SynthesizedStack } from "databricks-apps-constructs/testing";
import { EXAMPLES, synthesizeExample } from "../support/examples";
import { PROGRAMS, synthesizePrograms } from "../support/generated";
import { LACKING_IN_FLOOR } from "../support/provider-schema";
import { schemaProblems } from "../support/schema-walker";

describe("what the library writes", () => {
  const generated = synthesizePrograms();

  test.each(EXAMPLES)("agrees with the provider's schema in every stack of the example %s", (name) => {
    const { stacks } = synthesizeExample(name);
    expect(Object.keys(stacks)).not.toHaveLength(0);
    expect(Object.values(stacks).flatMap((stack) => schemaProblems(stack))).toEqual([]);
  });

  test.each(Object.keys(PROGRAMS))("agrees with the provider's schema in the program %s", (name) => {
    const stack = generated[name];
    expect(stack?.resource?.databricks_app).toBeDefined();
    expect(schemaProblems(stack ?? {})).toEqual([]);
  });

  test.each(LACKING_IN_FLOOR.databricks_app ?? [])("never holds %s, which the oldest provider lacks", (dotted) => {
    const all = [
      ...Object.values(generated),
      ...EXAMPLES.flatMap((name) => Object.values(synthesizeExample(name).stacks)),
    ];
    const configurations = all.flatMap(({ resource }) => Object.values(resource?.databricks_app ?? {}));
    expect(configurations.filter((configuration) => at(configuration, dotted.split(".")) !== undefined)).toEqual([]);
  });
});

function at(value: unknown, [first, ...rest]: readonly string[]): unknown {
  if (first === undefined || typeof value !== "object" || value === null)
    return first === undefined ? value : undefined;
  return at((value as Record<string, unknown>)[first], rest);
}

describe("a schema problem", () => {
  const generated = synthesizePrograms();

  /** A program's document with one value of its `type` changed; undefined removes it. */
  function changed(program: string, type: string, path: string, value: unknown): SynthesizedStack {
    const stack = structuredClone(generated[program] ?? {});
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const resource: unknown = Object.values(stack.resource?.[type] ?? {})[0];
    const target = keys.reduce((at, key) => (at as Record<string, unknown>)[key], resource) as Record<string, unknown>;
    if (value === undefined) Reflect.deleteProperty(target, last);
    else target[last] = value;
    return stack;
  }

  const WAREHOUSE = { name: "w1", sql_warehouse: { id: "1", permission: "CAN_USE" } };
  const REPOSITORY = { provider: "gitHub", url: "https://example.com/a" };

  test.each<[what: string, program: string, path: string, value: unknown, code: string, at?: string]>([
    ["a misspelt name", "minimal", "descripton", "x", "unknown-name"],
    ["a misspelt nested name", "kind-sql-warehouse", "resources.0.sql_warehouse.idd", "x", "unknown-name"],
    ["a wrong type", "minimal", "no_compute", "yes", "wrong-type"],
    ["a number that is no number", "option-horizontal", "compute_min_instances", "3", "wrong-type"],
    ["a wrong type in a list", "minimal", "user_api_scopes", ["sql", 1], "wrong-type"],
    ["a list where an object belongs", "minimal", "git_repository", [REPOSITORY], "wrong-nesting"],
    ["an object where a list belongs", "minimal", "resources", WAREHOUSE, "wrong-nesting"],
    ["a list of what are no objects", "minimal", "resources", ["w1"], "wrong-nesting", "resources.0"],
    ["a missing required sibling", "kind-sql-warehouse", "resources.0.sql_warehouse.permission", undefined, "missing"],
    ["a missing required argument", "minimal", "name", undefined, "missing"],
    ["one instance count without the other", "minimal", "compute_min_instances", 2, "together", ""],
    ["a computed attribute", "minimal", "url", "https://x", "computed"],
    ["a nested computed attribute", "kind-table", "resources.0.uc_securable.securable_kind", "TABLE", "computed"],
    ["two kinds in one resource", "kind-job", "resources.0.app", { name: "a" }, "exactly-one", "resources.0"],
    ["no kind in a resource", "kind-job", "resources.0.job", undefined, "exactly-one", "resources.0"],
  ])("is %s", (_, program, path, value, code, at = path) => {
    const problems = schemaProblems(changed(program, "databricks_app", path, value));
    const expected = ["databricks_app.orders", at].filter(Boolean).join(".");
    expect(problems).toMatchObject([{ code, path: expected }]);
  });

  test.each<[what: string, path: string, value: unknown, code: string, at?: string]>([
    ["a misspelt name in a block", "access_control.0.group", "x", "unknown-name"],
    ["two principals in one entry", "access_control.0.user_name", "x", "exactly-one", "access_control.0"],
    ["no block where one is needed", "access_control", [], "missing"],
    ["a block that is no object", "access_control.0", "x", "wrong-nesting"],
    ["a block too many", "provider_config", [{}, {}], "wrong-nesting"],
  ])("is %s", (_, path, value, code, at = path) => {
    const problems = schemaProblems(changed("option-access", "databricks_permissions", path, value));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.code).toBe(code);
    expect(problems[0]?.path.replace(/^databricks_permissions\.[^.]+\./, "")).toBe(at);
  });

  test("is a resource whose schema is not known", () => {
    const stack = { resource: { databricks_ap: { orders: {} } } };
    expect(schemaProblems(stack)).toMatchObject([{ code: "unknown-resource", path: "databricks_ap.orders" }]);
  });

  test("is a misspelt argument of a provider", () => {
    const stack = { provider: { databricks: [{ alias: "a", hosts: "https://x" }] } };
    expect(schemaProblems(stack)).toMatchObject([{ code: "unknown-name", path: "provider.databricks.0.hosts" }]);
  });

  test("is neither a meta-argument nor an expression", () => {
    const meta = { "//": {}, provider: "databricks.a", depends_on: ["x.y"], lifecycle: {}, count: 1, for_each: "${x}" };
    const values = { name: "${a}-b", no_compute: "${var.a}", resources: "${var.b}", git_repository: "${var.c}" };
    expect(schemaProblems({ resource: { databricks_app: { orders: { ...meta, ...values } } } })).toEqual([]);
  });
});
