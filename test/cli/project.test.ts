import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { CommandError } from "../../src/cli/io";
import { readProject } from "../../src/cli/project";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "project-"));

afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

function read(text: string) {
  fs.writeFileSync(path.join(folder, "cdktf.json"), text);
  return readProject(folder);
}

describe("cdktf.json", () => {
  test("says how to run the program, and may leave out the rest", () => {
    expect(read('{ "app": "node main.js" }')).toEqual({
      app: "node main.js",
      output: path.join(folder, "cdktf.out"),
      context: {},
    });
  });

  test("may say where the assembly goes and what the program is told, beside what is for others", () => {
    const text =
      '{ "app": "a", "output": "out", "context": { "b": [1] }, "language": "typescript", "terraformModules": [] }';
    expect(read(text)).toEqual({ app: "a", output: path.join(folder, "out"), context: { b: [1] } });
  });

  test("tells the program nothing called __proto__", () => {
    const { context } = read('{ "app": "a", "context": { "__proto__": { "b": 1 }, "c": 2 } }');
    expect(JSON.stringify(context)).toBe('{"c":2}');
  });

  test.each([
    "[]",
    "null",
    '{ "output": "out" }',
    '{ "app": "" }',
    '{ "app": ["node"] }',
    '{ "app": "a", "output": "" }',
    '{ "app": "a", "output": null }',
    '{ "app": "a", "context": [] }',
    '{ "app": "a", "context": null }',
  ])("fails with %s", (text) => {
    expect(() => read(text)).toThrow(CommandError);
  });
});
