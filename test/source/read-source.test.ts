import * as fs from "node:fs";
import * as path from "node:path";
import { placeOf } from "../../src/source/find-folder";
import { type SourceFolder, readSource } from "../../src/source/read-source";
import { sourceDigest } from "../../src/source/source-digest";
import { temporaryFolder, writeFiles } from "./folder";

const read = (root: string): SourceFolder => readSource(placeOf(root, root));
const paths = (root: string): string[] => read(root).files.map(({ path: file }) => file);
const problems = (root: string): string[] =>
  read(root).problems.map(({ code, path: at }) => `${code} ${at.slice(1).join("/")}`.trim());

/** As somebody to whom something can be forbidden: the super user, as which CI runs, may read everything. */
function asNobody<T>(run: () => T): T {
  if (process.getuid?.() !== 0) return run();
  process.seteuid?.(65_534);
  try {
    return run();
  } finally {
    process.seteuid?.(0);
  }
}

describe("reading an app's folder", () => {
  test("takes every file with its bytes, by path", () => {
    const folder = temporaryFolder({ "b.py": "b\r\n", "a/x.py": "x", "B.txt": "", "a.py": Uint8Array.of(0xff, 0) });
    const source = read(folder);
    expect(source.files.map(({ path: file, size }) => [file, size])).toEqual([
      ["B.txt", 0],
      ["a.py", 2],
      ["a/x.py", 1],
      ["b.py", 3],
    ]);
    expect(source).toMatchObject({ found: true, bytes: 6, problems: [] });
    expect([...source.texts]).toEqual([
      ["B.txt", ""],
      ["a/x.py", "x"],
      ["b.py", "b\r\n"],
    ]);
    expect(source.digest).toBe(sourceDigest(source.files));
  });

  test("leaves out what is built again, cached, or no part of an app, wherever it is", () => {
    const folder = temporaryFolder({ "main.py": "" });
    const left = [".git/x", "node_modules/a/x.js", ".venv/x", "__pycache__/a.pyc", ".terraform/x", "cdktf.out/x"];
    writeFiles(folder, Object.fromEntries([...left, "a.pyc", "terraform.tfstate"].map((file) => [file, ""])));
    writeFiles(folder, Object.fromEntries(left.map((file) => [`lib/${file}`, ""])));
    // By what it holds: it may have any name.
    writeFiles(folder, { "env/pyvenv.cfg": "", "env/lib/x.py": "" });
    expect(paths(folder)).toEqual(["main.py"]);
  });

  test("fails where there is no folder, or a file instead", () => {
    const folder = temporaryFolder({ file: "" });
    expect(problems(path.join(folder, "none"))).toEqual(["source.missing"]);
    expect(problems(path.join(folder, "file"))).toEqual(["source.missing"]);
    expect(read(path.join(folder, "none")).found).toBe(false);
  });

  test("fails where there is nothing to deploy", () => {
    expect(problems(temporaryFolder({ ".gitignore": "*.py\n", "main.py": "" }))).toEqual(["source.empty"]);
  });

  test("fails with a file that is one byte too large, and takes one that is not", () => {
    const folder = temporaryFolder({ "just.bin": new Uint8Array(10485760), "more.bin": new Uint8Array(10485761) });
    expect(problems(folder)).toEqual(["source.too-large more.bin"]);
    expect(paths(folder)).toEqual(["just.bin"]);
  });

  test("fails with a link, whatever it leads to, and with what is no plain file", () => {
    const folder = temporaryFolder({ "main.py": "", "lib/x.py": "" });
    fs.symlinkSync("main.py", path.join(folder, "inside.py"));
    fs.symlinkSync("lib", path.join(folder, "folder"));
    fs.symlinkSync("/etc/hostname", path.join(folder, "outside"));
    fs.symlinkSync("gone", path.join(folder, "dangling"));
    expect(problems(folder)).toEqual(
      ["dangling", "folder", "inside.py", "outside"].map((file) => `source.not-a-file ${file}`),
    );
    expect(paths(folder)).toEqual(["lib/x.py", "main.py"]);
  });

  test("takes no notice of a link that is ignored", () => {
    const folder = temporaryFolder({ "main.py": "", ".gitignore": "/out\n" });
    fs.symlinkSync("/", path.join(folder, "out"));
    expect(problems(folder)).toEqual([]);
  });

  test.each([
    ["that is not UTF-8", Buffer.from([0x61, 0xff])],
    ["in another Unicode form", Buffer.from("é".normalize("NFD"))],
    ["with a control character", Buffer.from("a\nb")],
    ["with a backslash", Buffer.from("a\\b")],
    ["that ends in a dot", Buffer.from("a.")],
  ])("fails with a name %s", (_, name) => {
    const folder = temporaryFolder({ "main.py": "" });
    fs.writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), "");
    const [problem, ...others] = read(folder).problems;
    expect([problem?.code, others.length, paths(folder)]).toEqual(["source.name", 0, ["main.py"]]);
    // A line break in a name must not make two lines of an issue.
    expect(`${problem?.at ?? ""}${problem?.path.join("") ?? ""}`).not.toContain("\n");
  });

  test("fails with two names that differ in case only", () => {
    expect(problems(temporaryFolder({ "Main.py": "", "main.py": "" }))).toEqual(["source.name main.py"]);
  });

  test.each([".env", ".env.local", "lib/.env", ".databrickscfg", ".pypirc", ".netrc", "id_rsa", "a.p12", ".pgpass"])(
    "fails with %s, which holds credentials by its name",
    (file) => {
      expect(problems(temporaryFolder({ "main.py": "", [file]: "hunter2" }))).toEqual([`source.secret-file ${file}`]);
      expect(JSON.stringify(read(temporaryFolder({ [file]: "hunter2" })).problems)).not.toContain("hunter2");
    },
  );

  test.each([".env.example", ".env.sample", "environment.py", "keys.py", "ca.pem"])("takes %s", (file) => {
    expect(problems(temporaryFolder({ [file]: "" }))).toEqual([]);
  });

  test("takes no notice of credentials that are ignored", () => {
    expect(problems(temporaryFolder({ "main.py": "", ".gitignore": ".env\n", ".env": "x" }))).toEqual([]);
  });

  test("fails with a folder of very many files, without reading all of them", () => {
    const folder = temporaryFolder();
    for (let index = 0; index <= 10_001; index++) fs.writeFileSync(path.join(folder, String(index)), "");
    expect(problems(folder)).toEqual(["source.too-many"]);
  });

  test("fails with what cannot be read", () => {
    const folder = temporaryFolder({ "main.py": "", "secret.py": "", "lib/x.py": "" });
    fs.chmodSync(folder, 0o755);
    fs.chmodSync(path.join(folder, "secret.py"), 0);
    fs.chmodSync(path.join(folder, "lib"), 0);
    expect(asNobody(() => problems(folder))).toEqual(["source.unreadable lib", "source.unreadable secret.py"]);
    fs.chmodSync(path.join(folder, "lib"), 0o755);
  });

  test("says where each problem is, in the folder and on this machine", () => {
    const folder = temporaryFolder({ "lib/.env": "" });
    expect(read(folder).problems[0]).toMatchObject({
      path: ["source", "lib/.env"],
      at: `${path.join(folder, "lib/.env")}:1:1`,
    });
  });
});
