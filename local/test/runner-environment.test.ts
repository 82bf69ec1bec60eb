import { referenceOf } from "../src/apps/app-references";
import { type Answer, AppDesk, MIRROR, RUN_MIRROR, WORKSPACE, until } from "./support/app-desk";

// Processes are started here, slowly where a machine has other things to do; what waits for one says itself what for.
jest.setTimeout(30_000);

let desk: AppDesk;

const SECRET = ["local", "stripe", "value"].join("_");

beforeAll(async () => {
  process.env.DATABRICKS_TOKEN = ["of", "the", "server"].join("-");
  desk = await AppDesk.open({ secret: ({ workspace, scope, key }) => `${SECRET}/${workspace}/${scope}/${key}` });
  desk.plane.seed({
    workspaces: [
      {
        id: WORKSPACE,
        name: "dev",
        warehouses: [{ id: "1a2b3c4d5e6f7a8b" }],
        secretScopes: [{ scope: "orders", keys: ["stripe"] }],
        databases: [{ instance: "orders-db", databases: ["shop"] }],
      },
    ],
  });
  const resources = [
    { name: "sql-warehouse", sql_warehouse: { id: "1a2b3c4d5e6f7a8b", permission: "CAN_USE" } },
    { name: "stripe-key", secret: { scope: "orders", key: "stripe", permission: "READ" } },
    {
      name: "database",
      database: { instance_name: "orders-db", database_name: "shop", permission: "CAN_CONNECT_AND_CREATE" },
    },
  ];
  await desk.create("orders", { resources });
});

afterAll(async () => {
  delete process.env.DATABRICKS_TOKEN;
  await desk.close();
});

/** Everything that may be there, the app's own variables last. */
const KNOWN =
  /^(PATH|HOME|TMPDIR|PORT|PYTHONUNBUFFERED|npm_config_update_notifier|(UVICORN|FLASK|GRADIO|STREAMLIT)_\w+|PG\w+|DATABRICKS_(APP_NAME|APP_PORT|HOST|WORKSPACE_ID|CLIENT_ID|CLIENT_SECRET)|WAREHOUSE|STRIPE_KEY|DATABASE|WORKERS|STAGE)$/;

const YAML = `command: [node, server.js]
env:
  - { name: WAREHOUSE, valueFrom: sql-warehouse }
  - { name: STRIPE_KEY, valueFrom: stripe-key }
  - { name: DATABASE, valueFrom: database }
  - { name: WORKERS, value: 4 }
  - { name: STAGE, value: from app.yaml }
  - { name: DATABRICKS_APP_PORT, value: "1" }
`;

test("a process gets the platform's variables, its own and nothing of the server's but PATH", async () => {
  const env_vars = [{ name: "STAGE", value: "from the deployment" }];
  expect((await desk.deploy("orders", { "server.js": MIRROR, "app.yaml": YAML }, { env_vars })).state).toBe(
    "SUCCEEDED",
  );
  const { env, cwd } = await desk.mirror("orders");
  const app = await desk.call("GET", "/apps/orders");
  const [process_] = desk.processes("orders");
  expect(env).toMatchObject({
    PATH: process.env.PATH,
    DATABRICKS_APP_NAME: "orders",
    DATABRICKS_APP_PORT: String(process_?.port),
    DATABRICKS_HOST: desk.plane.url,
    DATABRICKS_WORKSPACE_ID: WORKSPACE,
    DATABRICKS_CLIENT_ID: app.service_principal_client_id,
    PGHOST: "orders-db.local",
    PGDATABASE: "shop",
    PGPORT: "5432",
    PGSSLMODE: "require",
    PGUSER: app.service_principal_client_id,
    WAREHOUSE: "1a2b3c4d5e6f7a8b",
    STRIPE_KEY: `${SECRET}/${WORKSPACE}/orders/stripe`,
    DATABASE: "orders-db.local",
    WORKERS: "4",
    STAGE: "from the deployment",
  });
  expect(env).not.toHaveProperty("DATABRICKS_TOKEN");
  expect(env.HOME).not.toBe(process.env.HOME);
  expect([env.HOME, env.TMPDIR, cwd].every((folder) => folder.startsWith(desk.folder))).toBe(true);
  const ofTheShell = ["PWD", "OLDPWD", "SHLVL", "_"];
  expect(Object.keys(env).filter((name) => !ofTheShell.includes(name) && !KNOWN.test(name))).toEqual([]);
});

test("the control plane's token endpoint accepts the variables of the process, and the token is the app's", async () => {
  await desk.deploy("orders", RUN_MIRROR);
  const { env } = await desk.mirror("orders");
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: env.DATABRICKS_CLIENT_ID,
    client_secret: env.DATABRICKS_CLIENT_SECRET,
  });
  const answer = await fetch(`${env.DATABRICKS_HOST}/oidc/v1/token`, { method: "POST", body });
  const { access_token } = (await answer.json()) as Answer;
  const headers = { authorization: `Bearer ${access_token}` };
  const me = await fetch(`${desk.plane.url}/api/2.0/preview/scim/v2/Me`, { headers });
  expect(await me.json()).toMatchObject({ userName: env.DATABRICKS_CLIENT_ID });
});

test("secrets are neither in inspect() nor in logs, until the app prints them", async () => {
  const files = { "server.js": MIRROR, "app.yaml": YAML };
  await desk.deploy("orders", files);
  const { env } = await desk.mirror("orders");
  const seen = (): readonly boolean[] =>
    [SECRET, env.DATABRICKS_CLIENT_SECRET].map((each) => JSON.stringify(desk.plane.inspect()).includes(each));
  expect(seen()).toEqual([false, false]);
  await desk.deploy("orders", { ...files, "server.js": `console.log(process.env.STRIPE_KEY);${MIRROR}` });
  expect(seen()).toEqual([true, false]);
});

test("fails a deployment when its variable names a resource that was removed since", async () => {
  await desk.create("loose", {
    resources: [{ name: "stripe-key", secret: { scope: "orders", key: "stripe", permission: "READ" } }],
  });
  const env_vars = [{ name: "KEY", value_from: "stripe-key" }];
  expect((await desk.deploy("loose", RUN_MIRROR, { env_vars })).state).toBe("SUCCEEDED");
  await desk.call("POST", "/apps/loose/stop");
  await desk.call("PATCH", "/apps/loose", { description: "without resources" });
  await desk.call("POST", "/apps/loose/start");
  const { app_deployments } = await desk.call("GET", "/apps/loose/deployments");
  const last = async (): Promise<Answer> =>
    desk.call("GET", `/apps/loose/deployments/${app_deployments[0].deployment_id}`);
  await until(async () => (await last()).status.state !== "IN_PROGRESS");
  expect((await last()).status).toMatchObject({ state: "FAILED", message: expect.stringContaining("stripe-key") });
});

test.each([
  ["sql_warehouse", { id: "1a2b" }, "1a2b"],
  ["job", { id: "42" }, "42"],
  ["serving_endpoint", { name: "ranker" }, "ranker"],
  ["genie_space", { name: "Sales", space_id: "01ef" }, "01ef"],
  ["secret", { scope: "s", key: "k" }, { scope: "s", key: "k" }],
  ["experiment", { experiment_id: "7" }, "7"],
  ["database", { instance_name: "db", database_name: "shop" }, "db.local"],
  [
    "postgres",
    { branch: "projects/p/branches/b", database: "projects/p/branches/b/databases/d" },
    "projects/p/branches/b/endpoints/primary",
  ],
  ["app", { name: "other" }, "other"],
  ["uc_securable", { securable_type: "VOLUME", securable_full_name: "a.b.c" }, "/Volumes/a/b/c"],
  ["uc_securable", { securable_type: "TABLE", securable_full_name: "a.b.c" }, "a.b.c"],
  ["uc_securable", { securable_type: "CONNECTION", securable_full_name: "crm" }, "crm"],
] as const)("valueFrom of a %s with %j is what the vendor documents", (kind, fields, expected) => {
  expect(referenceOf({ kind, fields: fields })).toEqual(expected);
});
