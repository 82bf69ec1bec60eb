import { createSign, generateKeyPairSync } from "node:crypto";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { DeployProject, GOOD } from "./deploy-project";
import { runCli } from "./run-cli";

const JOB = { issuer: "https://ci.example.com", subject: "repo:acme/orders:ref:main", audience: "acme" };
const REQUEST_TOKEN = ["request", "token", "0123456789"].join("-");
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

jest.setTimeout(60_000);

let project: DeployProject;
let bin: string;
/** Whatever must never be printed. */
let secrets: string[];

beforeAll(async () => {
  const federation = [{ ...JOB, publicKey: publicKey.export({ type: "spki", format: "pem" }).toString() }];
  project = await DeployProject.open(GOOD, {}, (seed) => ({
    ...seed,
    workspaces: (seed.workspaces ?? []).map((each) => (each.id === "1111" ? { ...each, federation } : each)),
  }));
  bin = path.join(project.folder, "bin");
  fs.mkdirSync(bin);
});
afterAll(() => project.close());
beforeEach(() => {
  secrets = [REQUEST_TOKEN];
  fs.rmSync(bin, { recursive: true });
  fs.mkdirSync(bin);
});

/** The service principal that deploys to dev. */
function deployer(): string {
  return project.plane.state.workspaces["1111"]?.apps.orders?.creator ?? "";
}

/** What the workspace's provider block says, in an assembly whose workspace is the control plane. */
function signsInBy(block: Readonly<Record<string, string>>, host = project.plane.url): void {
  project.synth(GOOD);
  const document = path.join(project.assembly, "stacks", "orders-dev", "cdk.tf.json");
  const stack = JSON.parse(fs.readFileSync(document, "utf8"));
  stack.provider.databricks = [{ host, ...block }];
  fs.writeFileSync(document, JSON.stringify(stack));
  const file = path.join(project.assembly, "promotion.json");
  const was = "https://adb-1111.1.azuredatabricks.net";
  fs.writeFileSync(file, fs.readFileSync(file, "utf8").replaceAll(was, host));
}

/** Runs it and looks that nothing secret came out. */
async function status(env: Readonly<Record<string, string>>) {
  const run = await runCli(["status", "dev"], project.folder, { PATH: `${bin}:${process.env.PATH ?? ""}`, ...env });
  for (const secret of secrets) expect(run.out + run.err).not.toContain(secret);
  return run;
}

/** A program that is on the path. */
function install(name: string, script: string): void {
  fs.writeFileSync(path.join(bin, name), `#!${process.execPath}\n${script}`, { mode: 0o755 });
}

function jwt(): string {
  const claims = { iss: JOB.issuer, sub: JOB.subject, aud: JOB.audience, exp: Date.now() / 1000 + 60 };
  const parts = [{ alg: "RS256", typ: "JWT" }, claims];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const token = `${signed}.${createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url")}`;
  secrets.push(token);
  return token;
}

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
}

/** A CI system that says of a job what a test wants, while `work` runs. */
async function withCi<T>(
  answer: (response: http.ServerResponse) => void,
  work: (url: string, asked: readonly Asked[]) => Promise<T>,
): Promise<T> {
  const asked: Asked[] = [];
  const server = http.createServer(({ method, url, headers }, response) => {
    asked.push({ method, url, authorization: headers.authorization });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const GITHUB = (url: string) => ({
  ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?api-version=2.0`,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: REQUEST_TOKEN,
  DATABRICKS_TOKEN_AUDIENCE: JOB.audience,
});

describe("a workspace that signs in by", () => {
  test("oauth-m2m is asked with the client of the environment", async () => {
    signsInBy({ auth_type: "oauth-m2m" });
    const secret = project.plane.clientSecret(undefined, "1111");
    secrets.push(secret);
    const env = { DATABRICKS_CLIENT_ID: deployer(), DATABRICKS_CLIENT_SECRET: secret };
    expect(await status(env)).toMatchObject({ code: 0 });
    const wrong = await status({ ...env, DATABRICKS_CLIENT_SECRET: "wrong-secret" });
    expect(wrong.code).toBe(1);
    expect(wrong.out).toContain("answered 401");
    expect(wrong.out).not.toContain("wrong-secret");
    expect((await status({ DATABRICKS_CLIENT_ID: deployer() })).out).toContain("set DATABRICKS_CLIENT_SECRET");
  });

  test("github-oidc exchanges what GitHub says of the job", async () => {
    signsInBy({ auth_type: "github-oidc", client_id: deployer() });
    await withCi(
      (response) => response.end(JSON.stringify({ value: jwt() })),
      async (url, asked) => {
        expect(await status(GITHUB(url))).toMatchObject({ code: 0 });
        const query = "/token?api-version=2.0&audience=acme";
        expect(asked).toEqual([{ method: "GET", url: query, authorization: `Bearer ${REQUEST_TOKEN}` }]);
      },
    );
  });

  test("github-oidc asks for the audience that the provider asks for", async () => {
    signsInBy({ auth_type: "github-oidc", client_id: deployer() });
    await withCi(
      (response) => response.end(JSON.stringify({ value: jwt() })),
      async (url, asked) => {
        const { DATABRICKS_TOKEN_AUDIENCE: _own, ...env } = GITHUB(url);
        await status(env);
        await status({ ...env, DATABRICKS_ACCOUNT_ID: "an-account" });
        const audiences = asked.map((each) => new URL(`http://x${each.url ?? ""}`).searchParams.get("audience"));
        expect(audiences).toEqual([`${project.plane.url}/oidc/v1/token`, "an-account"]);
      },
    );
  });

  test("azure-devops-oidc exchanges what Azure DevOps says of the job", async () => {
    signsInBy({ auth_type: "azure-devops-oidc", client_id: deployer() });
    await withCi(
      (response) => response.end(JSON.stringify({ oidcToken: jwt() })),
      async (url, asked) => {
        const env = {
          SYSTEM_ACCESSTOKEN: REQUEST_TOKEN,
          SYSTEM_TEAMFOUNDATIONCOLLECTIONURI: `${url}/acme/`,
          SYSTEM_TEAMPROJECTID: "project",
          SYSTEM_PLANID: "plan",
          SYSTEM_JOBID: "job",
          SYSTEM_HOSTTYPE: "build",
        };
        expect(await status(env)).toMatchObject({ code: 0 });
        const place = "/acme/project/_apis/distributedtask/hubs/build/plans/plan/jobs/job/oidctoken";
        expect(asked).toMatchObject([{ method: "POST", url: `${place}?api-version=7.2-preview.1` }]);
        const { SYSTEM_ACCESSTOKEN: _token, ...without } = env;
        expect((await status(without)).out).toContain("$(System.AccessToken)");
      },
    );
  });

  test("a profile of the vendor's command line asks that for a token, and for nothing else", async () => {
    signsInBy({ auth_type: "databricks-cli", profile: "my profile" });
    const token = project.plane.token(undefined, "1111");
    secrets.push(token);
    const answer = JSON.stringify({ access_token: token, token_type: "Bearer", expiry: "2999-01-01T00:00:00Z" });
    const args = ["auth", "token", "--profile", "my profile"];
    install(
      "databricks",
      `if (JSON.stringify(process.argv.slice(2)) !== ${JSON.stringify(JSON.stringify(args))}) process.exit(9);
       console.log(${JSON.stringify(answer)});`,
    );
    expect(await status({})).toMatchObject({ code: 0 });
  });

  test("azure-cli asks that for a token of the vendor's", async () => {
    signsInBy({ auth_type: "azure-cli" });
    const token = project.plane.token(undefined, "1111");
    secrets.push(token);
    const answer = JSON.stringify({ accessToken: token, expires_on: 32_503_680_000 });
    install("az", `if (process.argv[2] === "account") console.log(${JSON.stringify(answer)});`);
    expect(await status({})).toMatchObject({ code: 0 });
  });
});

describe("signing in fails, and says what to do,", () => {
  test("where a command line is not installed, is not signed in, or prints something else", async () => {
    signsInBy({ auth_type: "databricks-cli", profile: "dev" });
    const remedy = "databricks auth login --profile dev";
    const none = await runCli(["status", "dev"], project.folder, { PATH: bin });
    expect([none.code, none.out]).toEqual([1, expect.stringContaining("not installed")]);
    install("databricks", 'console.error("no token\\nfor dev"); process.exit(1);');
    expect((await status({})).out).toContain(`(no token): run ${remedy}`);
    const printed = ["printed", "by", "mistake"].join("-");
    secrets.push(printed);
    install("databricks", `console.log(${JSON.stringify(printed)});`);
    expect((await status({})).out).toContain(remedy);
  });

  test.each(["pat", "oauth-m2m"])(
    "for a profile of the kind %s, whose token would be somebody else's",
    async (kind) => {
      signsInBy({ auth_type: kind, profile: "dev" });
      install("databricks", 'require("node:fs").writeFileSync(__dirname + "/asked", "")');
      expect((await status({})).out).toMatch(/DATABRICKS_(?:TOKEN|CLIENT_ID)/);
      expect(fs.existsSync(path.join(bin, "asked"))).toBe(false);
    },
  );

  test.each([
    ["an error", 400, "{}", "answered 400 without a token"],
    ["a page", 200, "<html>sign in</html>", "something else than JSON"],
    ["no token", 200, '{"value":""}', "without a token"],
  ])("where the CI system answers %s", async (_, code, body, says) => {
    signsInBy({ auth_type: "github-oidc", client_id: deployer() });
    await withCi(
      (response) => response.writeHead(code).end(body),
      async (url) => {
        const { code: ended, out } = await status(GITHUB(url));
        expect([ended, out]).toEqual([1, expect.stringContaining(says)]);
      },
    );
  });

  test("outside of GitHub Actions, or without the permission", async () => {
    signsInBy({ auth_type: "github-oidc", client_id: deployer() });
    expect((await status({})).out).toContain("id-token: write");
    signsInBy({ auth_type: "github-oidc" });
    expect((await status({})).out).toContain("clientId in its auth");
  });

  test("for a host that is neither https nor this machine", async () => {
    signsInBy({ auth_type: "azure-cli" }, "http://workspace.example.com");
    expect((await status({})).out).toContain("no token is sent there");
  });

  test("for host and token of another workspace, or a local control plane elsewhere", async () => {
    project.synth(GOOD);
    const token = ["some", "token"].join("-");
    secrets.push(token);
    const other = { DATABRICKS_HOST: "https://adb-2222.1.azuredatabricks.net", DATABRICKS_TOKEN: token };
    expect((await status(other)).out).toContain("but this is about workspace dev");
    const elsewhere = { DBAPPS_LOCAL_URL: "http://10.0.0.1:80", DBAPPS_LOCAL_TOKENS: `1111=${token}` };
    expect((await status(elsewhere)).out).toContain("not an address of this machine");
  });

  test("for a token of another workspace of the same host", async () => {
    project.synth(GOOD);
    const token = project.plane.token(undefined, "2222");
    secrets.push(token);
    const { out } = await status({ DBAPPS_LOCAL_URL: project.plane.url, DBAPPS_LOCAL_TOKENS: `1111=${token}` });
    expect(out).toContain("answered by workspace 2222, not 1111");
  });
});
