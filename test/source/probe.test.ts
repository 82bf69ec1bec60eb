import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { probeSource } from "../../src/source/probe";

let base: string;
beforeEach(() => (base = fs.mkdtempSync(path.join(os.tmpdir(), "dbapps-source-"))));
afterEach(() => {
  fs.rmSync(base, { recursive: true, force: true });
});

function write(...files: readonly string[]): void {
  for (const file of files) {
    fs.mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
    fs.writeFileSync(path.join(base, file), "");
  }
}

describe("an app's folder", () => {
  test("is relative to the file that runs, and tells its dependency files", () => {
    write("app/requirements.txt", "app/package.json", "app/main.py", "app/lib/pyproject.toml");
    expect(probeSource("./app", base)).toEqual({
      folder: "app",
      found: true,
      manifests: ["package.json", "requirements.txt"],
    });
  });

  test("is named without the path of this machine", () => {
    write("app/package.json");
    expect(probeSource(path.join(base, "app"), base)?.folder).toBe("app");
    expect(probeSource(".", path.join(base, "app"))).toEqual({ folder: ".", found: true, manifests: ["package.json"] });
  });

  test("holds files: neither a folder nor another case is a dependency file", () => {
    write("app/package.json/x", "app/Requirements.txt");
    expect(probeSource("app", base)?.manifests).toEqual([]);
  });

  test("says so where it is not there, or is a file", () => {
    write("file");
    expect(probeSource("app", base)).toEqual({ folder: "app", found: false, manifests: [] });
    expect(probeSource("file", base)?.found).toBe(false);
  });

  test("is unknown where the definition names none", () => {
    expect(probeSource(undefined, base)).toBeUndefined();
  });

  test("is by default beside the file that runs: here, this test", () => {
    expect(probeSource(".")?.found).toBe(true);
    expect(probeSource(path.basename(__dirname))?.found).toBe(false);
  });
});
