import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { applyLocally, type LocalStack, overrideFile, type TerraformError } from "databricks-apps-local";
import { appStack } from "../../support/app-stack";
import { readFolder } from "../../support/examples";

const SERVER = "http://127.0.0.1:9";
const TOKEN = ["local", "0123456789abcdef"].join("-");

let home: string;
let stack: string;
let local: LocalStack | undefined;

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), "apply-locally-"));
  stack = path.join(home, "stacks", "orders-dev");
  fs.mkdirSync(stack, { recursive: true });
  fs.writeFileSync(path.join(stack, "cdk.tf.json"), JSON.stringify(appStack({ name: "orders" })));
});

afterEach(() => {
  local?.remove();
  local = undefined;
  fs.rmSync(home, { recursive: true, force: true });
});

/** A terraform that does what a test says. */
function withTerraform(script: string, timeoutSeconds = 20): LocalStack {
  const binary = path.join(home, "terraform");
  fs.writeFileSync(binary, `#!${process.execPath}\n${script}`, { mode: 0o755 });
  local = applyLocally({ stack, url: SERVER, token: TOKEN, terraform: { binary, timeoutSeconds } });
  return local;
}

async function failureOf(work: Promise<unknown>): Promise<TerraformError> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return error as TerraformError;
}

function isAlive(pid: number): boolean {
  // A process that ended and was not waited for is a zombie: it runs nothing.
  const status = `/proc/${pid}/stat`;
  if (fs.existsSync("/proc")) return fs.existsSync(status) && !/\) Z /.test(fs.readFileSync(status, "utf8"));
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("applying a stack locally", () => {
  test.each([
    "https://adb-1111111111111111.1.azuredatabricks.net",
    "http://10.0.0.1:8080",
    "http://127.0.0.1.example.com",
    "http://127.0.0.1@example.com",
    "https://127.0.0.1:8080",
    "ftp://localhost",
  ])("fails for a server that is not on this machine: %s", (url) => {
    expect(() => applyLocally({ stack, url, token: TOKEN })).toThrow("is not the address of a local control plane");
  });

  test("fails without a token, and for a folder that is no stack's", () => {
    expect(() => applyLocally({ stack, url: SERVER, token: "" })).toThrow("token is empty");
    expect(() => applyLocally({ stack: home, url: SERVER, token: TOKEN })).toThrow("has no cdk.tf.json");
  });

  test("works on a copy, which has what the stack has but terraform's own files", async () => {
    fs.mkdirSync(path.join(stack, "assets"));
    fs.mkdirSync(path.join(stack, ".terraform"));
    fs.writeFileSync(path.join(stack, "assets", "page.html"), "<p>");
    fs.writeFileSync(path.join(stack, ".terraform", "terraform.tfstate"), "{}");
    fs.writeFileSync(path.join(stack, "terraform.tfstate"), "{}");
    fs.writeFileSync(path.join(stack, "recover.tf.json"), "{}");
    const before = readFolder(stack);
    const copy = withTerraform("");
    const { folder } = copy;
    await copy.apply();
    expect(Object.keys(readFolder(folder))).toEqual([
      "assets/page.html",
      "cdk.tf.json",
      "local_override.tf.json",
      "recover.tf.json",
    ]);
    fs.rmSync(path.join(stack, "recover.tf.json"));
    await copy.apply();
    expect(fs.existsSync(path.join(folder, "recover.tf.json"))).toBe(false);
    const { "recover.tf.json": _removed, ...rest } = before;
    expect(readFolder(stack)).toEqual(rest);
    copy.remove();
    expect(fs.existsSync(folder)).toBe(false);
  });

  test("gives terraform nothing of this machine's identities and settings", async () => {
    const foreign = ["DATABRICKS_HOST", "ARM_CLIENT_ID", "GOOGLE_CREDENTIALS", "AWS_PROFILE", "TF_LOG", "TF_VAR_x"];
    const kept = { ...process.env };
    for (const name of foreign) process.env[name] = "foreign";
    try {
      const file = path.join(home, "env.json");
      await withTerraform(`require("fs").writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.env))`).apply();
      const seen = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, string>;
      expect(foreign.filter((name) => name in seen)).toEqual([]);
      expect(seen).toMatchObject({ CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", PATH: process.env.PATH });
      expect(seen.HOME).toBe(path.dirname(local?.folder ?? ""));
    } finally {
      for (const name of foreign) Reflect.deleteProperty(process.env, name);
      Object.assign(process.env, kept);
    }
  });

  test("fails with what terraform wrote to stderr, without the token", async () => {
    const script = `console.error("no: ${TOKEN}, " + process.argv[2]); process.exit(process.argv[2] === "init" ? 0 : 3)`;
    const error = await failureOf(withTerraform(script).apply());
    expect(error).toMatchObject({ command: "apply", exitCode: 3, stderr: "no: [token], apply\n" });
    expect(error.message).not.toContain(TOKEN);
  });

  test("fails without either token in what it says", async () => {
    const accountToken = ["local", "account"].join("-");
    const binary = path.join(home, "terraform");
    fs.writeFileSync(binary, `#!${process.execPath}\nconsole.error("${TOKEN} ${accountToken}"); process.exit(1)`, {
      mode: 0o755,
    });
    local = applyLocally({ stack, url: SERVER, token: TOKEN, accountToken, terraform: { binary } });
    expect(await failureOf(local.apply())).toMatchObject({ stderr: "[token] [token]\n" });
    expect(() => applyLocally({ stack, url: SERVER, token: TOKEN, accountToken: "" })).toThrow("token is empty");
  });

  test("fails where there is no terraform", async () => {
    const options = { stack, url: SERVER, token: TOKEN, terraform: { binary: path.join(home, "none") } };
    local = applyLocally(options);
    expect(await failureOf(local.apply())).toMatchObject({ command: "init", exitCode: undefined });
  });

  test("fails when its time is over, and leaves neither terraform nor the provider behind", async () => {
    const file = path.join(home, "pids");
    const script = [
      `const child = require("child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);`,
      `require("fs").writeFileSync(${JSON.stringify(file)}, process.pid + " " + child.pid);`,
      `setTimeout(() => {}, 60000);`,
    ].join("\n");
    // Long enough for both to be there, also where a machine starts processes slowly.
    const error = await failureOf(withTerraform(script, 3).plan());
    expect(error).toMatchObject({ command: "init", exitCode: undefined });
    expect(error.stderr).toContain("stopped after 3 s");
    const pids = fs.readFileSync(file, "utf8").split(" ").map(Number);
    expect(pids).toHaveLength(2);
    for (let looks = 0; looks < 100 && pids.some(isAlive); looks++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(pids.filter(isAlive)).toEqual([]);
  }, 30_000);
});

describe("the override file of a stack", () => {
  const settings = { host: SERVER, token: TOKEN, auth_type: "pat", retry_timeout_seconds: 10, rate_limit: 1000 };

  test("has one provider block where nothing is known of the stack", () => {
    expect(overrideFile(SERVER, TOKEN)).toEqual({
      terraform: {
        required_providers: { databricks: { source: "databricks/databricks", version: ">= 1.126.0" } },
        backend: { local: { path: "local.tfstate" } },
      },
      provider: { databricks: [settings] },
    });
  });

  test("has a block for each of the stack's, by alias, and keeps the account; what else they say is replaced", () => {
    const blocks = [
      { host: "https://x", auth_type: "azure-cli" },
      { alias: "prebuilt", client_id: "y" },
      { alias: "account", account_id: "z" },
    ];
    expect(overrideFile(SERVER, TOKEN, { provider: { databricks: blocks } })).toMatchObject({
      provider: {
        databricks: [settings, { alias: "prebuilt", ...settings }, { alias: "account", account_id: "z", ...settings }],
      },
    });
  });

  test("has a token of its own for the blocks of an account, where one is given", () => {
    const blocks = [{ host: "https://x" }, { alias: "account", account_id: "z" }];
    const account = ["local", "account"].join("-");
    expect(overrideFile(SERVER, TOKEN, { provider: { databricks: blocks } }, account)).toMatchObject({
      provider: { databricks: [{ token: TOKEN }, { alias: "account", account_id: "z", token: account }] },
    });
  });

  test("finds the provider under whatever name the stack gives it, and leaves others alone", () => {
    const required_providers = { dbx: { source: "databricks/databricks" }, random: { source: "hashicorp/random" } };
    const stack = { terraform: { required_providers }, provider: { dbx: { alias: "second" }, random: [{}] } };
    expect(overrideFile(SERVER, TOKEN, stack)).toMatchObject({
      terraform: { required_providers: { dbx: { version: ">= 1.126.0" } } },
      provider: { dbx: [settings, { alias: "second", ...settings }] },
    });
    expect(Object.keys((overrideFile(SERVER, TOKEN, stack) as { provider: object }).provider)).toEqual(["dbx"]);
  });
});
