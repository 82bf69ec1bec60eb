import * as fs from "node:fs";
import * as path from "node:path";
import { App as CdktfApp } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { synthesize } from "databricks-apps-constructs/testing";
import type { Issues } from "../../src/assembly/issues";
import { recheckFiles } from "../../src/files/recheck-files";
import { readFolder } from "../support/examples";
import { desk, edited, issuesOf, STAGE, temporary, WORKSPACE, write } from "./sample";

/** The file that this test is, as issues name it. */
const HERE = path.relative(process.cwd(), __filename);
const line = (text: string) =>
  fs
    .readFileSync(__filename, "utf8")
    .split("\n")
    .findIndex((one) => one.includes(text)) + 1;

/** A project with a program in it: its files, and where its assembly goes. */
function project(name: string, files: Readonly<Record<string, string>>) {
  write(`${name}/package.json`, "{}");
  for (const [file, text] of Object.entries(files)) write(`${name}/${file}`, text);
  const place = (file: string) => temporary(`${name}/${file}`);
  return { place, outdir: place("cdktf.out") };
}

const FILES = {
  "workspaces/dev.yaml": edited(edited(WORKSPACE, "name: prod", "name: dev"), '"3333"', '"1111"'),
  "workspaces/prod.yaml": WORKSPACE,
  "stages/dev.yaml": STAGE,
  "stages/prod.yaml": edited(STAGE, "main", "prod"),
};

/** One app in two workspaces, all from files. */
function program(place: (file: string) => string, outdir?: string): CdktfApp {
  const app = new CdktfApp(outdir === undefined ? {} : { outdir });
  const stages = ["dev", "prod"].map((name) => {
    const workspace = apps.workspaceFromFile(place(`workspaces/${name}.yaml`));
    return apps.stageFromFile(desk, workspace, place(`stages/${name}.yaml`));
  });
  new apps.PromotionPipeline(app, "desk", { app: desk, stages });
  return app;
}

function refusal(run: () => unknown): readonly apps.Issue[] {
  try {
    run();
  } catch (error) {
    if (error instanceof apps.AppsError) return error.issues;
    throw error;
  }
  throw new Error("the program was not refused");
}

const brief = ({ code, at, path: [root] }: apps.Issue) => `${at ?? ""} ${code} ${String(root)}`;
const read = (file: string): unknown => JSON.parse(fs.readFileSync(file, "utf8"));

describe("a program of files", () => {
  test("is the program of the same literals", () => {
    const { place } = project("same", FILES);
    const literal = synthesize((app) => {
      const stages = (["dev", "prod"] as const).map((name) => {
        const workspace = apps.defineWorkspace({
          name,
          host: "https://adb-3333.3.azuredatabricks.net",
          workspaceId: name === "dev" ? "1111" : "3333",
          accountId: "4f0c6d0e-2a4b-4c8e-9a53-0d6e2f7b1c11",
          cloud: "azure",
          region: "westeurope",
          tier: "PREMIUM",
          auth: { type: "azure-cli" },
          backend: { kind: "gcs", bucket: "state" },
        });
        return apps.defineStage(desk, workspace, {
          bindings: { ranker: { name: "desk-ranker" }, warehouse: { id: "1a2b3c4d" } },
          access: { viewers: [apps.Principal.group("staff")] },
          env: { CATALOG: name === "dev" ? "main" : "prod" },
        });
      });
      new apps.PromotionPipeline(app, "desk", { app: desk, stages });
    });
    const fromFiles = synthesize(program(place, temporary("same/cdktf.out")));
    expect(fromFiles.stacks).toEqual(literal.stacks);
    const { files, ...promotion } = fromFiles.promotion ?? {};
    const { files: none, ...other } = literal.promotion ?? {};
    expect(promotion).toEqual(other);
    expect([files?.length, none]).toEqual([4, []]);
  });

  test("lists its files from the project's root, with what each stage is made of", () => {
    const { place, outdir } = project("listed", FILES);
    const { promotion } = synthesize(program(place, outdir));
    const definition = promotion?.definitions[0]?.digest;
    const digest = expect.stringMatching(/^[0-9a-f]{64}$/) as unknown;
    const stage = (name: string) => ({
      path: `stages/${name}.yaml`,
      kind: "stage",
      digest,
      definition,
      workspace: `workspaces/${name}.yaml`,
    });
    const workspace = (name: string) => ({ path: `workspaces/${name}.yaml`, kind: "workspace", digest });
    expect(promotion?.files).toEqual([stage("dev"), stage("prod"), workspace("dev"), workspace("prod")]);
    expect(recheckFiles(promotion ?? never(), outdir)).toMatchObject({ issues: [], changed: [] });
  });

  test("writes the same wherever the project and the assembly are", () => {
    const files = { ...FILES, "stages/prod.yaml": edited(STAGE, "env:", "space: sales\nenv:") };
    const [one, two] = [project("here", files), project("much/deeper/there", files)];
    const first = synthesize(program(one.place, one.outdir));
    const second = synthesize(program(two.place, temporary("elsewhere")));
    expect(second).toEqual(first);
    // A warning names its line in a file, and no other place.
    expect(first.promotion?.findings.map(brief)).toEqual(["stages/prod.yaml:9:8 app.space desk-prod"]);
    for (const text of Object.values(first.files)) expect(text).not.toContain(temporary(""));
  });

  test("has the same digest after a comment, and another one after a change", () => {
    const { place, outdir } = project("comment", FILES);
    const digest = () => synthesize(program(place, outdir)).promotion?.assemblyDigest;
    const before = digest();
    write("comment/stages/prod.yaml", `# a word\n${FILES["stages/prod.yaml"]}`);
    expect(digest()).toBe(before);
    write("comment/stages/prod.yaml", edited(STAGE, "main", "other"));
    expect(digest()).not.toBe(before);
  });
});

describe("a program with mistakes in its files", () => {
  const broken = {
    "workspaces/dev.yaml": edited(FILES["workspaces/dev.yaml"], "azure\n", "azur\n"),
    "stages/dev.yaml": edited(STAGE, "ranker: {", "rankr: {"),
    "stages/prod.yaml": `${STAGE}\n\tx: 1\n`,
  };

  test("fails with all problems of all files in one error, a missing file's too, and nothing that follows from them", () => {
    const { place, outdir } = project("broken", broken);
    const at = (file: string) => path.join(temporary("broken"), file);
    expect(refusal(() => program(place, outdir).synth()).map(brief)).toEqual([
      `${at("workspaces/dev.yaml")}:5:8 schema.value desk-dev`,
      `${at("stages/dev.yaml")}:1:1 binding.missing desk-dev`,
      `${at("stages/dev.yaml")}:2:3 binding.unknown-resource desk-dev`,
      `${at("workspaces/prod.yaml")}:1:1 file.missing desk-prod`,
      `${at("stages/prod.yaml")}:12:1 file.tab desk-prod`,
    ]);
  });

  test("writes issues.json in place of promotion.json, and no stack", () => {
    const { place, outdir } = project("recorded", FILES);
    synthesize(program(place, outdir));
    fs.rmSync(path.join(outdir, "stacks"), { recursive: true });
    for (const [file, text] of Object.entries(broken)) write(`recorded/${file}`, text);
    refusal(() => program(place, outdir).synth());
    expect(Object.keys(readFolder(outdir))).toEqual(["issues.json", "manifest.json"]);
    const record = read(path.join(outdir, "issues.json")) as Issues;
    expect(record).toMatchObject({ schemaVersion: 1, definitions: [{ definition: { name: "desk" } }] });
    expect(record.files.map((file) => file.path).sort()).toEqual(Object.keys(FILES).sort());
    expect(record.issues.map(({ at, code, ofFile }) => [at, code, ofFile])).toEqual([
      ["workspaces/dev.yaml:5:8", "schema.value", true],
      ["stages/dev.yaml:1:1", "binding.missing", true],
      ["stages/dev.yaml:2:3", "binding.unknown-resource", true],
      ["stages/prod.yaml:12:1", "file.tab", true],
    ]);
    expect(JSON.stringify(record)).not.toContain(temporary(""));
    const again = recheckFiles(record, outdir, temporary("recorded")).issues;
    expect(again.map(({ at, code }) => [at, code]).sort()).toEqual(
      record.issues.map(({ at, code }) => [at, code]).sort(),
    );
  });

  test("has no issues.json any more once they are mended", () => {
    const { place, outdir } = project("mended", broken);
    refusal(() => program(place, outdir).synth());
    expect(fs.existsSync(path.join(outdir, "issues.json"))).toBe(true);
    for (const [file, text] of Object.entries(FILES)) write(`mended/${file}`, text);
    const { files } = synthesize(program(place, outdir));
    expect(Object.keys(files)).toContain("promotion.json");
    expect(Object.keys(files)).not.toContain("issues.json");
  });

  test("shows each mistake of a file once, however often the file is read", () => {
    const { place, outdir } = project("often", { ...FILES, "workspaces/dev.yaml": broken["workspaces/dev.yaml"] });
    const app = new CdktfApp({ outdir });
    for (const id of ["one", "two"]) {
      const workspace = { ...apps.workspaceFromFile(place("workspaces/dev.yaml")), limits: { apps: 9 } };
      new apps.App(new apps.WorkspaceStack(app, id, workspace), id, { definition: apps.defineApp({ name: id }) });
    }
    expect(refusal(() => app.synth()).map(({ code }) => code)).toEqual(["schema.value"]);
  });

  test("does not write down what a definition was refused for", () => {
    const { outdir } = project("secret", {});
    const secret = `${["da", "pi"].join("")}${"0123456789abcdef".repeat(2)}`;
    const app = new CdktfApp({ outdir });
    const workspace = apps.workspaceFromFile(write("secret/w.yaml", WORKSPACE));
    const definition = apps.defineApp({ name: "leaky", description: secret, env: { API_TOKEN: "hunter2-hunter2" } });
    new apps.App(new apps.WorkspaceStack(app, "leaky", workspace), "leaky", { definition });
    refusal(() => app.synth());
    const text = fs.readFileSync(path.join(outdir, "issues.json"), "utf8");
    expect(text).toContain('"secret.value"');
    expect(text).not.toContain(secret);
    expect(text).not.toContain("hunter2");
  });
});

describe("files that changed after the synthesis", () => {
  test("are named, and judged as they are now", () => {
    const { place, outdir } = project("changed", FILES);
    const { promotion = never() } = synthesize(program(place, outdir));
    write("changed/stages/prod.yaml", edited(STAGE, "CATALOG", "CATLOG"));
    fs.rmSync(place("workspaces/dev.yaml"));
    const folder = temporary("changed");
    const { changed, issues } = recheckFiles(promotion, outdir, folder);
    expect(changed).toEqual(["stages/prod.yaml", "workspaces/dev.yaml"]);
    expect(issues.map(({ at, code }) => `${at ?? ""} ${code}`)).toEqual([
      "workspaces/dev.yaml:1:1 file.missing",
      "stages/prod.yaml:9:1 env.missing",
      "stages/prod.yaml:10:3 env.unknown-variable",
    ]);
  });
});

describe("a mistake in a literal", () => {
  test("names the call that defines it", () => {
    const workspace = apps.defineWorkspace({ ...parsedWorkspace(), cloud: "azur" as "azure" }); // the workspace's line
    const app = apps.defineApp({ name: "Desk", access: { viewers: apps.Permission.canUse() } }); // the definition's line
    const stage = apps.defineStage(app, workspace, { access: { viewers: [apps.Principal.group("admins")] } }); // the stage's line
    const at = (what: string) => `${HERE}:${line(`// the ${what}'s line`)}`;
    const places = issuesOf(stage as unknown as apps.Stage).map(({ code, at: place }) => [
      code,
      place?.replace(/:\d+$/, ""),
    ]);
    expect(places).toEqual([
      ["app.name", at("definition")],
      ["schema.value", at("workspace")],
      ["access.admins", at("stage")],
    ]);
  });

  test("that was written over a file's value names the code, every other one the file", () => {
    const file = write("over.yaml", edited(WORKSPACE, "westeurope", "West"));
    const workspace = { ...apps.workspaceFromFile(file), tier: "FREE" as "PREMIUM" }; // reads the workspace
    const stage = apps.stageFromFile(desk, workspace, write("over-stage.yaml", STAGE));
    expect(
      issuesOf(stage as unknown as apps.Stage).map(({ code, at }) => [code, at?.replace(/(?<=ts:\d+):\d+$/, "")]),
    ).toEqual([
      ["workspace.region", `${file}:6:9`],
      ["schema.value", `${HERE}:${line("// reads the workspace")}`],
    ]);
  });

  test("of an extension names the call of extendApp", () => {
    const app = apps.extendApp(desk, { resources: { ranker: apps.AppResource.job("CAN_VIEW") } }); // extends
    const workspace = apps.workspaceFromFile(write("extended.yaml", WORKSPACE));
    const stage = apps.stageFromFile(app, workspace, write("extended-stage.yaml", STAGE)) as unknown as apps.Stage;
    const collision = issuesOf(stage).find(({ code }) => code === "definition.collision");
    expect(collision?.at?.replace(/:\d+$/, "")).toBe(`${HERE}:${line("; // extends")}`);
  });
});

function parsedWorkspace(): apps.Workspace {
  return { ...apps.workspaceFromFile(write("parsed.yaml", WORKSPACE)) };
}

function never(): never {
  throw new Error("there is a promotion");
}
