import * as fs from "node:fs";
import * as path from "node:path";
import { placeOf } from "../../src/source/find-folder";
import { readSource } from "../../src/source/read-source";
import { temporaryFolder } from "./folder";

const pathsIn = (base: string): string[] => readSource(placeOf("app", base)).files.map(({ path: file }) => file);

describe("ignore files", () => {
  test("are those of the folder, of the folders in it, and of those above it up to the repository", () => {
    const base = temporaryFolder({
      ".gitignore": "*.log\n/app/secret\n",
      "app/.gitignore": "/dist/\n# a comment\n!keep.log\n",
      "app/lib/.gitignore": "local.py\n",
      "app/main.py": "",
      "app/a.log": "",
      "app/keep.log": "",
      "app/secret": "",
      "app/dist/x.js": "",
      "app/lib/dist/x.js": "",
      "app/lib/local.py": "",
      "app/local.py": "",
    });
    expect(pathsIn(base)).toEqual(["keep.log", "lib/dist/x.js", "local.py", "main.py"]);
  });

  test("do not count above the root of the repository", () => {
    const base = temporaryFolder({ "a/app/main.py": "", "a/.git/x": "", ".gitignore": "*.py\n" });
    expect(pathsIn(path.join(base, "a"))).toEqual(["main.py"]);
    fs.rmSync(path.join(base, "a/.git"), { recursive: true });
    expect(pathsIn(path.join(base, "a"))).toEqual([]);
  });

  test("may be overruled nearer to the file, so that what a build made can be deployed", () => {
    const base = temporaryFolder({
      ".gitignore": "dist/\n*.map\n",
      "app/.gitignore": "!dist/\n",
      "app/dist/x.js": "",
      "app/lib/dist/y.js": "",
    });
    expect(pathsIn(base)).toEqual(["dist/x.js", "lib/dist/y.js"]);
  });

  test("say nothing of a folder that they ignore as a whole: somebody named it", () => {
    const base = temporaryFolder({ ".gitignore": "app/\n", "app/main.js": "" });
    expect(pathsIn(base)).toEqual(["main.js"]);
  });

  test("tell upper case from lower case, as Git does on Linux", () => {
    const base = temporaryFolder({ "app/.gitignore": "Main.py\n", "app/main.py": "" });
    expect(pathsIn(base)).toEqual(["main.py"]);
  });

  test("of one machine are not read", () => {
    const base = temporaryFolder({ ".git/info/exclude": "*.py\n", "app/main.py": "" });
    expect(pathsIn(base)).toEqual(["main.py"]);
  });
});
