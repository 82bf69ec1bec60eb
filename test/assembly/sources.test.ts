import * as fs from "node:fs";
import * as path from "node:path";
import { App as CdktfApp } from "cdktf";
import { readAssemblySource } from "../../src/assembly/sources";
import type { Promotion } from "../../src/assembly/promotion";
import { App } from "../../src/constructs/app";
import { defineApp } from "../../src/definition/app-definition";
import { digestOf, sha256 } from "../../src/definition/digest";
import { AppsError } from "../../src/errors";
import { LIBRARY_VERSION } from "../../src/facts/library-version";
import { releaseOf } from "../../src/promotion/release";
import { sourceDigest } from "../../src/source/source-digest";
import { WorkspaceStack } from "../../src/stacks/workspace-stack";
import { defineStage } from "../../src/stage/stage";
import { synthesize } from "../../src/testing";
import { temporaryFolder, writeFiles } from "../source/folder";
import { workspaceWith } from "../stage/sample-program";

const FILES = { "app.yaml": 'command: ["python", "main.py"]\n', "main.py": "print(1)\r\n", "lib/x.bin": "\u0000" };

let base: string;
beforeEach(() => (base = temporaryFolder()));

/** A program with the same app in two workspaces, and one without a folder. */
function synthesizeInto(outdir = path.join(base, "cdktf.out"), source = path.join(base, "app")): Promotion {
  const app = new CdktfApp({ outdir });
  const orders = defineApp({ name: "orders", source });
  const bare = defineApp({ name: "bare" });
  for (const [definition, name] of [
    [orders, "dev"],
    [orders, "prod"],
    [bare, "bare"],
  ] as const) {
    const stage = defineStage(definition, workspaceWith({ name, workspaceId: `1${name.length}` }), {});
    new App(new WorkspaceStack(app, name, stage.workspace), "app", stage);
  }
  return synthesize(app).promotion as Promotion;
}

function refusalOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof AppsError) return error.issues.map(({ code, path: at }) => `${code} ${at.join("/")}`)[0];
    throw error;
  }
  return undefined;
}

describe("an assembly", () => {
  test("holds what will be deployed, with its release, whatever happens to the folder", () => {
    writeFiles(base, Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`app/${name}`, text])));
    const { definitions, apps } = synthesizeInto();
    fs.rmSync(path.join(base, "app"), { recursive: true });

    const [orders, bare] = definitions;
    const digest = sourceDigest(
      Object.entries(FILES).map(([name, text]) => ({ path: name, size: text.length, sha256: sha256(text) })),
    );
    expect(orders?.source).toEqual({ digest, id: digest.slice(0, 12), files: 3, bytes: 42 });
    const libraryVersion = LIBRARY_VERSION;
    const release = releaseOf({ definition: digestOf(orders?.definition), source: digest, libraryVersion });
    const bareRelease = releaseOf({ definition: digestOf(bare?.definition), source: null, libraryVersion });
    expect([orders?.release, bare?.release, bare?.source]).toEqual([release, bareRelease, undefined]);
    expect(apps.map((app) => app.release)).toEqual([release, release, bareRelease]);

    const source = readAssemblySource(path.join(base, "cdktf.out"), digest.slice(0, 12));
    expect(source.digest).toBe(digest);
    const texts = source.files.map((file) => [file.path, Buffer.from(file.bytes).toString()]);
    expect(texts).toEqual(Object.entries(FILES).sort(([a], [b]) => (a < b ? -1 : 1)));
  });

  test("has another release and another digest when a byte of the source changes", () => {
    writeFiles(base, { "app/main.py": "1" });
    const before = synthesizeInto();
    expect(synthesizeInto()).toEqual(before);
    writeFiles(base, { "app/main.py": "2" });
    const after = synthesizeInto();
    expect(after.apps[0]?.release).not.toBe(before.apps[0]?.release);
    expect(after.assemblyDigest).not.toBe(before.assemblyDigest);
    expect(after.definitionDigest).toBe(before.definitionDigest);
    // Nothing of the run before.
    expect(fs.readdirSync(path.join(base, "cdktf.out/sources"))).toHaveLength(2);
  });

  test("says where a finding is as the definition names the folder, wherever both are", () => {
    const say = "import sqlite3\nopen('/Volumes/prod/sales/files')\n";
    writeFiles(base, { "app/main.py": say });
    const { findings } = synthesizeInto();
    const [finding, ...others] = findings.filter(({ code }) => code === "portable.volume");
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ path: ["dev/app", "source", "main.py"], level: "warning" });
    expect(finding?.at).toMatch(/(?:^|\/)app\/main\.py:2:7$/);
    expect(findings.map(({ code }) => code)).not.toContain("start.none");
  });

  test("fails to be made where the folder is not there, once for all its stages, and holds no older source", () => {
    writeFiles(base, { "app/main.py": "1" });
    synthesizeInto();
    fs.rmSync(path.join(base, "app"), { recursive: true });
    expect(refusalOf(() => synthesizeInto())).toBe("source.missing dev/app/source");
    expect(fs.existsSync(path.join(base, "cdktf.out/sources"))).toBe(false);
  });
});

describe("reading an assembly's source again", () => {
  const changed = (change: (folder: string, id: string) => void): string | undefined => {
    writeFiles(base, { "app/main.py": "1" });
    const id = synthesizeInto().definitions[0]?.source?.id ?? "";
    const out = path.join(base, "cdktf.out");
    change(path.join(out, "sources"), id);
    return refusalOf(() => readAssemblySource(out, id))?.replaceAll(id, "ID");
  };
  const edit = (from: string, to: string) =>
    changed((folder, id) => {
      const file = path.join(folder, `${id}.json`);
      fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace(from, to));
    });

  test("succeeds where nothing has changed", () => {
    expect(changed(() => undefined)).toBeUndefined();
  });

  test("fails with a byte that changed", () => {
    expect(changed((folder, id) => writeFiles(folder, { [`${id}/main.py`]: "2" }))).toBe(
      "source.changed sources/ID/main.py",
    );
  });

  test("fails with a file that is gone", () => {
    expect(changed((folder, id) => fs.rmSync(path.join(folder, id, "main.py")))).toBe(
      "source.changed sources/ID/main.py",
    );
  });

  test("fails with a list that is gone, that changed, or that is none", () => {
    expect(changed((folder, id) => fs.rmSync(path.join(folder, `${id}.json`)))).toMatch(/^source.changed /);
    expect(edit('"size": 1', '"size": 2')).toBe("source.changed sources/ID.json");
    expect(edit('"schemaVersion": 1', '"schemaVersion": 2')).toBe("source.changed sources/ID.json");
  });

  test("fails with a path that leads out of the folder", () => {
    expect(edit('"main.py"', '"../../promotion.json"')).toBe("source.changed sources/ID.json");
    expect(edit('"main.py"', '"/etc/hostname"')).toBe("source.changed sources/ID.json");
  });
});
