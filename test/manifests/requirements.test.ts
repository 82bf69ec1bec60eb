import { readManifests } from "../../src/manifests/read-manifests";
import { PYPI, PYPI_FILES, PYTHON } from "./hosts";

const read = (text: string, more: Readonly<Record<string, string>> = {}) =>
  readManifests(new Map(Object.entries({ "requirements.txt": text, ...more })));
const hostsOf = (text: string, more?: Readonly<Record<string, string>>) =>
  read(text, more)
    .hosts.map(({ host }) => host)
    .sort();
const problemsOf = (text: string, more?: Readonly<Record<string, string>>) =>
  read(text, more).problems.map(({ code, at }) => `${code} ${at ?? ""}`);

describe("the hosts of requirements.txt", () => {
  test.each([
    ["none without a requirement, whatever index it names", "# nothing\n-i https://a.example.com/simple\n", []],
    ["pip's own index where nothing else is said", "flask\n", PYTHON],
    ["an index in place of pip's own", "-i https://a.example.com/simple\nflask", ["a.example.com"]],
    ["an index beside pip's own", "--extra-index-url https://a.example.com/s\nflask", ["a.example.com", ...PYTHON]],
    [
      "the last of two indexes, without what stood beside the first",
      "--extra-index-url https://e.example.com/s\n-i https://a.example.com/s\nflask",
      ["a.example.com"],
    ],
    ["links only, where no index is wanted", "--no-index\n-f https://l.example.com/x\nflask", ["l.example.com"]],
    ["no index after --no-index", "--no-index\n-i https://a.example.com/s\nflask", []],
    ["no host for a folder of links", "--no-index\n--find-links ./wheels\nflask", []],
    ["no host that is only trusted", "--trusted-host t.example.com\nflask", PYTHON],
    ["no option behind a requirement", "flask --extra-index-url https://a.example.com/s", PYTHON],
    ["nothing beside an include on one line", "-r b.txt -i https://a.example.com/s\nflask", PYTHON],
    ["the host of an address", "x @ https://a.example.com/x-1.0.whl", ["a.example.com", ...PYTHON]],
    ["the host of a repository", "git+https://git@git.example.net/t/x@main#egg=x", ["git.example.net", ...PYTHON]],
    ["the index of a folder's own needs", "-e .", PYTHON],
    [
      "where GitHub sends archives on to",
      "x @ https://github.com/o/x/archive/v1.zip",
      ["codeload.github.com", ...PYTHON, "github.com"],
    ],
    ["GitHub alone for a clone", "git+https://github.com/o/x@v1#egg=x", [...PYTHON, "github.com"]],
  ])("are %s", (_, text, hosts) => {
    expect(hostsOf(text, { "b.txt": "" })).toEqual([...hosts].sort());
  });

  test("say why, when and where: the line of an index, the first line that asks pip's own", () => {
    expect(read("# x\n\n  --extra-index-url=https://a.example.com/s\nflask==1.0\ndash\n").hosts).toEqual([
      {
        host: PYPI,
        phase: "build",
        because: "index of Python packages",
        at: { file: "requirements.txt", line: 4, column: 1 },
      },
      {
        host: PYPI_FILES,
        phase: "build",
        because: "files of Python packages",
        at: { file: "requirements.txt", line: 4, column: 1 },
      },
      {
        host: "a.example.com",
        phase: "build",
        because: "index of Python packages",
        at: { file: "requirements.txt", line: 3, column: 3 },
      },
    ]);
  });

  test("include those of the files that it includes, at their lines", () => {
    const more = {
      "deps/base.txt": "-c ../limits.txt\n-i https://a.example.com/s\nflask",
      "limits.txt": "flask==3.0.3",
    };
    const { hosts, dependencies } = read("-r deps/base.txt\n", more);
    expect(hosts.map(({ host, at }) => `${host} ${at.file}:${at.line}`)).toEqual(["a.example.com deps/base.txt:2"]);
    expect(dependencies).toMatchObject([{ name: "flask", pin: "exact", at: { file: "deps/base.txt", line: 3 } }]);
  });
});

describe("a requirement", () => {
  test.each([
    ["flask==3.0.3", "flask", "exact"],
    ["Flask_SQLAlchemy===1", "flask-sqlalchemy", "exact"],
    ["flask==3.*", "flask", "range"],
    ["flask>=3,<4", "flask", "range"],
    ["flask", "flask", "none"],
    ["flask[async] ; python_version > '3'", "flask", "none"],
    ["flask @ https://a.example.com/flask-3.whl", "flask", "url"],
    ["git+https://a.example.com/flask@main#egg=Flask", "flask", "none"],
    ["git+https://a.example.com/flask@v3.0.1#egg=Flask", "flask", "url"],
    [`git+https://a.example.com/flask@${"a1".repeat(20)}#egg=Flask`, "flask", "exact"],
    ["https://a.example.com/dash_ag_grid-31.2.0-py3-none-any.whl", "dash-ag-grid", "url"],
  ])("%s is %s, bound as %s", (text, name, pin) => {
    expect(read(text).dependencies).toMatchObject([{ ecosystem: "python", name, pin }]);
  });

  test("over several lines stands where it begins, and its mistake where that is", () => {
    expect(read("# x\nflask==3.0.3 \\\n    --hash=sha256:00\n").dependencies).toMatchObject([
      { at: { line: 2, column: 1 } },
    ]);
    expect(problemsOf("flask==3.0.3 \\\n    --hash=md5:00\n")).toEqual(["dependency.syntax requirements.txt:2:5"]);
  });

  test("behind a comment is no part of it, even where that ends in a backslash", () => {
    expect(read("# pinned \\\nflask\n").dependencies).toMatchObject([{ name: "flask", at: { line: 2 } }]);
    expect(read("flask \\\n# why \\\ndash\n").dependencies.map(({ name }) => name)).toEqual(["flask", "dash"]);
  });

  test("behind a hundred thousand spaces is refused in a moment", () => {
    expect(problemsOf(`flask${" ".repeat(100_000)}x`)).toEqual(["dependency.syntax requirements.txt:1:100006"]);
  });

  test("in a file with a byte order mark and the line ends of Windows stands where an editor shows it", () => {
    expect(read("\uFEFFflask\r\n dash\r\n").dependencies).toMatchObject([
      { name: "flask", at: { line: 1, column: 1 } },
      { name: "dash", at: { line: 2, column: 2 } },
    ]);
  });
});

describe("an include", () => {
  test.each([
    ["of a file that is not there", "-r none.txt", "dependency.include requirements.txt:1:1"],
    ["of a file outside of the folder", "flask\n-c ../limits.txt", "dependency.include requirements.txt:2:1"],
    ["of an absolute path", "-r /etc/requirements.txt", "dependency.include requirements.txt:1:1"],
    ["of itself", "-r ./requirements.txt", "dependency.include requirements.txt:1:1"],
  ])("fails %s", (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test("of an address is a host, and a warning that nobody knows what it names", () => {
    expect(hostsOf("-r https://a.example.com/r.txt")).toEqual(["a.example.com"]);
    expect(read("-r https://a.example.com/r.txt").problems).toMatchObject([
      { code: "dependency.unknown-host", level: "warning", at: "requirements.txt:1:1" },
    ]);
  });
});

describe("an address", () => {
  test.each([
    ["that depends on a variable", "-i ${INDEX}/simple\nflask"],
    ["whose host depends on a variable", "x @ https://${HOST}/x.whl"],
    ["of a machine without a name", "x @ https://10.1.2.3/x.whl"],
  ])("%s is a warning: no policy can list it", (_, text) => {
    const { problems } = read(text);
    expect(problems.filter(({ code }) => code !== "dependency.unknown-host")).toEqual([]);
    expect(problems[0]).toMatchObject({ code: "dependency.unknown-host", level: "warning" });
  });
});

const TOKEN = "abcdef0123456789abcdef0123456789";

describe("a credential", () => {
  test.each([
    ["in an index", `-i https://me:${TOKEN}@a.example.com/s\nflask`, "1:4"],
    ["in place of a user", `flask\nx @ git+https://${TOKEN}@a.example.com/x`, "2:5"],
    ["in a comment", `flask # https://me:${TOKEN}@a.example.com/s`, "1:9"],
    ["in a query", `x @ https://a.example.com/x.whl?sig=${TOKEN}`, "1:33"],
  ])("fails %s, at its place, and is never shown", (_, text, at) => {
    const found = read(text);
    expect(found.problems).toMatchObject([{ code: "dependency.secret", level: "error", final: true }]);
    expect(found.problems[0]?.at).toBe(`requirements.txt:${at}`);
    expect(JSON.stringify(found)).not.toContain(TOKEN);
    expect(hostsOf(text)).toContain(text.includes("#") ? PYPI : "a.example.com");
  });

  test.each([
    "-i https://${USER}:${TOKEN}@a.example.com/s",
    "-i https://me:<token>@a.example.com/s",
    "git+ssh://git@a.example.com/x#egg=x",
  ])("is not %s", (text) => {
    expect(problemsOf(`${text}\nflask`)).toEqual([]);
  });
});
