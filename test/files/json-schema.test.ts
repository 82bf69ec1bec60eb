import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv";
import { type Issue, AppResource, type AppDefinition, defineApp } from "databricks-apps-constructs";
import * as fc from "../support/random";
import { parse } from "yaml";
import { type JsonSchema, stageJsonSchema, workspaceJsonSchema } from "../../src/files/json-schema";
import { desk, issuesOf, STAGE, stageOf, WORKSPACE } from "./sample";
import { WRONG_FILES } from "./wrong-files";

const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true });
const schemas = {
  workspace: ajv.compile(workspaceJsonSchema()),
  stage: ajv.compile(stageJsonSchema(desk as unknown as AppDefinition)),
};
type File = keyof typeof schemas;

/** What a JSON Schema says too. */
const STRUCTURE = [
  "schema.type",
  "schema.missing",
  "schema.unknown-key",
  "schema.value",
  "binding.missing",
  "binding.unknown-resource",
  "access.nobody",
  "access.unknown-role",
  "env.missing",
  "env.unknown-variable",
];

/** What only the parser says, of values that ajv accepts. */
const PARSER_ONLY = [
  ...["text.interpolation", "text.placeholder", "text.token", "secret.value"],
  ...["binding.value", "access.admins", "access.twice", "principal.user", "principal.application-id"],
  ...["telemetry.table", "scaling.instances", "scaling.feature", "stage.name", "app.name"],
  ...["workspace.host", "workspace.account-host", "workspace.legacy-host", "workspace.name", "workspace.id"],
  ...["workspace.account-id", "workspace.region", "workspace.tier", "workspace.limit"],
  ...["backend.bucket", "backend.container", "backend.local-folder", "backend.prefix", "backend.storage-account"],
  ...["egress.host", "egress.bucket", "egress.storage-account"],
];

/** Are the issues of a file about its structure? What is not quoted is text for a reader of YAML 1.2, or is not. */
function isStructural({ code, path: at }: Issue, file: File, data: unknown): boolean {
  if (code !== "file.quote") return STRUCTURE.includes(code);
  const own = file === "workspace" ? at.slice(1) : at;
  const value = own.reduce<unknown>((here, key) => (here as Record<string, unknown> | undefined)?.[key], data);
  return typeof value !== "string" && value !== undefined;
}

/** Both verdicts: does the structure hold? */
function verdicts(file: File, text: string, data: unknown): { readonly ajv: boolean; readonly parser: boolean } {
  const issues = issuesOf(stageOf({ [file]: text }));
  return { ajv: schemas[file](data), parser: !issues.some((issue) => isStructural(issue, file, data)) };
}

const data = ({ text }: { readonly text: string }): unknown => parse(text, { uniqueKeys: false, logLevel: "silent" });
/** Texts that are values at all: what is wrong with the others no schema of values can say. */
const READABLE = WRONG_FILES.filter(({ issues }) =>
  issues.every((issue) => !/ file\.(?!quote)| schema\.type$/.test(issue)),
);

describe("ajv and the parser", () => {
  test.each([
    ["workspace", WORKSPACE],
    ["stage", STAGE],
  ] as const)("accept the same %s", (file, text) => {
    expect(verdicts(file, text, parse(text))).toEqual({ ajv: true, parser: true });
    expect(issuesOf(stageOf({ [file]: text }))).toEqual([]);
  });

  test("are asked about most of the wrong files", () => {
    expect(READABLE.length).toBeGreaterThan(60);
  });

  test.each(READABLE.map((wrong) => [wrong.title, wrong] as const))("say the same of %s", (_, wrong) => {
    const { ajv: fits, parser } = verdicts(wrong.file, wrong.text, data(wrong));
    expect(fits).toBe(parser);
  });

  test("accept $schema", () => {
    const text = `$schema: ../stage.schema.json\n${STAGE}`;
    expect(verdicts("stage", text, parse(text))).toEqual({ ajv: true, parser: true });
    expect(issuesOf(stageOf({ stage: text }))).toEqual([]);
  });

  test("say the same where values are exchanged, removed and added", () => {
    const values = [
      null,
      true,
      3,
      "x",
      [],
      {},
      [{ kind: "group", name: "a" }],
      { id: "a" },
      { name: "a" },
      "account users",
    ];
    const keys = ["id", "name", "kind", "type", "CATALOG", "viewers", "ranker", "bucket", "size", "limits", "other"];
    const change = fc.tuple(fc.nat(), fc.constantFrom("set", "remove", "add"), fc.constantFrom(...keys), fc.nat());
    const file = fc.constantFrom<File>("workspace", "stage");
    let refused = 0;
    const numRuns = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 2000) / 4);
    fc.assert(
      fc.property(file, fc.array(change, { minLength: 1, maxLength: 3 }), (which, changes) => {
        const value = parse(which === "stage" ? STAGE : WORKSPACE) as Record<string, unknown>;
        for (const [at, how, key, index] of changes) {
          const holders = objectsIn(value);
          const holder = holders[at % holders.length] ?? value;
          const names = Object.keys(holder);
          const name = how === "add" ? key : (names[index % names.length] ?? key);
          if (how === "remove") Reflect.deleteProperty(holder, name);
          else holder[name] = structuredCloneOf(values[index % values.length]);
        }
        const { ajv: fits, parser } = verdicts(which, JSON.stringify(value), value);
        expect(fits).toBe(parser);
        if (!fits) refused += 1;
      }),
      { numRuns },
    );
    // Nearly all of them are.
    expect(refused).toBeGreaterThan(numRuns / 2);
  });
});

describe("what only the parser refuses", () => {
  test.each(PARSER_ONLY)("%s has a file that ajv accepts", (code) => {
    const files = READABLE.filter(({ issues }) => issues.some((issue) => issue.split(" ")[1] === code));
    expect(files.some((wrong) => schemas[wrong.file](data(wrong)))).toBe(true);
  });

  test("is a list: every other code of a wrong file is about its structure, or its text", () => {
    const codes = new Set(WRONG_FILES.flatMap(({ issues }) => issues.map((issue) => issue.split(" ")[1] ?? "")));
    const others = [...codes].filter((code) => ![...STRUCTURE, ...PARSER_ONLY].includes(code));
    expect(others.filter((code) => !code.startsWith("file."))).toEqual([]);
  });

  test("is everything that the schemas of workspaces and stages refuse beside structure", () => {
    const sources = [
      "workspace",
      "stage/principal.ts",
      "stage/binding.ts",
      "stage/check-stage.ts",
      "definition/text.ts",
    ];
    const more = ["definition/destination.ts", "definition/scaling-config.ts"];
    const found = [...sources, ...more].flatMap((name) => codesIn(path.join(__dirname, "../../src", name)));
    // Of the definition or of an account's provider, not of a file.
    const elsewhere = ["binding.self", "account.no-workspace", "account.several", "account.auth"];
    const known = [...STRUCTURE, ...PARSER_ONLY, ...elsewhere, "cdktf.out"];
    expect([...new Set(found)].filter((code) => !known.includes(code))).toEqual([]);
  });
});

describe("the schema of a definition's stages", () => {
  const properties = (schema: JsonSchema) => schema.properties as Record<string, JsonSchema | undefined>;

  test("requires its resources, roles and variables, by name", () => {
    const schema = stageJsonSchema(desk);
    expect(schema).toMatchObject({ $schema: "http://json-schema.org/draft-07/schema#", additionalProperties: false });
    expect(schema.required).toEqual(["bindings", "access", "env"]);
    const { bindings, access, env } = properties(schema);
    expect([bindings?.required, access?.required, env?.required]).toEqual([
      ["ranker", "warehouse"],
      ["viewers"],
      ["CATALOG"],
    ]);
    expect(bindings).toMatchObject({ properties: { warehouse: { description: "SQL warehouse: reads orders" } } });
  });

  test("requires nothing of an app that needs nothing", () => {
    const schema = stageJsonSchema(defineApp({ name: "bare" }));
    expect(schema.required).toEqual([]);
    expect(ajv.compile(schema)({})).toBe(true);
  });

  test("without a definition takes any binding of a known form", () => {
    const fits = ajv.compile(stageJsonSchema());
    expect(fits(parse(STAGE))).toBe(true);
    expect(fits({ bindings: { data: { fullName: "a.b.c" } } })).toBe(true);
    expect(fits({ bindings: { data: { fullname: "a.b.c" } } })).toBe(false);
    expect(fits({ bindings: {}, sise: "LARGE" })).toBe(false);
  });

  test("knows every kind of resource", () => {
    const resources = { table: AppResource.table("SELECT"), db: AppResource.postgres("CAN_CONNECT_AND_CREATE") };
    const fits = ajv.compile(stageJsonSchema(defineApp({ name: "kinds", resources }) as unknown as AppDefinition));
    expect(fits({ bindings: { table: { fullName: "a.b.c" }, db: { branch: "b", database: "d" } } })).toBe(true);
    expect(fits({ bindings: { table: { fullName: "a.b.c" }, db: { branch: "b" } } })).toBe(false);
  });
});

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  const own = Array.isArray(value) ? [] : [value as Record<string, unknown>];
  return [...own, ...Object.values(value).flatMap(objectsIn)];
}

function structuredCloneOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

function codesIn(place: string): string[] {
  if (fs.statSync(place).isDirectory()) return fs.readdirSync(place).flatMap((name) => codesIn(path.join(place, name)));
  return fs.readFileSync(place, "utf8").match(/(?<=")[a-z]+\.[a-z]+(?:-[a-z]+)*(?=")/g) ?? [];
}
