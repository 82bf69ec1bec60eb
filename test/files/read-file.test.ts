import * as fs from "node:fs";
import * as path from "node:path";
import * as apps from "databricks-apps-constructs";
import { recheckFiles } from "../../src/files/recheck-files";
import { desk, issuesOf, STAGE, stageOf, temporary, WORKSPACE, write } from "./sample";
import { WRONG_FILES } from "./wrong-files";

const codeAt = ({ code, at }: apps.Issue) => `${at ?? ""} ${code}`;

describe("a path", () => {
  test("that leads nowhere fails with the file it was taken for", () => {
    const stage = apps.stageFromFile(desk, apps.workspaceFromFile(temporary("none.yaml")), write("s.yaml", STAGE));
    expect(issuesOf(stage as unknown as apps.Stage).map(codeAt)).toEqual([
      `${temporary("none.yaml")}:1:1 file.missing`,
    ]);
  });

  test("of a folder fails, and so does one that is no text", () => {
    const at = (file: string) => issuesOf(stageWith(apps.workspaceFromFile(file))).map(codeAt);
    expect(at(temporary(""))).toEqual([`${temporary("").replace(/\/$/, "")}:1:1 file.unreadable`]);
    expect(at(undefined as unknown as string)).toEqual([`${process.cwd()}:1:1 file.unreadable`]);
  });

  test("that is relative begins in the working directory, and is shown as it was written", () => {
    expect(issuesOf(stageWith(apps.workspaceFromFile("no/such.yaml"))).map(codeAt)).toEqual([
      "no/such.yaml:1:1 file.missing",
    ]);
  });
});

describe("a file", () => {
  test("makes a frozen value of plain data, its source aside", () => {
    const workspace = apps.workspaceFromFile(write("plain.yaml", `$schema: x.json\n${WORKSPACE}`));
    expect(Object.isFrozen(workspace) && Object.isFrozen(workspace.auth)).toBe(true);
    expect(JSON.parse(JSON.stringify(workspace))).toEqual({
      name: "prod",
      host: "https://adb-3333.3.azuredatabricks.net",
      workspaceId: "3333",
      accountId: "4f0c6d0e-2a4b-4c8e-9a53-0d6e2f7b1c11",
      cloud: "azure",
      region: "westeurope",
      tier: "PREMIUM",
      auth: { type: "azure-cli" },
      backend: { kind: "gcs", bucket: "state" },
    });
  });

  test.each([
    [
      "JSON",
      JSON.stringify({
        bindings: { ranker: { name: "a" }, warehouse: { id: "b" } },
        access: { viewers: [{ kind: "user", name: "a@b" }] },
        env: { CATALOG: "yes" },
      }),
    ],
    ["anchors and aliases", STAGE.replace("main", "&main main").replace("env:", "physicalName: desk-eu\nenv:")],
    ["quoted keys and a text in a block", STAGE.replace("CATALOG: main", '"CATALOG": |-\n    main')],
    ["CRLF and a BOM", `\uFEFF${STAGE.replaceAll("\n", "\r\n")}`],
    ["a tag that says what a value is", STAGE.replace("main", "!!str 012")],
    ["quotes around what looks like a number", STAGE.replace("main", "'012'")],
  ])("may hold %s", (_, stage) => {
    expect(issuesOf(stageOf({ stage }))).toEqual([]);
  });

  test("leaves out what the app does not ask for, as a literal may", () => {
    const app = apps.defineApp({ name: "bare" }) as unknown as apps.AppDefinition;
    expect(issuesOf(stageOf({ stage: "physicalName: bare-eu\n" }, app))).toEqual([]);
  });

  test("of a stage takes bindings to other constructs in code", () => {
    const read = stageOf({});
    const stage = { ...read, bindings: { ...read.bindings, warehouse: { id: "${TfToken[TOKEN.1]}" } } };
    expect(issuesOf(stage)).toEqual([]);
  });
});

test("fails to judge a stage again whose definition is not in the assembly", () => {
  const file = write("alone/stage.yaml", STAGE);
  write("alone/package.json", "{}");
  const files = [{ path: "stage.yaml", kind: "stage", digest: "", definition: "gone" }] as const;
  expect(recheckFiles({ definitions: [], files }, path.dirname(file)).issues.map(({ code }) => code)).toEqual([
    "file.definition",
  ]);
});

test("every code of files is tried by a test", () => {
  const folder = path.join(__dirname, "../../src/files");
  const sources = fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name), "utf8"));
  const codes = new Set(sources.flatMap((source) => source.match(/(?<=")file\.[a-z]+(?:-[a-z]+)*(?=")/g) ?? []));
  const tried = [...WRONG_FILES.flatMap(({ issues }) => issues.map((issue) => issue.split(" ")[1]))];
  expect([...codes].filter((code) => !tried.includes(code)).sort()).toEqual([
    "file.definition",
    "file.missing",
    "file.unreadable",
  ]);
});

function stageWith(workspace: apps.Workspace): apps.Stage {
  return apps.stageFromFile(desk, workspace, write("with.yaml", STAGE));
}
