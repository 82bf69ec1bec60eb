import { ScalingConfig } from "databricks-apps-constructs";
import { START, findings, findingsAt, foundIn } from "./checked";
import { temporaryFolder } from "./folder";

const scaled = (instances: number) => ({ stage: { scaling: ScalingConfig.horizontal(instances) } });
const python = (text: string) => ({ ...START, "main.py": text });
const node = (text: string) => ({ "app.yaml": "command: [node, a.js]", "a.js": text });

describe("state of one instance", () => {
  const SQLITE = 'import sqlite3\ndb = sqlite3.connect("orders.db")\n';

  test("fails where there are several, in what is started and what that imports", () => {
    expect(findings(python(SQLITE), scaled(2))).toEqual(["warning scaling.local-state main.py:2:6"]);
    const files = { ...python("from lib import store"), "lib/store.py": SQLITE, "other.py": SQLITE };
    expect(findings(files, scaled(3))).toEqual(["warning scaling.local-state lib/store.py:2:6"]);
  });

  test("is fine where there is one", () => {
    expect(findings(python(SQLITE), scaled(1))).toEqual([]);
    expect(findings(python(SQLITE))).toEqual([]);
  });

  test.each([
    ["SQLAlchemy", python('engine = create_engine("sqlite:///a.db")')],
    ["conversations in memory", python("saver = MemorySaver()")],
    ["a database of Node.js", node('import Database from "better-sqlite3";\nconst db = new Database("a.db");')],
    ["sessions of Express", node('import session from "express-session";\napp.use(session({ secret }));')],
  ])("fails with %s", (_, files) => {
    expect(findings(files, scaled(2)).map((finding) => finding.split(" ")[1])).toEqual(["scaling.local-state"]);
  });

  test.each([
    ["another database", python('engine = create_engine("postgresql+psycopg://")')],
    ["one that is not known", python("engine = create_engine(url)")],
    ["a class of another package", node('import { Database } from "./db.js";\nnew Database();')],
    ["sessions with a store", node('import session from "express-session";\napp.use(session({ store }));')],
    ["a cache", python("cache = Cache(app, config={'CACHE_TYPE': 'SimpleCache'})")],
  ])("is content with %s", (_, files) => {
    expect(findings(files, scaled(2))).toEqual([]);
  });
});

describe("what is right in one workspace only", () => {
  test.each([
    ["a host", 'H = "https://adb-1234567890123456.7.azuredatabricks.net"', "portable.host main.py"],
    ["a host on AWS", "H = 'https://dbc-a1b2c3d4-e5f6.cloud.databricks.com/x'", "portable.host main.py"],
    ["a warehouse", 'P = "/sql/1.0/warehouses/1a2b3c4d5e6f7a8b"', "portable.id main.py"],
    ["a volume", 'open(f"/Volumes/main/sales/files/{name}")', "portable.volume main.py"],
    ["a table", 'q = """\n  SELECT *\n  FROM main.sales.orders o\n"""', "portable.table main.py"],
    ["a table in quotes", "q = 'select 1 from `my-cat`.`sales`.`orders`'", "portable.table main.py"],
  ])("fails: %s", (_, text, finding) => {
    expect(findings(python(text)).map((one) => one.replace(/:.*/, ""))).toEqual([`warning ${finding}`]);
  });

  test("fails where it stands: in files of SQL and of JavaScript, too", () => {
    const files = {
      ...START,
      "queries/a.sql": "-- FROM old.sales.orders\nSELECT 1\nFROM prod.sales.orders;\n",
      "client/a.tsx": "const q = <p title={`x ${'/Volumes/prod/a/b'}`} />;\n",
    };
    expect(findings(files)).toEqual([
      "warning portable.volume client/a.tsx:1:27",
      "warning portable.table queries/a.sql:3:1",
    ]);
  });

  test("fails in app.yaml", () => {
    const env = [
      "{ name: DATABRICKS_WAREHOUSE_ID, value: 1a2b3c4d5e6f7a8b }",
      "{ name: CATALOG, value: prod }",
      "{ name: FILES, value: /Volumes/prod/sales/files }",
    ];
    expect(findingsAt({ ...START, "app.yaml": `command: [python, main.py]\nenv: [${env.join(", ")}]` })).toEqual([
      "warning portable.id app.yaml 1a2b3c4d5e6f7a8b",
      "warning portable.id app.yaml prod",
      "warning portable.volume app.yaml /Volumes/prod/sales/files",
    ]);
  });

  test.each([
    ["comments", "# https://adb-1234567890123456.7.azuredatabricks.net /Volumes/a/b/c"],
    ["documentation", 'def f():\n    """Reads /Volumes/main/sales/files."""'],
    ["what is put together", 'open(f"/Volumes/{catalog}/{schema}/files")\nq = f"FROM {catalog}.sales.orders"'],
    ["catalogs of every workspace", 'q = "SELECT * FROM samples.nyctaxi.trips JOIN system.access.audit"'],
    ["placeholders", 'H = "https://your-workspace.cloud.databricks.com"\nV = "/Volumes/<catalog>/a/b"'],
    ["the account's console", 'H = "https://accounts.cloud.databricks.com"'],
    ["imports", "from a.b.c import d"],
    ["tables of two parts", 'q = "SELECT * FROM sales.orders"'],
  ])("is not: %s", (_, text) => {
    expect(findings(python(text))).toEqual([]);
  });

  test("is not looked for in tests and in what is run by hand", () => {
    const text = 'H = "https://adb-1234567890123456.7.azuredatabricks.net"';
    const files = { "tests/a.py": text, "test_a.py": text, "scripts/a.py": text, "README.md": text };
    expect(findings({ ...START, ...files })).toEqual([]);
  });
});

describe("credentials in files", () => {
  const TOKEN = `dapi${"0123456789abcdef".repeat(2)}`;

  test.each([
    ["a token", "lib/config.json", `{\n  "token": "${TOKEN}"\n}`, "lib/config.json:2:13"],
    ["a private key", "key.pem", "\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END", "key.pem:2:1"],
    ["a Stripe key", "main.py", `key = "sk_live_${"0aA".repeat(8)}"`, "main.py:1:8"],
    ["a GitHub token", "main.py", `key = "ghp_${"0aA".repeat(12)}"`, "main.py:1:8"],
    ["an AWS access key", "main.py", `key = "AKIA${"Z0".repeat(8)}"`, "main.py:1:8"],
    ["a Slack token", "main.py", `key = "xoxb-${"0123-".repeat(4)}"`, "main.py:1:8"],
    ["an Azure storage key", "main.py", `key = "AccountKey=${"0a".repeat(43)}=="`, "main.py:1:8"],
    ["a comment", "main.py", `# ${TOKEN}`, "main.py:1:3"],
  ])("fail: %s is named, and never shown", (_, file, text, at) => {
    const files = { ...START, [file]: text };
    expect(findings(files)).toEqual([`error source.secret ${at}`]);
    expect(JSON.stringify(foundIn(temporaryFolder(files), {}))).not.toMatch(/dapi0|MIIE/);
  });

  test("in a value of app.yaml are not shown by any other finding", () => {
    const files = {
      ...START,
      "app.yaml": `command: [python, main.py, ${TOKEN}]\nenv: [{ name: A, valueFrom: ${TOKEN} }]`,
    };
    const root = temporaryFolder(files);
    expect(foundIn(root, {}).map(({ code }) => code)).toEqual(["source.secret", "env.value-from"]);
    expect(JSON.stringify(foundIn(root, {}))).not.toContain("dapi0");
  });

  test("are no certificates and no words about credentials", () => {
    const sample = 'id = "AKIAIOSFODNN7EXAMPLE"';
    expect(findingsAt({ ...START, "main.py": sample })).toEqual([]);
    const files = { "ca.pem": "-----BEGIN CERTIFICATE-----\nMIIE", "main.py": "token = os.environ['TOKEN']" };
    expect(findingsAt({ ...START, ...files })).toEqual([]);
  });
});

test("code that no parser understands is no reason to stop", () => {
  const broken = "def (((\n  x = [1,\n\u0001 'unfinished";
  expect(findings(python(broken))).toEqual([]);
  expect(findings(node(`const {{{ = \`\${${"(".repeat(5000)}`))).toEqual([]);
});
