import * as fs from "node:fs";
import * as path from "node:path";
import { RecoverProject, TWO_APPS, WORKSPACE } from "./recover-project";
import { app, entry, me, ME_PATH, permissions, type StubAnswer, StubVendor } from "./recover-vendor";
import { runCli } from "./run-cli";

const TOKEN = ["dapi", "0123456789abcdef".repeat(2)].join("");
const ME = "deployer@acme.example";
const MINE = entry("user_name", ME);
const ADMINS = entry("group_name", "admins", "CAN_MANAGE", true);
const ANALYSTS = entry("group_name", "analysts", "CAN_USE");

const APP = { to: "databricks_app.orders", id: "orders" };
const PERMISSIONS = { to: "databricks_permissions.orders_permissions_EED9341B", id: "/apps/orders" };

const vendor = new StubVendor();
const projects: RecoverProject[] = [];
let project: RecoverProject;

beforeAll(() => vendor.start());
afterAll(() => vendor.stop());
beforeEach(() => {
  vendor.asked.length = 0;
  project = newProject();
});
afterEach(() => {
  for (const each of projects.splice(0)) each.remove();
});

function newProject(...program: ConstructorParameters<typeof RecoverProject>): RecoverProject {
  const made = new RecoverProject(...program);
  projects.push(made);
  return made;
}

/** Runs recover against these answers; the token must never come out. */
async function recover(answers: Record<string, StubAnswer>, env: Record<string, string> = {}, stack = "orders-dev") {
  vendor.answers = answers;
  const variables = { DATABRICKS_HOST: vendor.url, DATABRICKS_TOKEN: TOKEN, ...env };
  const run = await runCli(["recover", stack], project.folder, variables);
  expect(`${run.out}${run.err}`).not.toContain(TOKEN);
  return run;
}

const FAILED = { code: 1, out: "" };

describe("dbapps recover", () => {
  test("imports the app and the permissions that this identity created", async () => {
    const answers = { ...me(ME, "1111"), ...app("orders", ME), ...permissions("orders", [MINE, ADMINS, ANALYSTS]) };
    const { code, out, err } = await recover(answers);
    expect([code, err]).toEqual([0, ""]);
    expect(project.written).toEqual({ import: [APP, PERMISSIONS] });
    expect(out).toBe(`You are deployer@acme.example.
app orders exists since 2026-01-02T03:04:05Z, created by you

Wrote cdktf.out/stacks/orders-dev/recover.tf.json:
  import orders to databricks_app.orders
  import /apps/orders to ${PERMISSIONS.to}

Next: terraform -chdir=cdktf.out/stacks/orders-dev plan, then apply
- What is in terraform's state already is left alone.
- Where the plan calls databricks_app.orders tainted, run first: terraform -chdir=cdktf.out/stacks/orders-dev untaint databricks_app.orders
- Beyond that the plan changes and destroys nothing. Where it does, this is not the app that you were creating.
- The next dbapps synth deletes the file.
`);
    expect(vendor.asked).toEqual([ME_PATH, "/api/2.0/apps/orders", "/api/2.0/permissions/apps/orders"]);
    expect([...vendor.tokens]).toEqual([`Bearer ${TOKEN}`]);
  });

  test.each([
    ["their creator alone", [MINE]],
    ["their creator and the admins, who inherit them", [MINE, ADMINS]],
    ["their creator, written in capitals", [entry("user_name", ME.toUpperCase())]],
    ["their creator, a service principal", [entry("service_principal_name", ME)]],
    ["somebody who inherits them", [entry("group_name", "platform", "CAN_MANAGE", true)]],
    ["nobody", []],
  ])("leaves permissions to be added that hold %s", async (_, entries) => {
    const { code, out } = await recover({ ...me(ME), ...app("orders", ME), ...permissions("orders", entries) });
    expect(code).toBe(0);
    expect(project.written).toEqual({ import: [APP] });
    expect(out).toContain(`${PERMISSIONS.to} has nothing to import`);
  });

  test("knows its own creations whatever the case of the name", async () => {
    expect((await recover({ ...me(ME.toUpperCase()), ...app("orders", ME) })).code).toBe(0);
    expect(project.written).toEqual({ import: [APP] });
  });

  test("fails on an app that somebody else created, names both, and writes nothing", async () => {
    const run = await recover({ ...me(ME), ...app("orders", "mallory@acme.example") });
    expect(run).toMatchObject(FAILED);
    expect(run.err).toMatch(/app orders .*mallory@acme\.example .*deployer@acme\.example/);
    expect(project.written).toBeUndefined();
  });

  test("fails on one foreign app of two, and removes what an earlier run wrote", async () => {
    project = newProject(TWO_APPS);
    const plain = { to: "databricks_app.plain", id: "plain" };
    expect((await recover({ ...me(ME), ...app("orders", ME), ...app("plain", ME) })).code).toBe(0);
    expect(project.written).toEqual({ import: [APP, plain] });
    const run = await recover({ ...me(ME), ...app("orders", ME), ...app("plain", "mallory@acme.example") });
    expect(run).toMatchObject(FAILED);
    expect(run.err).toContain("app plain");
    expect(run.err).not.toContain("app orders");
    expect(project.written).toBeUndefined();
  });

  test("imports what exists of several apps and says what does not", async () => {
    project = newProject(TWO_APPS);
    const { out } = await recover({ ...me(ME), ...app("plain", ME) });
    expect(project.written).toEqual({ import: [{ to: "databricks_app.plain", id: "plain" }] });
    expect(out).toContain("app orders does not exist");
    // It has no permissions, so none were asked for.
    expect(vendor.asked.filter((each) => each.includes("permissions"))).toEqual([]);
  });

  test("has nothing to do where nothing exists, and removes what an earlier run wrote", async () => {
    fs.writeFileSync(project.file, "{}");
    const { code, out } = await recover(me(ME));
    expect(code).toBe(0);
    expect(out).toContain("Nothing to import into orders-dev");
    expect(project.written).toBeUndefined();
  });

  test("fails on an app that is being deleted", async () => {
    const run = await recover({ ...me(ME), ...app("orders", ME, "DELETING") });
    expect(run).toMatchObject(FAILED);
    expect(run.err).toContain("20 minutes");
    expect(project.written).toBeUndefined();
  });

  test("does not import what the stack imports itself: terraform refuses two imports to one address", async () => {
    const file = path.join(project.stack, "cdk.tf.json");
    const document = JSON.parse(fs.readFileSync(file, "utf8"));
    fs.writeFileSync(file, JSON.stringify({ ...document, import: [APP] }));
    await recover({ ...me(ME), ...app("orders", ME), ...permissions("orders", [ANALYSTS]) });
    expect(project.written).toEqual({ import: [PERMISSIONS] });
  });

  test("asks for the name that the stack has, where an override changed it", async () => {
    project = newProject((cdktfApp) => {
      TWO_APPS(cdktfApp);
      const made = cdktfApp.node.findAll().find(({ node }) => node.path === "orders-dev/orders/Default");
      (made as unknown as { addOverride(at: string, value: string): void }).addOverride("name", "orders-2");
    });
    await recover({ ...me(ME), ...app("orders-2", ME) });
    expect(project.written).toEqual({ import: [{ ...APP, id: "orders-2" }] });
  });

  test("does not outlive the next synth", async () => {
    await recover({ ...me(ME), ...app("orders", ME) });
    expect(fs.existsSync(project.file)).toBe(true);
    const program = path.join(project.folder, "program.js");
    // The same assembly again, from a copy that was made before recover ran.
    const copy = newProject();
    fs.writeFileSync(
      program,
      `require("node:fs").cpSync(${JSON.stringify(path.join(copy.folder, "cdktf.out"))},
        process.env.CDKTF_OUTDIR, { recursive: true });`,
    );
    fs.writeFileSync(path.join(project.folder, "cdktf.json"), JSON.stringify({ app: `node ${program}` }));
    expect((await runCli(["synth"], project.folder)).code).toBe(0);
    expect(fs.readdirSync(project.stack).sort()).toEqual(["cdk.tf.json", "orders.deployment.json"]);
  });
});

describe("dbapps recover asks the right workspace", () => {
  test.each([
    ["of another workspace", WORKSPACE.host.replace("adb-1111", "adb-2222"), "bound to workspace dev"],
    ["without a scheme", "adb-2222.1.azuredatabricks.net/?o=1", "bound to workspace dev"],
    ["by plain http", WORKSPACE.host.replace("https:", "http:"), "bound to workspace dev"],
    ["under a name that begins like this machine's", "http://127.0.0.1.example", "bound to workspace dev"],
    ["with credentials in it", `https://me:${TOKEN}@127.0.0.1`, "not a host"],
    ["that is none", "https://", "not a host"],
  ])("fails on a host %s", async (_, host, says) => {
    const run = await recover({}, { DATABRICKS_HOST: host });
    expect(run).toMatchObject(FAILED);
    expect(run.err).toContain(says);
    expect(vendor.asked).toEqual([]);
  });

  test("fails on a token of another workspace of the same host", async () => {
    const run = await recover({ ...me(ME, "2222"), ...app("orders", ME) });
    expect(run).toMatchObject(FAILED);
    expect(run.err).toMatch(/2222.*1111/);
    expect(project.written).toBeUndefined();
  });

  test.each(["DATABRICKS_HOST", "DATABRICKS_TOKEN"])("fails without %s", async (name) => {
    const run = await recover({}, { [name]: "" });
    expect(run).toMatchObject(FAILED);
    expect(run.err).toContain(name);
  });

  test("fails on a token with a line break, which fetch would quote", async () => {
    const run = await recover({}, { DATABRICKS_TOKEN: `${TOKEN}\nx` });
    expect(run).toMatchObject(FAILED);
    expect(run.err).not.toContain(TOKEN);
  });
});

describe("dbapps recover without an assembly", () => {
  test("fails on a stack that has no App, and names those that have", async () => {
    const run = await recover({}, {}, "orders-prod");
    expect(run).toMatchObject(FAILED);
    expect(run.err).toContain("orders-dev");
  });

  test.each([
    ["promotion.json", "promotion.json", "promotion.json"],
    ["the stack's document", "stacks/orders-dev/cdk.tf.json", "cdk.tf.json"],
  ])("fails without %s", async (_, file, says) => {
    fs.rmSync(path.join(project.folder, "cdktf.out", file));
    const run = await recover({});
    expect(run).toMatchObject(FAILED);
    expect(run.err).toContain(says);
  });

  test("fails on a document of another program", async () => {
    fs.writeFileSync(path.join(project.stack, "cdk.tf.json"), "{}");
    expect(await recover({})).toMatchObject(FAILED);
  });

  test("fails on a name that only terraform knows", async () => {
    const file = path.join(project.stack, "cdk.tf.json");
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replaceAll('"orders"', '"${var.name}"'));
    expect(await recover({})).toMatchObject(FAILED);
  });
});

describe("dbapps recover when the vendor does not answer as it should", () => {
  test.each<[what: string, answer: StubAnswer, says: RegExp]>([
    ["401", { status: 401, body: { error_code: "UNAUTHENTICATED", message: "no" } }, /401 .*UNAUTHENTICATED.*new one/],
    ["403", { status: 403, body: { error_code: "PERMISSION_DENIED", message: "no" } }, /403 .*ran terraform/],
    ["404 of a proxy", { status: 404, body: "<html>not here</html>" }, /404: this API is not there/],
    ["404 of an unknown API", { status: 404, body: { error_code: "ENDPOINT_NOT_FOUND" } }, /ENDPOINT_NOT_FOUND/],
    ["429", { status: 429, body: {} }, /429: .*wait/],
    ["500", { status: 500, body: "oops" }, /500: .*wait/],
    ["503", { status: 503, body: { message: "later" } }, /503 \(later\)/],
    ["a login page", { body: "<html>sign in</html>" }, /not JSON/],
    ["a list", { body: [] }, /not JSON/],
    ["a redirect", { status: 302, headers: { location: "https://example.com/login" }, body: "" }, /redirect/],
    ["an app without a creator", { body: { name: "orders" } }, /without creator/],
    ["an app of another name", { body: { name: "other", creator: ME } }, /without name orders/],
    ["a broken connection", (response) => response.destroy(), /failed: .*check the network/],
    [
      "half an answer",
      (response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write('{"name":', () => response.destroy());
      },
      /failed: .*check the network/,
    ],
    [
      "a message that quotes the token and drives the terminal",
      { status: 400, body: { message: `Bearer ${TOKEN}\u001b[2J\n${"x".repeat(2000)}` } },
      /Bearer <token> \[2J x{200,300}\.\.\./,
    ],
  ])("fails on %s, and leaves what an earlier run wrote", async (_, answer, says) => {
    fs.writeFileSync(project.file, "{}");
    const run = await recover({ ...me(ME), "/api/2.0/apps/orders": answer });
    expect(run).toMatchObject(FAILED);
    expect(run.err).toMatch(says);
    expect(project.written).toEqual({});
  });

  test.each([ME_PATH, "/api/2.0/permissions/apps/orders"])("fails on 500 of %s and writes nothing", async (path_) => {
    const answers = { ...me(ME), ...app("orders", ME), [path_]: { status: 500, body: {} } };
    expect(await recover(answers)).toMatchObject(FAILED);
    expect(project.written).toBeUndefined();
  });

  test("fails where nobody listens", async () => {
    const gone = new StubVendor();
    await gone.start();
    const { url } = gone;
    await gone.stop();
    const run = await recover({}, { DATABRICKS_HOST: url });
    expect(run).toMatchObject(FAILED);
    expect(run.err).toMatch(/ECONNREFUSED/);
  });
});
