import * as fs from "node:fs";
import Ajv from "ajv";
import { parse } from "yaml";
import { stageJsonSchema, workspaceJsonSchema } from "../../src/files/json-schema";
import { CheckProject } from "./check-project";
import { runCli } from "./run-cli";

let project: CheckProject;
beforeEach(() => {
  project = new CheckProject();
});
afterEach(() => {
  project.remove();
});

const schema = (...argv: readonly string[]) => runCli(["schema", ...argv], project.folder);

describe("dbapps schema", () => {
  test.each([
    ["workspace", workspaceJsonSchema()],
    ["stage", stageJsonSchema()],
  ])("%s prints the schema of such files, without an assembly", async (file, expected) => {
    const { code, out, err } = await schema(file);
    expect([code, err]).toEqual([0, ""]);
    expect(JSON.parse(out)).toEqual(expected);
  });

  test("stage --app prints the schema of that app's stages, by which an editor refuses another resource", async () => {
    project.synth();
    const { code, out } = await schema("stage", "--app", "orders");
    expect(code).toBe(0);
    const validate = new Ajv({ strict: false }).compile(JSON.parse(out) as object);
    expect(validate(parse(project.read("stages/prod.yaml")))).toBe(true);
    project.edit("stages/prod.yaml", "ranker:", "rankr:");
    expect(validate(parse(project.read("stages/prod.yaml")))).toBe(false);
  });

  test("stage --app works after a synthesis that failed, which is when one needs it", async () => {
    project.edit("stages/prod.yaml", "ranker:", "rankr:");
    project.synth();
    expect(fs.existsSync(project.at("cdktf.out/promotion.json"))).toBe(false);
    const { code, out } = await schema("stage", "--app", "orders");
    expect(code).toBe(0);
    expect(JSON.stringify(JSON.parse(out))).toContain('"required":["ranker"]');
  });
});

describe("dbapps schema fails", () => {
  test.each([
    ["on another kind of file", ["stages"], 'did you mean "stage"?'],
    ["on what is near nothing", ["pipeline"], "workspace and stage"],
    ["on an app of workspaces", ["workspace", "--app", "orders"], "--app is for stages"],
    ["without an assembly for the app", ["stage", "--app", "orders"], "run dbapps synth"],
  ])("%s", async (_, argv, hint) => {
    const { code, out, err } = await schema(...argv);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(hint);
    expect(Object.keys(JSON.parse((await schema(...argv, "--json")).out) as object)).toEqual(["error"]);
  });

  test("on an app that the assembly does not hold, and suggests the one that was meant", async () => {
    project.synth();
    expect((await schema("stage", "--app", "order")).err).toContain('"orders"');
    expect((await schema("stage", "--app", "billing")).err).toContain("holds orders");
  });

  test("on two definitions with one name", async () => {
    project.synth();
    const record = JSON.parse(project.read("cdktf.out/promotion.json")) as { definitions: unknown[] };
    record.definitions.push(record.definitions[0]);
    project.write("cdktf.out/promotion.json", JSON.stringify(record));
    expect((await schema("stage", "--app", "orders")).code).toBe(1);
  });
});
