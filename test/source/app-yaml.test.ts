import { readAppYaml } from "../../src/source/app-yaml";
import { placeOf } from "../../src/source/find-folder";
import { readSource } from "../../src/source/read-source";
import { START, findings } from "./checked";
import { temporaryFolder } from "./folder";

const read = (text: string | Uint8Array, file = "app.yaml") => {
  const root = temporaryFolder({ "main.py": "", [file]: text });
  return readAppYaml(readSource(placeOf(root, root)));
};
const found = (text: string) => findings({ ...START, "app.yaml": text });

describe("app.yaml", () => {
  test.each(["app.yaml", "app.yml"])("%s says how to start, and the variables", (file) => {
    const text = [
      "# how to start",
      "command: [python, 'main.py', --workers, 4]",
      "env:",
      "  - name: MODE",
      '    value: "fast"',
      "  - { name: WAREHOUSE_ID, valueFrom: sql-warehouse }",
      "",
    ].join("\r\n");
    const { command, env, found: issues } = read(text, file) ?? { env: [], found: [] };
    expect(command?.map((word) => word.text)).toEqual(["python", "main.py", "--workers", "4"]);
    expect(env).toMatchObject([
      { name: "MODE", value: "fast" },
      { name: "WAREHOUSE_ID", valueFrom: "sql-warehouse" },
    ]);
    expect(issues).toEqual([]);
  });

  test("may say nothing", () => {
    expect(read("# nothing\n")).toMatchObject({ env: [], found: [] });
    expect(read("env:\n")).toMatchObject({ env: [], found: [] });
    expect(found("# nothing\n")).toEqual([]);
  });

  test("need not be there", () => {
    expect(read("", "other.yaml")).toBeUndefined();
    expect(read("", "lib/app.yaml")).toBeUndefined();
  });

  test("fails where app.yml is there, too", () => {
    expect(findings({ ...START, "app.yml": "env: []" })).toEqual(["error runtime.two-files app.yaml:1:1"]);
  });

  test.each([
    ["what is no YAML", "command: [python", "error file.syntax app.yaml:1:17"],
    ["no map", "- command", "error schema.type app.yaml:1:1"],
    ["a key twice", "env: []\nenv: []\ncommand: [python, main.py]", "error file.duplicate-key app.yaml:2:1"],
    ["a slip in a key", "comand: [python, main.py]", "error runtime.unknown-key app.yaml:1:1"],
    ["another key", "command: [python, main.py]\nruntime: node", "warning runtime.unknown-key app.yaml:2:1"],
    ["a command of nothing", "command: []", "error runtime.type app.yaml:1:10"],
    ["a command with a map", "command: [python, { a: b }]", "error runtime.type app.yaml:1:10"],
    ["a command in one text", "command: python main.py", "warning runtime.command-text app.yaml:1:10"],
    ["env that is no list", "env: { A: b }", "error runtime.type app.yaml:1:6"],
    ["a variable that is no map", "env: [A=b]", "error runtime.type app.yaml:1:7"],
    ["no name", "env: [{ value: b }]", "error runtime.type app.yaml:1:7"],
    ["neither value", "env: [{ name: A }]", "error runtime.type app.yaml:1:7"],
    ["both values", "env: [{ name: A, value: b, valueFrom: c }]", "error runtime.type app.yaml:1:7"],
    ["the bundles' spelling", "env: [{ name: A, value_from: c }]", "error runtime.unknown-key app.yaml:1:18"],
    ["a value that is no text", "env: [{ name: A, value: [b] }]", "error runtime.type app.yaml:1:25"],
    ["nothing as a value", "env: [{ name: A, value: }]", "error runtime.type app.yaml:1:18"],
    ["a number without quotes", "env: [{ name: A, value: 1.10 }]", "warning runtime.quote app.yaml:1:25"],
    ["a bad name", 'env: [{ name: "a b", value: c }]', "error env.name app.yaml:1:15"],
    ["a name of the platform", "env: [{ name: DATABRICKS_HOST, value: c }]", "error env.reserved app.yaml:1:15"],
    ["a variable twice", "env: [{ name: A, value: b }, { name: A, value: c }]", "error env.twice app.yaml:1:38"],
  ])("fails with %s", (_, text, finding) => {
    expect(found(text)).toEqual([finding]);
  });

  test("fails with a constant under a name that promises a credential, and does not show it", () => {
    const text = "env: [{ name: API_KEY, value: hunter2 }, { name: PASSWORD, value: 424242 }]";
    const issues = read(text)?.found ?? [];
    expect(issues.map(({ issue: { code } }) => code)).toEqual(["secret.name", "runtime.quote", "secret.name"]);
    expect(JSON.stringify(issues)).not.toMatch(/hunter2|424242/);
  });

  test("fails with what is no text at all", () => {
    expect(read(Uint8Array.of(0xff, 0xfe, 0x61, 0))?.found.map(({ issue }) => issue.code)).toEqual(["file.encoding"]);
  });
});
