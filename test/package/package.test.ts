import * as fs from "node:fs";
import * as os from "node:os";
import { builtinModules } from "node:module";
import * as path from "node:path";
import { type Outcome, ROOT, consumerFolder, listFiles, manifest, packedPackage, run } from "../support/package";

const NAME = "databricks-apps-constructs";
let consumer: string;

beforeAll(() => {
  consumer = consumerFolder();
}, 120_000);

afterAll(() => {
  fs.rmSync(consumer, { recursive: true, force: true });
});

function inConsumer(...args: string[]): Promise<Outcome> {
  return run(process.execPath, args, consumer);
}

async function evaluate(script: string): Promise<unknown> {
  const { code, stdout, stderr } = await inConsumer("-e", script);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

function read(file: string): string {
  return fs.readFileSync(path.join(packedPackage().folder, file), "utf8");
}

describe("the tarball", () => {
  test("holds the built library and its papers, and nothing else", () => {
    const { files } = packedPackage();
    const papers = ["CHANGELOG.md", "LICENSE", "README.md", "package.json"];
    expect(files.filter((file) => !file.startsWith("dist/"))).toEqual(papers);
    expect(files.filter((file) => file.startsWith("dist/") && !/\.(?:js|d\.ts)$/.test(file))).toEqual([]);
  });

  test("holds what is built from the sources of today: each folder of the library in one file, the command's in theirs", () => {
    const built = packedPackage().files.filter((file) => file.endsWith(".js"));
    const modules = built.flatMap((file) => {
      const inside = [...read(file).matchAll(/^"([^"]+)": \(function \(exports\) \{$/gm)];
      const folder = file.slice("dist/".length, -".js".length);
      return inside.length === 0 ? [folder] : inside.map(([, name = ""]) => `${folder}/${name}`);
    });
    const sources = listFiles(path.join(ROOT, "src"));
    expect(modules.sort()).toEqual(sources.map((file) => file.slice(0, -".ts".length)).sort());
    const folders = built.filter(
      (file) => !/^dist\/(?:(?:cli|deploy|vendor)\/|(?:index|testing|errors)\.js$)/.test(file),
    );
    expect(folders.filter((file) => !/^dist\/[a-z]+\.js$/.test(file))).toEqual([]);
  });

  test("a file that holds a folder's modules loads each of them, when it is asked for", async () => {
    const ask = `
      const path = require("node:path");
      const dist = path.join("node_modules", ${JSON.stringify(NAME)}, "dist");
      const [right, wrong] = [[], []];
      for (const file of require("node:fs").readdirSync(dist).filter((name) => name.endsWith(".js"))) {
        const text = require("node:fs").readFileSync(path.join(dist, file), "utf8");
        const names = [...text.matchAll(/^"([^"]+)": \\(function/gm)].map(([, name]) => name);
        const load = require(path.resolve(dist, file));
        for (const name of names) (load(name) === load(name) && load(name).__esModule ? right : wrong).push(name);
      }
      console.log(JSON.stringify({ wrong, many: right.length > 150 }));`;
    expect(await evaluate(ask)).toEqual({ wrong: [], many: true });
  });

  test("holds no path of the machine that packed it", () => {
    const places = [ROOT, "databricks-apps-pack-", `${os.homedir()}${path.sep}`];
    const telling = packedPackage().files.filter((file) => places.some((place) => read(file).includes(place)));
    expect(telling).toEqual([]);
  });
});

describe("what node finds in an installation", () => {
  test.each([
    [NAME, "dist/index.js"],
    [`${NAME}/testing`, "dist/testing.js"],
    [`${NAME}/package.json`, "package.json"],
  ])("%s is resolved to %s", async (specifier, file) => {
    const resolved = await evaluate(`console.log(JSON.stringify(require.resolve("${specifier}")))`);
    expect(resolved).toBe(fs.realpathSync(path.join(consumer, "node_modules", NAME, file)));
  });

  test("fails for a file that is not exported: only what index exports is public", async () => {
    const { code, stderr } = await inConsumer("-e", `require("${NAME}/dist/stage/bind.js")`);
    expect(code).toBe(1);
    expect(stderr).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });

  test("an ES module can import the names", async () => {
    const script = [
      `import { App, AppResource, defineApp } from "${NAME}";`,
      `import { synthesize } from "${NAME}/testing";`,
      "console.log([App, AppResource.job, defineApp, synthesize].map((value) => typeof value).join());",
    ];
    const { stdout, stderr } = await inConsumer("--input-type=module", "-e", script.join("\n"));
    expect({ stdout, stderr }).toEqual({ stdout: "function,function,function,function\n", stderr: "" });
  });

  test("main, types, exports and typesVersions name files that are there", () => {
    const named = [...JSON.stringify(JSON.parse(read("package.json"))).matchAll(/"(?:\.\/)?(dist\/[^"]+)"/g)];
    const files = [...new Set(named.map((match) => match[1]))].sort();
    expect(files).toEqual([
      "dist/cli/main.js",
      "dist/index.d.ts",
      "dist/index.js",
      "dist/testing.d.ts",
      "dist/testing.js",
    ]);
    expect(packedPackage().files).toEqual(expect.arrayContaining(files));
  });

  test("the package loads what belongs to a name when the name is used, and not before", async () => {
    const loaded = await evaluate(
      `const { defineApp } = require("${NAME}"); console.log(JSON.stringify(Object.keys(require.cache)))`,
    );
    const files = loaded as string[];
    expect(
      files.filter((file) => /\/(?:cdktf|constructs)\/lib\/|\/dist\/(?:constructs|network)\.js$/.test(file)),
    ).toEqual([]);
    expect(files.some((file) => file.endsWith("/dist/definition.js"))).toBe(true);
  });

  test("every name that index.ts exports has a value", async () => {
    const types = await evaluate(
      `console.log(JSON.stringify(Object.entries(require("${NAME}")).map(([name, value]) => [name, typeof value])))`,
    );
    const values = [...fs.readFileSync(path.join(ROOT, "src/index.ts"), "utf8").matchAll(/^export \{([^}]+)\}/gm)]
      .flatMap(([, names = ""]) => names.split(",").map((name) => name.trim()))
      .filter((name) => name !== "" && !name.startsWith("type "));
    expect((types as [string, string][]).map(([name]) => name).sort()).toEqual(values.sort());
    expect((types as [string, string][]).filter(([, type]) => type !== "function" && type !== "object")).toEqual([]);
  });

  test("importing the package loads no binding of the provider", async () => {
    const loaded = await evaluate(
      `Object.values(require("${NAME}")); require("${NAME}/testing"); console.log(JSON.stringify(Object.keys(require.cache)))`,
    );
    const files = loaded as string[];
    expect(files.some((file) => file.includes("/cdktf/lib/"))).toBe(true);
    expect(files.filter((file) => file.includes("/provider-databricks/"))).toEqual([]);
  });
});

describe("the command", () => {
  test("dbapps begins with a shebang and runs where none of the optional peers is installed", async () => {
    const { bin, version } = manifest();
    expect(Object.keys(bin)).toEqual(["dbapps"]);
    const script = bin.dbapps ?? "";
    expect(read(script).startsWith("#!/usr/bin/env node\n")).toBe(true);

    const bare = consumerFolder({ peers: false });
    const outcome = await run(process.execPath, [path.join(bare, "node_modules", NAME, script), "--version"], bare);
    fs.rmSync(bare, { recursive: true, force: true });
    expect(outcome).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: "" });
  });
});

describe("what the library needs", () => {
  /** Every module that a file of dist/ names, in code and in declarations, with the files that name it. */
  function specifiers(extension: string): Map<string, string[]> {
    const found = new Map<string, string[]>();
    for (const file of packedPackage().files.filter((name) => name.endsWith(extension))) {
      for (const [, specifier = ""] of read(file).matchAll(/(?:require\(|import\(|\bfrom |^import )"([^".][^"]*)"/gm)) {
        found.set(specifier, [...(found.get(specifier) ?? []), file]);
      }
    }
    return found;
  }
  const packageOf = (specifier: string) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  const builtin = new Set(builtinModules);
  const isBuiltin = (specifier: string) => builtin.has(specifier.replace(/^node:/, ""));

  test("is declared: dist requires dependencies and optional peers only", () => {
    const { dependencies, peerDependencies } = manifest();
    const declared = Object.keys({ ...dependencies, ...peerDependencies });
    const named = [...specifiers(".js").keys(), ...specifiers(".d.ts").keys()].filter((name) => !isBuiltin(name));
    expect(named.map(packageOf)).toEqual(expect.arrayContaining(["cdktf", "constructs", "zod"]));
    expect(named.filter((name) => !declared.includes(packageOf(name)))).toEqual([]);
  });

  test("is used: every dependency is required by dist", () => {
    const required = [...specifiers(".js").keys()].map(packageOf);
    expect(Object.keys(manifest().dependencies).filter((name) => !required.includes(name))).toEqual([]);
  });

  test("is public: never the root of the bindings, never cdktf's internals", () => {
    const named = [...specifiers(".js"), ...specifiers(".d.ts")];
    const refused = /^(?:@cdktf\/provider-databricks(?:\/lib)?|cdktf\/.*)$/;
    expect(named.filter(([name]) => refused.test(name))).toEqual([]);
  });

  /** The runtime dependencies and theirs. */
  function closure(names: readonly string[], from = ROOT): Map<string, string> {
    const folders = new Map<string, string>();
    for (const name of names) {
      let base = from;
      while (!fs.existsSync(path.join(base, "node_modules", name)) && base !== path.dirname(base))
        base = path.dirname(base);
      const folder = path.join(base, "node_modules", name);
      folders.set(name, folder);
      const text = fs.readFileSync(path.join(folder, "package.json"), "utf8");
      const { dependencies = {} } = JSON.parse(text) as { readonly dependencies?: Readonly<Record<string, string>> };
      for (const [key, value] of closure(Object.keys(dependencies), folder)) folders.set(key, value);
    }
    return folders;
  }

  test("may be used by anybody: every runtime dependency has a permissive licence", () => {
    const licences = [...closure(Object.keys(manifest().dependencies))].map(([name, folder]) => {
      const { license } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")) as {
        license?: unknown;
      };
      return { name, license };
    });
    expect(licences.length).toBeGreaterThanOrEqual(Object.keys(manifest().dependencies).length);
    const permissive = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0"];
    expect(licences.filter(({ license }) => !permissive.includes(String(license)))).toEqual([]);
  });

  /** ES modules, which only a dynamic import loads on every Node that we support. */
  const IMPORTED = ["oauth4webapi"];
  const required = Object.keys(manifest().dependencies).filter((name) => !IMPORTED.includes(name));

  test.each(IMPORTED)("%s is imported when it is needed, and never required", async (name) => {
    const { files, folder } = packedPackage();
    const text = (file: string) => fs.readFileSync(path.join(folder, file), "utf8");
    const users = files.filter((file) => file.endsWith(".js") && text(file).includes(`"${name}"`));
    expect(users).toEqual(["dist/vendor/oauth.js"]);
    expect(text("dist/vendor/oauth.js")).toContain(`await import("${name}")`);
    expect(text("dist/vendor/oauth.js")).not.toContain(`require("${name}")`);
    const type = await evaluate(`import("${name}").then((all) => console.log(JSON.stringify(typeof all.None)))`);
    expect(type).toBe("function");
  });

  test.each(required)("%s can be required", async (name) => {
    const type = await evaluate(`console.log(JSON.stringify(typeof require("${name}")))`);
    expect(["object", "function"]).toContain(type);
    // Newer versions of node require ES modules, too; Node 20 does not.
    const folder = path.join(consumer, "node_modules", name);
    const file = await evaluate(`console.log(JSON.stringify(require.resolve("${name}")))`);
    const { type: kind } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")) as { type?: string };
    expect(kind === "module" ? String(file).endsWith(".cjs") : !String(file).endsWith(".mjs")).toBe(true);
  });
});
