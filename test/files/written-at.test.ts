import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { defineApp, type AppDefinition, type Destination } from "databricks-apps-constructs";
import { writtenAt } from "../../src/files/written-at";

type Program = (define: typeof defineApp) => AppDefinition;

let folder: string;
beforeEach(() => (folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "written-at-")))));
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

/** A definition of a program at a place: the call stands in line 3, at its seventh character. */
function defined(file: string, egress: readonly Destination[] = []): AppDefinition {
  const at = path.join(folder, file);
  fs.mkdirSync(path.dirname(at), { recursive: true });
  const call = `defineApp({ name: "shop", egress: ${JSON.stringify(egress)} })`;
  fs.writeFileSync(at, `module.exports = (defineApp) =>\n  // the shop\n      ${call};\n`);
  return jest.requireActual<Program>(at)(defineApp);
}

const project = (...parts: readonly string[]) => {
  fs.mkdirSync(path.join(folder, ...parts), { recursive: true });
  fs.writeFileSync(path.join(folder, ...parts, "package.json"), "{}");
};

describe("where a definition is written", () => {
  test("is the call that defined it, from the root of its project, for everything in it", () => {
    project("one");
    const definition = defined("one/stacks/main.js", [{ host: "a.example", because: "x1" }]);
    const call = { file: "stacks/main.js", line: 3, column: 7 };
    expect(writtenAt(definition, ["egress", 0])).toEqual(call);
    expect(writtenAt(definition, [])).toEqual(call);
  });

  test("is the same in another folder of another machine, and in any working directory", () => {
    project("one");
    project("two", "deeper");
    const [here, there] = [defined("one/main.js"), defined("two/deeper/main.js")];
    const before = process.cwd();
    const seen = [writtenAt(here, [])];
    try {
      process.chdir(path.join(folder, "two"));
      seen.push(writtenAt(there, []), writtenAt(defined("two/deeper/main.js"), []));
    } finally {
      process.chdir(before);
    }
    expect(seen).toEqual(seen.map(() => ({ file: "main.js", line: 3, column: 7 })));
  });

  test("is the nearest project's: where the assembly goes does not matter", () => {
    project();
    project("inner");
    expect(writtenAt(defined("inner/main.js"), [])?.file).toBe("main.js");
    expect(writtenAt(defined("other/main.js"), [])?.file).toBe("other/main.js");
  });

  test("is in the project that uses a package, where a package defined it", () => {
    project();
    project("node_modules", "@acme", "apps");
    const file = "node_modules/@acme/apps/dist/shop.js";
    expect(writtenAt(defined(file), [])?.file).toBe(file);
  });

  test("is not known of what stands in no project, or was never defined", () => {
    expect(writtenAt(defined("main.js"), [])).toBeUndefined();
    expect(writtenAt({ name: "shop" }, ["egress", 0])).toBeUndefined();
  });
});
