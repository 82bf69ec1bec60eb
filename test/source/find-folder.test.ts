import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { defineApp, extendApp } from "../../src/definition/app-definition";
import { findFolder, placeOf } from "../../src/source/find-folder";
import { temporaryFolder, writeFiles } from "./folder";

const ROOT = path.resolve(__dirname, "../..");

describe("an app's folder", () => {
  test("is beside the file that defines the app: here, this test", () => {
    const place = findFolder(defineApp({ name: "orders", source: "." }));
    expect(place).toEqual({ root: __dirname, folder: "." });
    expect(findFolder(defineApp({ name: "orders", source: "../assembly" }))).toEqual({
      root: path.join(ROOT, "test/assembly"),
      folder: "../assembly",
    });
  });

  test("stays where it is in a copy and in an extension", () => {
    const app = defineApp({ name: "orders", source: "." });
    expect(findFolder({ ...app, description: "copied" } as typeof app)?.root).toBe(__dirname);
    expect(findFolder(extendApp(app, {}))?.root).toBe(__dirname);
  });

  test("is not there, and still has a name, where no folder is", () => {
    const place = findFolder(defineApp({ name: "orders", source: "./nowhere" }));
    expect(place).toEqual({ root: path.join(__dirname, "nowhere"), folder: "nowhere" });
  });

  test("is named without the path of this machine", () => {
    const base = temporaryFolder();
    expect(placeOf(path.join(base, "app"), base).folder).toBe("app");
    expect(placeOf(".", base).folder).toBe(".");
  });

  test("is none for an app whose source is deployed by other means", () => {
    expect(findFolder(defineApp({ name: "orders" }))).toBeUndefined();
  });

  test("of a definition in plain data is beside the file that runs", () => {
    expect(findFolder({ source: "." })?.root).toBe(__dirname);
  });

  test("is found through a company's wrapper, in a folder or in a package, from wherever the program is started", () => {
    const wrapper = `const { defineApp } = require(${JSON.stringify(path.join(ROOT, "src/definition/app-definition.ts"))});
      module.exports = (name) => defineApp({ name, source: "./app" });`;
    const base = temporaryFolder({
      "program/app/main.py": "",
      "program/main.ts": `
        const { findFolder } = require(${JSON.stringify(path.join(ROOT, "src/source/find-folder.ts"))});
        const places = ["../platform/wrap", "acme"].map((name) => findFolder(require(name)("orders")));
        process.stdout.write(JSON.stringify(places));`,
      "platform/wrap.ts": wrapper,
      // It has a folder of the same name, which is nobody's app.
      "program/node_modules/acme/index.js": wrapper,
      "program/node_modules/acme/app/x": "",
    });
    const program = path.join(base, "program/main.ts");
    const run = (cwd: string) =>
      execFileSync(process.execPath, ["-r", path.join(ROOT, "node_modules/ts-node/register"), program], {
        cwd,
        encoding: "utf8",
        env: { ...process.env, TS_NODE_PROJECT: path.join(ROOT, "tsconfig.json") },
      });
    const expected = { root: path.join(base, "program/app"), folder: "app" };
    expect(JSON.parse(run(base))).toEqual([expected, expected]);
    expect(JSON.parse(run(path.join(base, "platform")))).toEqual([expected, expected]);
    // Under a test runner, where the file that runs is another one.
    writeFiles(base, { "platform/app/x": "" });
    const made = jest.requireActual<(name: string) => { readonly source?: string }>(
      path.join(base, "platform/wrap.ts"),
    );
    expect(findFolder(made("orders"))?.root).toBe(path.join(base, "platform/app"));
    fs.rmSync(path.join(base, "platform/app"), { recursive: true });
  });
});
