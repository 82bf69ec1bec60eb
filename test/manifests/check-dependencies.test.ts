import { checkDependencies, type DependencyContext } from "../../src/manifests/check-dependencies";
import { readManifests } from "../../src/manifests/read-manifests";

type Files = Readonly<Record<string, string>>;

const findingsOf = (files: Files, place: Partial<DependencyContext> = {}) => {
  const texts = new Map(Object.entries(files));
  const context = { isLastStage: false, isScaled: false, ...place };
  return checkDependencies(readManifests(texts, context), texts, context);
};
const brief = (files: Files, place?: Partial<DependencyContext>) =>
  findingsOf(files, place).map(({ code, path, level, at }) => `${level} ${code} ${path.join("/")} ${at ?? ""}`);

const LOOSE = "pandas==2.2.3\nnumpy~=2.1.0\nrequests\n";

describe("the last stage", () => {
  const last = { isLastStage: true };

  test("fails with a warning on versions that the day of the build decides, once per file, at the first", () => {
    expect(findingsOf({ "requirements.txt": LOOSE }, last)).toMatchObject([
      {
        code: "dependency.not-pinned",
        path: ["source", "requirements.txt"],
        at: "requirements.txt:2:1",
        got: ["numpy ~=2.1.0", "requests any"],
        level: "warning",
      },
    ]);
  });

  test("is content with exact versions, addresses, constraints and lock files", () => {
    const text = "pandas==2.2.3\nx @ https://a.example.com/x-1.0-py3-none-any.whl\nnumpy\n-c limits.txt\n-e .\n";
    expect(brief({ "requirements.txt": text, "limits.txt": "numpy==2.1.0" }, last)).toEqual([]);
    const project = '[project]\ndependencies = ["pandas>=2"]\n';
    expect(
      brief({ "pyproject.toml": project, "uv.lock": '[[package]]\nname = "pandas"\nversion = "2.2.3"\n' }, last),
    ).toEqual([]);
    const packages = { "": { dependencies: { react: "^19.0.0" } }, "node_modules/react": { version: "19.2.4" } };
    expect(
      brief(
        {
          "package.json": '{"dependencies":{"react":"^19.0.0"}}',
          "package-lock.json": JSON.stringify({ lockfileVersion: 3, packages }),
        },
        last,
      ),
    ).toEqual([]);
  });

  test("is content with what the image holds, where pip leaves that alone", () => {
    expect(brief({ "requirements.txt": "flask~=3.0.3\nstreamlit\n" }, last)).toEqual([]);
    expect(brief({ "requirements.txt": "flask~=3.0.3\n" }, { ...last, isScaled: true })).toEqual([
      "warning dependency.not-pinned source/requirements.txt requirements.txt:1:1",
    ]);
    const project = { "pyproject.toml": '[project]\ndependencies = ["flask"]\n' };
    expect(brief(project, last)).toEqual(["warning dependency.not-pinned source/pyproject.toml pyproject.toml:2:17"]);
  });

  test("fails where the lock file holds another range than package.json", () => {
    const packages = { "": { dependencies: { react: "^18.0.0" } }, "node_modules/react": { version: "18.2.0" } };
    const files = {
      "package.json": '{\n  "dependencies": { "react": "^19.0.0" }\n}',
      "package-lock.json": JSON.stringify({ lockfileVersion: 3, packages }),
    };
    expect(brief(files, last)).toEqual(["warning dependency.not-pinned source/package.json package.json:2:21"]);
  });

  test("is told of a file of its own for Python and for Node.js, with the fix of each", () => {
    const found = findingsOf(
      { "requirements.txt": "pandas", "package.json": '{"dependencies":{"react":"latest"}}' },
      last,
    );
    expect(found.map(({ path, fix }) => `${path.join("/")} ${/pip|npm/.exec(fix ?? "")?.[0] ?? ""}`)).toEqual([
      "source/requirements.txt pip",
      "source/package.json npm",
    ]);
  });

  test("is the only one that is", () => {
    expect(brief({ "requirements.txt": LOOSE })).toEqual([]);
  });
});

describe("a pre-installed package", () => {
  test.each([
    ["flask==2.3.3", "is replaced by an older one"],
    ["Flask>=3.1", "is replaced by a newer one"],
    ["databricks_sdk>=0.81.0", "is replaced under another spelling of its name"],
    ["uvicorn[standard]==0.27.0 ; python_version > '3'", "is replaced with extras and a marker"],
    ["dash @ https://a.example.com/dash-2.18.1-py3-none-any.whl", "is replaced from an address"],
    ["flask!=3.0.3", "is replaced where its version alone is refused"],
  ])("%s %s: fails with a warning", (line) => {
    expect(findingsOf({ "requirements.txt": `pandas==2.2.3\n${line}\n` })).toMatchObject([
      { code: "dependency.replaces-image", level: "warning", at: "requirements.txt:2:1" },
    ]);
  });

  test.each(["flask==3.0.3", "flask~=3.0", "flask>=2,<4", "flask", "flask==3.*", "plotly<=5.24.1", "gradio!=4.43.0"])(
    "stays where %s admits it",
    (line) => {
      expect(brief({ "requirements.txt": line })).toEqual([]);
    },
  );

  test("is none in a project of uv, nor in an app that is scaled", () => {
    expect(brief({ "pyproject.toml": '[project]\ndependencies = ["flask==2.3.3"]', "uv.lock": "" })).toEqual([]);
    expect(brief({ "requirements.txt": "flask==2.3.3" }, { isScaled: true })).toEqual([]);
  });
});

const STREAMLIT = { command: ["streamlit", "run", "app.py"], commandAt: "app.yaml:2:11" };

describe("a package that only the image has", () => {
  test("fails where the command of a project starts it and the lock file lacks it", () => {
    const files = { "pyproject.toml": "[project]\n", "uv.lock": "version = 1\n" };
    expect(brief(files, STREAMLIT)).toEqual(["error dependency.not-in-image source/command/streamlit app.yaml:2:11"]);
    const locked = { ...files, "uv.lock": '[[package]]\nname = "streamlit"\nversion = "1.38.0"\n' };
    expect(brief(locked, STREAMLIT)).toEqual([]);
  });

  test.each([
    ["import streamlit as st", "app.py:2:1"],
    ["    from streamlit.components import v1", "app.py:2:5"],
    ["import os, streamlit", "app.py:2:1"],
  ])("fails with a warning where a program of a scaled app has the line %j", (line, at) => {
    const files = { "requirements.txt": "pandas==2.2.3\n", "app.py": `import os\n${line}\n` };
    expect(brief(files, { isScaled: true })).toEqual([`warning dependency.not-in-image source/app.py/streamlit ${at}`]);
    expect(brief(files)).toEqual([]);
    expect(brief({ ...files, "requirements.txt": "streamlit==1.38.0" }, { isScaled: true })).toEqual([]);
  });

  test("is told by its module's name", () => {
    const files = { "app.py": "from databricks import sdk\nfrom databricks.sql import connect\nimport mlflow\n" };
    expect(brief(files, { isScaled: true }).map((text) => text.split(" ")[2])).toEqual([
      "source/app.py/databricks-sdk",
      "source/app.py/databricks-sql-connector",
      "source/app.py/mlflow-skinny",
    ]);
  });

  test.each([
    ["an example in documentation", { "app.py": '"""\nimport streamlit\n"""\n' }],
    ["another package of a name that begins alike", { "app.py": "import dashboard\nimport flask_login\n" }],
    ["a module of the app's own", { "app.py": "import dash\n", "dash/__init__.py": "" }],
    ["a test", { "tests/test_app.py": "import gradio\n" }],
    [
      "one that another dependency brings",
      { "app.py": "import flask\nimport plotly\n", "requirements.txt": "dash-ag-grid" },
    ],
  ] as const)("is not %s", (_, files) => {
    expect(brief(files as Files, { isScaled: true })).toEqual([]);
  });

  test.each([
    ["uv run streamlit run app.py"],
    ["python -m streamlit run app.py"],
    ["python3.11 -m streamlit run app.py"],
    ["/app/.venv/bin/streamlit run"],
  ])("is started by %s too", (command) => {
    const place = { command: command.split(" "), commandAt: "app.yml:1:10", isScaled: true };
    expect(brief({}, place)).toEqual(["warning dependency.not-in-image source/command/streamlit app.yml:1:10"]);
  });
});
