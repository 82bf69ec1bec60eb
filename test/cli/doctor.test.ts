import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { checkNode } from "../../src/cli/doctor";
import { runCli } from "./run-cli";

interface Diagnosis {
  readonly name: string;
  readonly ok: boolean;
  readonly found: string;
  readonly fix?: string;
}

let folder: string;
let bin: string;

/** A project with nothing wrong; each test breaks one thing. */
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "databricks-apps-doctor-")));
  bin = path.join(folder, "bin");
  fs.mkdirSync(path.join(folder, ".git"));
  write("cdktf.json", '{ "app": "npx ts-node main.ts" }');
  install("typescript", "6.0.3");
  install("cdktf", "0.21.0");
  install("constructs", "10.7.2");
  write("bin/terraform", '#!/bin/sh\necho \'{ "terraform_version": "1.11.4" }\'\n');
  fs.chmodSync(path.join(bin, "terraform"), 0o755);
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), text);
}

function install(name: string, version: string, at = ""): void {
  write(path.join(at, "node_modules", name, "package.json"), JSON.stringify({ name, version }));
}

async function doctor(env = {}, cwd = folder) {
  const PATH = [bin, "/bin", "/usr/bin"].join(path.delimiter);
  const { code, out } = await runCli(["doctor", "--json"], cwd, { PATH, ...env });
  const { checks, problems } = JSON.parse(out) as { checks: readonly Diagnosis[]; problems: number };
  const bad = checks.filter(({ ok }) => !ok);
  expect(problems).toBe(bad.length);
  expect(code).toBe(bad.length === 0 ? 0 : 1);
  expect(bad.filter(({ fix = "" }) => fix === "")).toEqual([]);
  return { checks, bad: bad.map(({ name }) => name), out };
}

describe("dbapps doctor", () => {
  test("is content with a project that has nothing wrong", async () => {
    const { checks, bad } = await doctor();
    expect(bad).toEqual([]);
    expect(checks.map(({ name }) => name)).toEqual([
      ...["node", "cdktf.json", "typescript", "cdktf", "constructs", "terraform", "environment"],
    ]);
    expect(checks.find(({ name }) => name === "terraform")?.found).toBe("1.11.4");
  });

  test.each([
    ["20.8.1", false],
    ["20.9.0", true],
    ["22.0.0", true],
    ["18.20.0", false],
  ])("judges node %s", (version, ok) => {
    expect(checkNode(version).ok).toBe(ok);
  });

  test.each([
    ["there is no cdktf.json", () => fs.rmSync(path.join(folder, "cdktf.json")), "cdktf.json"],
    ["cdktf.json has no app", () => write("cdktf.json", "{}"), "cdktf.json"],
    ["promotion.json is no JSON", () => write("cdktf.out/promotion.json", "{"), "environment"],
    ["TypeScript is 7", () => install("typescript", "7.0.2"), "typescript"],
    ["cdktf is not installed", () => fs.rmSync(path.join(folder, "node_modules/cdktf"), { recursive: true }), "cdktf"],
    ["a package has cdktf of its own", () => install("cdktf", "0.20.0", "node_modules/acme"), "cdktf"],
    ["a scoped package has constructs", () => install("constructs", "10.7.2", "node_modules/@a/b"), "constructs"],
    ["pnpm keeps a second copy", () => install("constructs", "10.1.0", "node_modules/.pnpm/x@1"), "constructs"],
    ["there is no terraform", () => fs.rmSync(path.join(bin, "terraform")), "terraform"],
    ["terraform does not start", () => write("bin/terraform", "#!/bin/sh\nexit 1\n"), "terraform"],
  ])("fails where %s", async (_, breakIt, name) => {
    breakIt();
    const outcome = await doctor(name === "terraform" ? { PATH: bin } : {});
    expect(outcome.bad).toEqual([name]);
  });

  test("takes links to one copy for one", async () => {
    fs.mkdirSync(path.join(folder, "node_modules/acme/node_modules"), { recursive: true });
    fs.symlinkSync(path.join(folder, "node_modules/cdktf"), path.join(folder, "node_modules/acme/node_modules/cdktf"));
    // A link that leads back must not be followed for ever.
    fs.symlinkSync(path.join(folder, "node_modules"), path.join(folder, "node_modules/acme/node_modules/loop"));
    expect((await doctor()).bad).toEqual([]);
  });

  test("finds what a workspace of a repository gets from above, and a second copy there", async () => {
    write("apps/orders/cdktf.json", '{ "app": "node main.js" }');
    expect((await doctor({}, path.join(folder, "apps/orders"))).bad).toEqual([]);
    install("cdktf", "0.21.0", "apps/orders");
    expect((await doctor({}, path.join(folder, "apps/orders"))).bad).toEqual(["cdktf"]);
  });

  test("asks the program that TERRAFORM_BINARY_NAME names", async () => {
    fs.renameSync(path.join(bin, "terraform"), path.join(bin, "tofu"));
    const env = { PATH: `${bin}${path.delimiter}/bin` };
    const { checks } = await doctor(env);
    expect(checks.find(({ name }) => name === "terraform")?.fix).toContain("TERRAFORM_BINARY_NAME=tofu");
    expect((await doctor({ ...env, TERRAFORM_BINARY_NAME: "tofu" })).bad).toEqual([]);
  });

  test("prints one line per check, with the fix, within 80 columns", async () => {
    install("typescript", "7.0.2");
    const { code, out, err } = await runCli(["doctor"], folder, { PATH: `${bin}:/bin` }, { columns: 80 });
    expect([code, err]).toEqual([1, ""]);
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(out).toMatch(/^problem {2}typescript {2,}7\.0\.2\n +fix: npm install/m);
    expect(out).toMatch(/\n1 problem\n$/);
  });
});

/** An assembly of one App whose stack's provider block says how it signs in. */
function assembly(block: object, backend = "local"): void {
  const host = "https://adb-1.1.azuredatabricks.net";
  const bound = { workspace: { name: "prod", host } };
  const document = { provider: { databricks: [{ host, ...block }] }, terraform: { backend: { [backend]: {} } } };
  write("cdktf.out/promotion.json", JSON.stringify({ schemaVersion: 1, apps: [{ stack: "orders-prod", bound }] }));
  write("cdktf.out/stacks/orders-prod/cdk.tf.json", JSON.stringify(document));
}

const AZURE = { auth_type: "azure-cli" };
const PROFILE = { auth_type: "pat", profile: "prod" };
const M2M = { auth_type: "oauth-m2m", client_id: "me" };

describe("variables of the environment", () => {
  test.each<[string, object, Record<string, string>]>([
    ["a token where the Azure CLI signs in", AZURE, { DATABRICKS_TOKEN: "t-0" }],
    ["another host", AZURE, { DATABRICKS_HOST: "https://adb-2.2.azuredatabricks.net" }],
    ["a profile where none is declared", AZURE, { DATABRICKS_CONFIG_PROFILE: "lab" }],
    ["another profile", PROFILE, { DATABRICKS_CONFIG_PROFILE: "lab" }],
    ["a token in place of the profile's", PROFILE, { DATABRICKS_TOKEN: "t-0" }],
    ["another client's id", M2M, { DATABRICKS_CLIENT_ID: "somebody-else" }],
    ["another workspace's resource id", AZURE, { DATABRICKS_AZURE_RESOURCE_ID: "/subscriptions/0" }],
    ["another tenant", AZURE, { ARM_TENANT_ID: "0-0" }],
  ])("fail where they fight what a workspace declares: %s", async (_, block, env) => {
    assembly(block);
    const { bad, out } = await doctor(env);
    expect(bad).toEqual(["environment"]);
    for (const [name, value] of Object.entries(env)) {
      expect(out).toContain(name);
      // A variable's value may be a credential.
      expect(out).not.toContain(value);
    }
  });

  test.each<[string, object, Record<string, string>, string]>([
    ["the same host", AZURE, { DATABRICKS_HOST: "https://adb-1.1.azuredatabricks.net/" }, "local"],
    ["the same profile", PROFILE, { DATABRICKS_CONFIG_PROFILE: "prod" }, "local"],
    ["the declared client's secret", M2M, { DATABRICKS_CLIENT_ID: "me", DATABRICKS_CLIENT_SECRET: "s" }, "local"],
    ["a client's id that nothing declares", { auth_type: "github-oidc" }, { DATABRICKS_CLIENT_ID: "me" }, "local"],
    ["a tenant that the state's backend needs", AZURE, { ARM_TENANT_ID: "0-0" }, "azurerm"],
    ["an empty variable", AZURE, { DATABRICKS_TOKEN: "" }, "local"],
  ])("are fine where they do not: %s", async (_, block, env, backend) => {
    assembly(block, backend);
    expect((await doctor(env)).bad).toEqual([]);
  });
});
