import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import * as path from "node:path";
import { EXAMPLES_FOLDER } from "../support/examples";

// Each test starts the app, and stops waiting for it before this.
jest.setTimeout(30_000);

const SERVER = path.join(EXAMPLES_FOLDER, "orders/app/server.js");
type Variables = Readonly<Record<string, string>>;

const running = new Set<ChildProcess>();

afterEach(async () => {
  await Promise.all([...running].map(stop));
});

/** Nothing of this machine's environment, so that the page shows what the test says. */
function run(env: Variables): { readonly child: ChildProcess; readonly output: () => string } {
  const child = spawn(process.execPath, [SERVER], { env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const output: string[] = [];
  child.stdout.on("data", (chunk) => output.push(String(chunk)));
  child.stderr.on("data", (chunk) => output.push(String(chunk)));
  return { child, output: () => output.join("") };
}

async function stop(child: ChildProcess): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
}

async function start(env: Variables): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const port = await freePort();
  const { child, output } = run({ ...env, DATABRICKS_APP_PORT: String(port) });
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.exitCode !== null) throw new Error(`the app ended: ${output()}`);
    const response = await fetch(`${url}/healthz`).catch(() => undefined);
    if (response?.ok === true) return { child, url };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the app does not answer: ${output()}`);
}

async function pageWith(env: Variables): Promise<string> {
  const { url, child } = await start(env);
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^text\/html/);
  const text = await response.text();
  await stop(child);
  return text;
}

test("one source shows in every workspace what it is bound to there", async () => {
  const stages = ["dev", "staging", "prod"].map((stage) => ({
    DATABRICKS_APP_NAME: "orders",
    DATABRICKS_HOST: `https://${stage}.example.com`,
    WAREHOUSE_ID: `warehouse-${stage}`,
    ENDPOINT: `ranker-${stage}`,
    CATALOG: `catalog_${stage}`,
  }));
  const pages = await Promise.all(stages.map(pageWith));
  expect(new Set(pages).size).toBe(3);
  stages.forEach((stage, index) => {
    for (const value of Object.values(stage)) expect(pages[index]).toContain(`<code>${value}</code>`);
  });
});

test("the page says which binding is missing", async () => {
  expect((await pageWith({ CATALOG: "dev" })).match(/<em>not set<\/em>/g)).toHaveLength(4);
});

test("what the page shows is escaped", async () => {
  const page = await pageWith({ CATALOG: `<script>alert("1" & '2')</script>` });
  expect(page).toContain("<code>&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;</code>");
  expect(page).not.toContain("<script");
});

test("the page never shows a secret", async () => {
  const page = await pageWith({ DATABRICKS_CLIENT_SECRET: "not-for-the-page", STRIPE_KEY: "nor-this" });
  expect(page).not.toMatch(/not-for-the-page|nor-this|SECRET|STRIPE/);
});

test("what the app does not serve is answered as such", async () => {
  const { url } = await start({});
  expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  expect((await fetch(url, { method: "POST" })).status).toBe(405);
});

test("the app ends by itself on SIGTERM", async () => {
  const { child } = await start({});
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  expect(await exited).toEqual([0, null]);
});

const WITHOUT_A_PORT: readonly Variables[] = [
  {},
  { DATABRICKS_APP_PORT: "" },
  { DATABRICKS_APP_PORT: "http" },
  { DATABRICKS_APP_PORT: "65536" },
];

test.each(WITHOUT_A_PORT)("fails to start with %j, and says what is missing", async (env) => {
  const { child, output } = run(env);
  expect(await once(child, "close")).toEqual([1, null]);
  expect(output()).toContain("DATABRICKS_APP_PORT is not set");
});
