import { readManifests } from "../../src/manifests/read-manifests";
import { host, NPM } from "./hosts";

type Files = Readonly<Record<string, string | object>>;

const read = (files: Files, production = false) =>
  readManifests(
    new Map(
      Object.entries(files).map(([name, text]) => [name, typeof text === "string" ? text : JSON.stringify(text)]),
    ),
    { production },
  );
const hostsOf = (files: Files, production?: boolean) =>
  read(files, production)
    .hosts.map(({ host: name, at }) => `${name} ${at.file}`)
    .sort();
const asking = (spec: string) => ({ "package.json": { dependencies: { x: spec } } });
const inPackage = (...hosts: readonly string[]) => hosts.map((name) => `${name} package.json`).sort();

const GITHUB = ["github.com", "codeload.github.com"];

describe("package.json without a lock file", () => {
  test.each([
    ["1.2.3", "exact", [NPM]],
    ["=v1.2.3-rc.1", "exact", [NPM]],
    ["^1.2.3", "range", [NPM]],
    [">=1 <3", "range", [NPM]],
    ["*", "none", [NPM]],
    ["latest", "none", [NPM]],
    ["npm:y@1.2.3", "exact", [NPM]],
    ["npm:@s/y@^1", "range", [NPM]],
    ["https://a.example.com/x.tgz", "url", ["a.example.com", NPM]],
    ["git+https://git.example.net/t/x.git#main", "none", ["git.example.net", NPM]],
    ["git+ssh://git@git.example.net/t/x.git#v1.2.3", "url", ["git.example.net", NPM]],
    ["git+ssh://git@git.example.net:t/x.git#semver:^1", "none", ["git.example.net", NPM]],
    ["git@git.example.net:t/x.git", "none", ["git.example.net", NPM]],
    [`github:o/x#${"0f".repeat(20)}`, "exact", [...GITHUB, NPM]],
    ["o/x", "none", [...GITHUB, NPM]],
    ["https://github.com/o/x", "none", [...GITHUB, NPM]],
    ["gitlab:o/x#v1.0.0", "url", ["gitlab.com", NPM]],
    ["file:../x", "url", []],
    ["link:./x", "url", []],
    ["./x", "url", []],
    ["workspace:*", "url", []],
    ["lib/x/y", "url", []],
    ["x-1.0.0.tgz", "url", []],
  ])("%j is bound as %s and reaches %j", (spec, pin, hosts) => {
    const { dependencies } = read(asking(spec));
    expect(dependencies).toMatchObject([{ ecosystem: "node", name: "x", pin }]);
    expect(hostsOf(asking(spec))).toEqual(inPackage(...hosts));
  });

  test("reaches nothing without dependencies", () => {
    expect(hostsOf({ "package.json": "{}" })).toEqual([]);
  });

  test("reaches what its overrides, its peers and its workspaces name", () => {
    const files = {
      "package.json": {
        workspaces: ["packages/*"],
        peerDependencies: { p: ">=1" },
        overrides: { y: { z: "https://a.example.com/z.tgz" } },
      },
      "packages/one/package.json": { dependencies: { q: "https://b.example.com/q.tgz" } },
      "other/package.json": { dependencies: { q: "https://c.example.com/q.tgz" } },
    };
    expect(hostsOf(files)).toEqual(
      [
        ...inPackage(NPM, "a.example.com"),
        `${NPM} packages/one/package.json`,
        "b.example.com packages/one/package.json",
      ].sort(),
    );
  });

  test("leaves out what only development needs, where NODE_ENV or .npmrc says so", () => {
    const files = { "package.json": { devDependencies: { x: "https://a.example.com/x.tgz" } } };
    expect(hostsOf(files)).toEqual(inPackage("a.example.com", NPM));
    expect(hostsOf(files, true)).toEqual([]);
    expect(hostsOf({ ...files, ".npmrc": "omit=dev\n" })).toEqual([]);
  });

  test.each([
    ["a list", '{"dependencies": []', "package.json:1:20"],
    ["no text for versions", '{\n "dependencies": {"x": 1}\n}', "package.json:2:24"],
    ["a comma too many", '{"dependencies": {},\n}', "package.json:2:1"],
    ["no map", "[]", "package.json:1:1"],
    ["nothing", "", "package.json:1:1"],
  ])("fails with %s, at its place", (_, text, at) => {
    expect(read({ "package.json": text }).problems).toMatchObject([{ code: "dependency.syntax", level: "error", at }]);
  });
});

const REGISTRY = "@acme:registry=https://a.example.com/npm/\nregistry = https://n.example.com/ \n";

describe(".npmrc", () => {
  test("names the registry of everything, and one for a scope", () => {
    const files = { "package.json": { dependencies: { x: "1", "@acme/y": "1" } }, ".npmrc": REGISTRY };
    expect(hostsOf(files)).toEqual(["a.example.com .npmrc", "n.example.com .npmrc"]);
    expect(
      read(files)
        .hosts.map(({ at }) => at.line)
        .sort(),
    ).toEqual([1, 2]);
  });

  test("names nothing that no package is looked up at", () => {
    expect(hostsOf({ "package.json": { dependencies: { x: "1" } }, ".npmrc": REGISTRY })).toEqual([
      "n.example.com .npmrc",
    ]);
    expect(hostsOf({ "package.json": { dependencies: { x: "file:x" } }, ".npmrc": REGISTRY })).toEqual([]);
  });

  test.each(["; registry=https://n.example.com", "# registry=https://n.example.com", "always-auth=true"])(
    "says nothing of it in the line %s",
    (line) => {
      expect(hostsOf({ ...asking("1"), ".npmrc": line })).toEqual(inPackage(NPM));
    },
  );

  test.each([
    "//n.example.com/:_authToken=npm_0123456789",
    "_auth = bWU6cGFzcw==",
    "//n.example.com/:_password=cGFzcw==",
    '_authToken="0123"',
  ])("fails with a credential, whose value is not shown: %s", (line) => {
    const { problems } = read({ ...asking("1"), ".npmrc": `registry=https://n.example.com/\n${line}\n` });
    expect(problems).toMatchObject([{ code: "dependency.secret", at: ".npmrc:2:1", final: true }]);
    expect(JSON.stringify(problems)).not.toMatch(/0123|cGFzcw|bWU6/);
  });

  test.each(["//n.example.com/:_authToken=${NPM_TOKEN}", "//n.example.com/:username=me", "_auth="])(
    "holds no credential in %s",
    (line) => {
      expect(read({ ...asking("1"), ".npmrc": line }).problems).toEqual([]);
    },
  );
});

const root = { "": { dependencies: { x: "^1" } } };
const lock = (packages: object, more: object = {}) => ({
  ...asking("^1"),
  "package-lock.json": { lockfileVersion: 3, packages: { ...root, ...packages }, ...more },
});
const npmUrl = `https://${NPM}/x/-/x-1.0.0.tgz`;
const inLock = (...hosts: readonly string[]) => hosts.map((name) => `${name} package-lock.json`).sort();

describe("package-lock.json", () => {
  test.each([
    ["an address", { "node_modules/x": { resolved: "https://a.example.com/x.tgz" } }, inLock("a.example.com")],
    ["the registry, where it says none", { "node_modules/x": { version: "1.0.0" } }, inLock(NPM)],
    [
      "a repository",
      { "node_modules/x": { resolved: "git+ssh://git@git.example.net/x.git#0f" } },
      inLock("git.example.net"),
    ],
    [
      "GitHub and its archives",
      { "node_modules/x": { resolved: "git+ssh://git@github.com/o/x.git#0f" } },
      inLock(...GITHUB),
    ],
    [
      "nothing for a part of the repository",
      { "node_modules/x": { resolved: "packages/x", link: true }, "packages/x": {} },
      [],
    ],
    ["nothing for what another archive holds", { "node_modules/x/node_modules/y": { inBundle: true } }, []],
    ["nothing for a file of the folder", { "node_modules/x": { resolved: "file:x.tgz" } }, []],
  ])("reaches %s", (_, packages, hosts) => {
    expect(hostsOf(lock(packages))).toEqual(hosts);
  });

  test("names for a host the first place that does", () => {
    const entry = { resolved: "https://a.example.com/x.tgz" };
    const text = JSON.stringify({ packages: { ...root, "node_modules/x": entry, "node_modules/y": entry } }, null, 1);
    const line = text.split("\n").findIndex((one) => one.includes("resolved")) + 1;
    const { hosts } = read({ ...asking("^1"), "package-lock.json": text });
    expect(hosts).toMatchObject([{ host: "a.example.com", at: { file: "package-lock.json", line } }]);
  });

  test("has the registry of .npmrc in place of npm's own, and of no other, as npm does", () => {
    const packages = {
      "node_modules/x": { resolved: npmUrl },
      "node_modules/y": { resolved: "https://b.example.com/y.tgz" },
    };
    const npmrc = "registry=https://n.example.com/npm\n";
    expect(hostsOf({ ...lock(packages), ".npmrc": npmrc })).toEqual([
      "b.example.com package-lock.json",
      "n.example.com .npmrc",
    ]);
    expect(hostsOf({ ...lock(packages), ".npmrc": `${npmrc}replace-registry-host=never\n` })).toEqual(
      inLock(NPM, "b.example.com"),
    );
    expect(hostsOf({ ...lock(packages), ".npmrc": `${npmrc}replace-registry-host=always\n` })).toEqual([
      "n.example.com .npmrc",
    ]);
  });

  test("says nothing of what package.json has changed since: npm looks that up", () => {
    const packages = { "node_modules/x": { resolved: "https://a.example.com/x.tgz" } };
    const files = { ...lock(packages), "package.json": { dependencies: { x: "^1", y: "^2" } } };
    expect(hostsOf(files)).toEqual([...inLock("a.example.com"), ...inPackage(NPM)].sort());
    expect(read(files).dependencies.map(({ pin }) => pin)).toEqual(["locked", "range"]);
  });

  test("of version 1 reaches the registry of every package too: it holds too little for npm", () => {
    const dependencies = {
      x: { version: "1.0.0", resolved: "https://a.example.com/x.tgz", dependencies: { "@s/y": { version: "1.0.0" } } },
      z: { version: "github:o/z#0f" },
    };
    const files = { ...asking("^1"), "package-lock.json": { lockfileVersion: 1, dependencies } };
    expect(hostsOf(files)).toEqual(inLock("a.example.com", NPM, ...GITHUB));
    expect(hostsOf({ ...files, ".npmrc": "@s:registry=https://s.example.com" })).toContain("s.example.com .npmrc");
  });

  test("gives way to npm-shrinkwrap.json", () => {
    const shrinkwrap = { packages: { ...root, "node_modules/x": { resolved: "https://b.example.com/x.tgz" } } };
    const files = { ...lock({ "node_modules/x": { resolved: npmUrl } }), "npm-shrinkwrap.json": shrinkwrap };
    expect(hostsOf(files)).toEqual(["b.example.com npm-shrinkwrap.json"]);
  });

  test("leaves out what only development needs in production", () => {
    const packages = { "node_modules/x": { resolved: "https://a.example.com/x.tgz", dev: true } };
    expect(hostsOf(lock(packages))).toEqual(inLock("a.example.com"));
    expect(hostsOf(lock(packages), true)).toEqual([]);
  });
});

const pnpm = (packages: string, more: Files = {}) => ({
  ...asking("^1"),
  "pnpm-lock.yaml": `lockfileVersion: '9.0'\npackages:\n${packages}`,
  ...more,
});

describe("pnpm-lock.yaml", () => {
  test.each([
    ["the registry", "  x@1.0.0:\n    resolution: {integrity: sha512-a}\n", [NPM]],
    ["an archive", "  x@1.0.0:\n    resolution: {tarball: https://a.example.com/x.tgz}\n", ["a.example.com"]],
    [
      "a repository",
      "  x@1.0.0:\n    resolution: {type: git, repo: https://git.example.net/x.git, commit: 0f}\n",
      ["git.example.net"],
    ],
    ["no folder", "  x@file:x:\n    resolution: {directory: x, type: directory}\n", []],
  ])("reaches %s", (_, packages, hosts) => {
    expect(hostsOf(pnpm(packages))).toEqual(hosts.map((name) => `${name} pnpm-lock.yaml`));
  });

  test.each(["'@s/y@1.0.0(react@19.0.0)'", "/@s/y@1.0.0", "/@s/y/1.0.0"])("knows the scope of %s", (id) => {
    const files = pnpm(`  ${id}:\n    resolution: {integrity: a}\n`, { ".npmrc": "@s:registry=https://s.example.com" });
    expect(hostsOf(files)).toEqual(["s.example.com .npmrc"]);
  });

  test("is what the platform installs, whatever npm's lock file says", () => {
    const files = pnpm("  x@1.0.0:\n    resolution: {integrity: a}\n", {
      "package-lock.json": { packages: { ...root, "node_modules/x": { resolved: "https://b.example.com/x.tgz" } } },
    });
    expect(hostsOf(files)).toEqual([`${host("registry", "npmjs", "org")} pnpm-lock.yaml`]);
    expect(read(files)).toMatchObject({ node: "pnpm", dependencies: [{ pin: "locked" }] });
  });

  test("fails where it is no YAML, and asks the registry meanwhile", () => {
    const { problems } = read(pnpm("  x: [\n"));
    expect(problems).toMatchObject([{ code: "dependency.syntax", at: expect.stringMatching(/^pnpm-lock\.yaml:\d+:/) }]);
    expect(hostsOf(pnpm("  x: [\n"))).toEqual(inPackage(NPM));
  });
});
