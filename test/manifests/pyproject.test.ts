import { readManifests } from "../../src/manifests/read-manifests";
import { PYTHON } from "./hosts";

const read = (files: Readonly<Record<string, string>>) => readManifests(new Map(Object.entries(files)));
const hostsOf = (project: string, more: Readonly<Record<string, string>> = {}) =>
  read({ "pyproject.toml": project, ...more })
    .hosts.map(({ host, at }) => `${host} ${at.file}:${at.line}`)
    .sort();

const onLine = (line: number) => PYTHON.map((host) => `${host} pyproject.toml:${line}`);

describe("a project", () => {
  test("asks for what it depends on, in every list, at each text", () => {
    const project = [
      "[project]",
      'dependencies = ["flask>=3", "pandas==2.2.3"]',
      "[project.optional-dependencies]",
      'extra = ["requests"]',
      "[dependency-groups]",
      'dev = [{ include-group = "test" }, "pytest"]',
    ].join("\n");
    const { dependencies, python } = read({ "pyproject.toml": project });
    expect(python).toBe("uv");
    expect(dependencies.map(({ name, pin, at }) => `${name} ${pin} ${at.line}:${at.column}`)).toEqual([
      "flask range 2:17",
      "pandas exact 2:29",
      "requests none 4:10",
      "pytest none 6:36",
    ]);
  });

  test.each([
    ["uv's own index", 'dependencies = ["flask"]', "", onLine(2)],
    [
      "an index in place of it",
      'dependencies = ["flask"]',
      '[[tool.uv.index]]\nurl = "https://a.example.com/s"\ndefault = true',
      ["a.example.com pyproject.toml:4"],
    ],
    [
      "an index beside it",
      'dependencies = ["flask"]',
      '[[tool.uv.index]]\nurl = "https://a.example.com/s"',
      ["a.example.com pyproject.toml:4", ...onLine(2)],
    ],
    [
      "an older name of the same",
      'dependencies = ["flask"]',
      '[tool.uv]\nindex-url = "https://a.example.com/s"',
      ["a.example.com pyproject.toml:4"],
    ],
    [
      "an index for what names it alone",
      'dependencies = ["torch"]',
      '[[tool.uv.index]]\nname = "t"\nurl = "https://a.example.com/s"\nexplicit = true\n[tool.uv.sources]\ntorch = { index = "t" }',
      ["a.example.com pyproject.toml:5", ...onLine(2)],
    ],
    [
      "no index that nothing names",
      'dependencies = ["torch"]',
      '[[tool.uv.index]]\nname = "t"\nurl = "https://a.example.com/s"\nexplicit = true',
      onLine(2),
    ],
    [
      "links alone, where no index is wanted",
      'dependencies = ["x"]',
      '[tool.uv]\nno-index = true\nfind-links = ["https://l.example.com/x", "./wheels"]',
      ["l.example.com pyproject.toml:5"],
    ],
    [
      "a repository",
      'dependencies = ["x"]',
      '[tool.uv.sources]\nx = { git = "https://git.example.net/x", rev = "main" }',
      ["git.example.net pyproject.toml:4", ...onLine(2)],
    ],
    [
      "an address",
      'dependencies = ["x @ https://a.example.com/x.whl"]',
      "",
      ["a.example.com pyproject.toml:2", ...onLine(2)],
    ],
    ["nothing without dependencies", 'name = "x"', "", []],
  ])("asks %s", (_, dependencies, settings, hosts) => {
    expect(hostsOf(`[project]\n${dependencies}\n${settings}`)).toEqual([...hosts].sort());
  });

  test("asks what uv.toml says in place of its own settings", () => {
    const project = '[project]\ndependencies = ["flask"]\n[[tool.uv.index]]\nurl = "https://b.example.com/s"';
    expect(hostsOf(project, { "uv.toml": 'index-url = "https://a.example.com/s"' })).toEqual([
      "a.example.com uv.toml:1",
    ]);
  });

  test("fails with a warning without a lock file: dependency.no-lock", () => {
    expect(read({ "pyproject.toml": "[project]\n" }).problems).toMatchObject([
      { code: "dependency.no-lock", level: "warning", at: "pyproject.toml:1:1" },
    ]);
    expect(read({ "pyproject.toml": "[project]\n", "uv.lock": "version = 1\n" }).problems).toEqual([]);
  });

  test("without a lock file is installed at each start by `uv run`: its hosts are needed then too", () => {
    const files = { "pyproject.toml": '[project]\ndependencies = ["flask"]\n' };
    const phases = (command: readonly string[]) =>
      readManifests(new Map(Object.entries(files)), { command })
        .hosts.map(({ host, phase }) => `${phase} ${host}`)
        .sort();
    expect(phases(["python", "app.py"])).toEqual(PYTHON.map((host) => `build ${host}`));
    expect(phases(["uv", "run", "app.py"])).toEqual([
      ...PYTHON.map((host) => `build ${host}`),
      ...PYTHON.map((host) => `run ${host}`),
    ]);
  });

  test("fails at what no requirement is, and at what no TOML is, without quoting it", () => {
    expect(read({ "pyproject.toml": '[project]\ndependencies = ["flask=1"]\n', "uv.lock": "" }).problems).toMatchObject(
      [{ code: "dependency.syntax", at: "pyproject.toml:2:23" }],
    );
    const { problems } = read({ "pyproject.toml": '[project]\nname = "s3cr3t\n', "uv.lock": "" });
    expect(problems).toMatchObject([{ code: "dependency.syntax", at: expect.stringMatching(/^pyproject\.toml:2:/) }]);
    expect(JSON.stringify(problems)).not.toContain("s3cr3t");
  });

  test("is nothing beside requirements.txt", () => {
    expect(hostsOf('[project]\ndependencies = ["flask"]\n', { "requirements.txt": "" })).toEqual([]);
  });

  test("with a lock file asks that, its build's needs, and an index for what was added since", () => {
    const lock = [
      '[[package]]\nname = "flask"\nversion = "3.0.3"',
      'source = { registry = "https://a.example.com/s" }',
      'wheels = [{ url = "https://cdn.example.io/flask.whl" }]',
    ].join("\n");
    expect(hostsOf('[project]\ndependencies = ["flask"]\n', { "uv.lock": lock })).toEqual([
      "a.example.com uv.lock:4",
      "cdn.example.io uv.lock:5",
    ]);
    expect(
      hostsOf('[project]\ndependencies = ["flask"]\n[build-system]\nrequires = ["hatchling"]\n', { "uv.lock": lock }),
    ).toEqual(["a.example.com uv.lock:4", "cdn.example.io uv.lock:5", ...onLine(4)]);
    expect(hostsOf('[project]\ndependencies = ["flask", "new"]\n', { "uv.lock": lock })).toContain(onLine(2)[0]);
  });
});
