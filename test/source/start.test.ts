import { AppFolder } from "../../src/source/app-folder";
import { startedBy } from "../../src/source/command";
import { placeOf } from "../../src/source/find-folder";
import { readSource } from "../../src/source/read-source";
import { splitWords } from "../../src/source/words";
import { findings } from "./checked";
import { temporaryFolder } from "./folder";

const program = (command: string) => {
  const found = startedBy(splitWords(command));
  return found === undefined ? undefined : [found.name, ...found.args.map(({ text }) => text)].join(" ");
};

describe("the program that a command starts", () => {
  test.each([
    ["python3.11 -u app.py x", "python app.py x"],
    ["/usr/bin/python -m uvicorn a:b", "uvicorn a:b"],
    ["uv run --with x -p 3.11 streamlit run a.py", "streamlit run a.py"],
    ["uv run -m uvicorn a:b", "uvicorn a:b"],
    ["env A=1 B=2 node a.js", "node a.js"],
    ["A=1 npx next start", "next start"],
    ["poetry run gunicorn a:b", "gunicorn a:b"],
    ["constructor --x a.py", "constructor --x a.py"],
    ["sh -c 'cd x && exec uvicorn a:b'", "uvicorn a:b"],
    ["pnpm exec vite", "vite"],
    ["opentelemetry-instrument --service_name x uvicorn a:b", "uvicorn a:b"],
  ])("of %s is %s", (command, expected) => {
    expect(program(command)).toBe(expected);
  });

  test.each(["", "sh -c 'a & b'", "sh -c 'a | b'", "npm run start --workspace=server", "uv sync", "npm ci"])(
    "of %j is nobody's to say",
    (command) => {
      expect(program(command)).toBeUndefined();
    },
  );

  test("is what quotes keep together", () => {
    expect(splitWords(`a "b c" 'd e' f=" g" h\\"`).map(({ text }) => text)).toEqual(["a", "b c", "d e", "f= g", "h\\"]);
  });
});

const entry = (files: Readonly<Record<string, string>>) => {
  const root = temporaryFolder(files);
  return new AppFolder(readSource(placeOf(root, root))).start.start?.entry;
};

describe("what is started", () => {
  test("is app.yaml's command, else npm's script, else the first file of Python", () => {
    const files = { "b.py": "", "main.js": "", "server.js": "" };
    const scripts = '{ "scripts": { "start": "node server.js" } }';
    expect(entry({ ...files, "package.json": scripts, "app.yaml": "command: [node, main.js]" })).toBe("main.js");
    expect(entry({ ...files, "package.json": scripts })).toBe("server.js");
    expect(entry({ ...files, "lib/a.py": "" })).toBe("b.py");
  });

  test("is the module that a server imports", () => {
    const files = { "backend/main.py": "", "backend/api/__init__.py": "" };
    expect(entry({ ...files, "app.yaml": "command: [uvicorn, 'backend.main:app']" })).toBe("backend/main.py");
    expect(entry({ ...files, "app.yaml": "command: [gunicorn, -w, 4, 'backend.api:make()']" })).toBe(
      "backend/api/__init__.py",
    );
  });

  test("is unknown of a module that is called like what every object inherits", () => {
    const files = { "a.py": "", "app.yaml": "command: [python, -m, constructor, a.py, --server=1]" };
    expect(entry(files)).toBeUndefined();
    expect(findings(files)).toEqual([]);
  });

  test("fails where there is nothing to start", () => {
    expect(findings({ "README.md": "" })).toEqual(["error start.none .:1:1"]);
    expect(findings({ "lib/main.py": "", "app.yaml": "env: []" })).toEqual(["error start.none app.yaml:1:1"]);
  });

  test("fails where a new file may be started instead, and is fine with one", () => {
    expect(findings({ "b.py": "", "c.py": "" })).toEqual(["warning start.several b.py:1:1"]);
    expect(findings({ "b.py": "", "lib/a.py": "" })).toEqual([]);
  });

  test.each([
    ["a file of Python", { "app.yaml": "command: [python, app.py]" }, "app.yaml:1:19"],
    [
      "what an ignore file leaves out",
      { "app.yaml": "command: [python, a.py]", ".gitignore": "a.py", "a.py": "" },
      "app.yaml:1:19",
    ],
    ["a module", { "app.yaml": 'command: [uvicorn, "app:app"]' }, "app.yaml:1:21"],
    ["a page of Streamlit", { "app.yaml": "command: [streamlit, run, app.py]" }, "app.yaml:1:27"],
    ["a file of JavaScript", { "app.yaml": "command: [node, app.js]" }, "app.yaml:1:17"],
    ["a script", { "app.yaml": "command: [npm, run, serve]", "package.json": '{ "scripts": {} }' }, "app.yaml:1:21"],
    ["npm's own script", { "package.json": "{}" }, "app.yaml:1:1"],
    ["package.json", { "app.yaml": "command: [npm, start]" }, "app.yaml:1:16"],
    ["what a script starts", { "package.json": '{ "scripts": { "start": "node a.js" } }' }, "package.json:1:31"],
  ])("fails where %s is not there", (_, files, at) => {
    expect(findings({ "main.py": "", ...files })).toEqual([`error start.missing ${at}`]);
  });

  test.each([
    ["a build makes it", { "package.json": '{ "scripts": { "build": "tsc", "start": "node dist/a.js" } }' }],
    ["a project keeps it elsewhere", { "app.yaml": "command: [uvicorn, 'x:app']", "pyproject.toml": "" }],
    ["it is no file of the folder", { "app.yaml": "command: [python, /opt/x.py]" }],
    ["nobody can say", { "app.yaml": "command: [my-server, app.py]" }],
  ])("is fine where %s", (_, files) => {
    expect(findings({ "main.py": "", ...files })).toEqual([]);
  });
});
