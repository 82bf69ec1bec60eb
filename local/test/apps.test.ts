import { ManualClock } from "databricks-apps-local";
import { ANNA, type Call, EVERY_KIND, WORKSPACE, callerOf, refusal, startPlane, stopPlanes } from "./support/plane";

afterEach(stopPlanes);

const APPS = "/api/2.0/apps";
const resource = (fields: object) => ({ name: "orders", resources: [{ name: "thing", ...fields }] });
const warehouse = { sql_warehouse: { id: "1a2b3c4d5e6f7a8b", permission: "CAN_USE" } };

test("an app comes back as it was asked for, with what the server knows of it", async () => {
  const plane = await startPlane();
  const asked = { name: "orders", description: "Order desk", resources: EVERY_KIND, user_api_scopes: ["sql"] };
  const { status, body } = await callerOf(plane)("POST", `${APPS}?no_compute=true`, asked);
  expect(status).toBe(200);
  expect(body).toMatchObject({ ...asked, compute_size: "MEDIUM", compute_status: { state: "STOPPED" } });
  expect(body).not.toHaveProperty("compute_min_instances");
  expect(body.effective_user_api_scopes).toContain("sql");
  expect((await callerOf(plane)("GET", `${APPS}/orders`)).body).toEqual(body);
});

test("without no_compute its compute comes up", async () => {
  const plane = await startPlane();
  const { body } = await callerOf(plane)("POST", APPS, { name: "orders" });
  expect(body.compute_status.state).toBe("ACTIVE");
});

const BAD = 400;
test.each<readonly [string, object, readonly [number, string]]>([
  ["no name", {}, [BAD, "INVALID_PARAMETER_VALUE"]],
  ["a name of 31 characters", { name: "a".repeat(31) }, [BAD, "INVALID_PARAMETER_VALUE"]],
  ["capitals in its name", { name: "Orders" }, [BAD, "INVALID_PARAMETER_VALUE"]],
  ["an underscore in its name", { name: "my_app" }, [BAD, "INVALID_PARAMETER_VALUE"]],
  ["a size that there is not", { name: "orders", compute_size: "SMALL" }, [BAD, "INVALID_PARAMETER_VALUE"]],
  ["one instance count alone", { name: "orders", compute_min_instances: 2 }, [BAD, "INVALID_PARAMETER_VALUE"]],
  [
    "six instances",
    { name: "orders", compute_min_instances: 6, compute_max_instances: 6 },
    [BAD, "INVALID_PARAMETER_VALUE"],
  ],
  [
    "a minimum above the maximum",
    { name: "orders", compute_min_instances: 3, compute_max_instances: 2 },
    [BAD, "INVALID_PARAMETER_VALUE"],
  ],
  ["a bare scope workspace", { name: "orders", user_api_scopes: ["workspace"] }, [BAD, "INVALID_PARAMETER_VALUE"]],
  [
    "a telemetry table without its schema",
    {
      name: "orders",
      telemetry_export_destinations: [
        { unity_catalog: { logs_table: "a.b.c", metrics_table: "logs", traces_table: "a.b.d" } },
      ],
    },
    [BAD, "INVALID_PARAMETER_VALUE"],
  ],
  [
    "a Git provider that there is not",
    { name: "orders", git_repository: { url: "https://example.com/r", provider: "svn" } },
    [BAD, "INVALID_PARAMETER_VALUE"],
  ],
  ["a resource key of one character", resource({ name: "x", ...warehouse }), [BAD, "INVALID_PARAMETER_VALUE"]],
  ["a resource key of 31", resource({ name: "x".repeat(31), ...warehouse }), [BAD, "INVALID_PARAMETER_VALUE"]],
  ["a resource without a kind", resource({}), [BAD, "INVALID_PARAMETER_VALUE"]],
  [
    "a resource of two kinds",
    resource({ ...warehouse, job: { id: "42", permission: "CAN_VIEW" } }),
    [BAD, "INVALID_PARAMETER_VALUE"],
  ],
  [
    "a resource of an unknown kind",
    resource({ cluster: { id: "1", permission: "CAN_USE" } }),
    [BAD, "INVALID_PARAMETER_VALUE"],
  ],
  [
    "a resource described in 51 characters",
    resource({ ...warehouse, description: "d".repeat(51) }),
    [BAD, "INVALID_PARAMETER_VALUE"],
  ],
  [
    "the same resource key twice",
    {
      name: "orders",
      resources: [
        { name: "thing", ...warehouse },
        { name: "thing", ...warehouse },
      ],
    },
    [BAD, "INVALID_PARAMETER_VALUE"],
  ],
  [
    "a level that its kind does not have",
    resource({ sql_warehouse: { id: "1a2b3c4d5e6f7a8b", permission: "CAN_QUERY" } }),
    [BAD, "INVALID_PARAMETER_VALUE"],
  ],
  [
    "a privilege that its securable does not have",
    resource({
      uc_securable: { securable_full_name: "main.sales.orders", securable_type: "TABLE", permission: "READ_VOLUME" },
    }),
    [BAD, "INVALID_PARAMETER_VALUE"],
  ],
  [
    "a warehouse that there is not",
    resource({ sql_warehouse: { id: "ffff", permission: "CAN_USE" } }),
    [404, "RESOURCE_DOES_NOT_EXIST"],
  ],
  [
    "a secret that its scope does not have",
    resource({ secret: { scope: "orders", key: "paypal", permission: "READ" } }),
    [404, "RESOURCE_DOES_NOT_EXIST"],
  ],
  ["itself as a resource", resource({ app: { name: "orders", permission: "CAN_USE" } }), [BAD, "BAD_REQUEST"]],
])("fails to create an app with %s, and nothing is left of it", async (_what, body, expected) => {
  const plane = await startPlane();
  const before = plane.state;
  expect(refusal(await callerOf(plane)("POST", APPS, body))).toEqual(expected);
  expect(plane.state).toEqual(before);
});

test.each(EVERY_KIND)("fails to bind an object of $name that there is not", async (entry) => {
  const missing = JSON.parse(
    JSON.stringify(entry).replace(/billing|orders"|77|01ef|42|"ranker","permission|1a2b3c4d5e6f7a8b/g, (found) =>
      found.startsWith('"ranker') ? '"gone","permission' : found.endsWith('"') ? 'gone"' : "9999",
    ),
  ) as object;
  const plane = await startPlane();
  const reply = await callerOf(plane)("POST", APPS, { name: "orders", resources: [missing] });
  expect(refusal(reply)).toEqual([404, "RESOURCE_DOES_NOT_EXIST"]);
});

test.each(EVERY_KIND)("fails to bind $name for who may not grant on it", async (entry) => {
  const plane = await startPlane();
  const reply = await callerOf(plane, ANNA)("POST", APPS, { name: "orders", resources: [entry] });
  expect(refusal(reply)).toEqual([403, "PERMISSION_DENIED"]);
});

test("fails to create an app whose name is taken, by another app of anybody too", async () => {
  const plane = await startPlane();
  const call = callerOf(plane);
  await call("POST", APPS, { name: "orders" });
  for (const name of ["orders", "billing"]) {
    const reply = await callerOf(plane, ANNA)("POST", APPS, { name });
    expect(refusal(reply)).toEqual([409, "RESOURCE_ALREADY_EXISTS"]);
    expect(reply.body.message).toBe(`An app with the same name already exists: ${name}`);
  }
});

async function withWorkspace(change: object): Promise<Call> {
  return callerOf(await startPlane({ seed: { workspaces: [{ ...WORKSPACE, ...change }] } }));
}

test("fails in a workspace without user authorization when scopes are asked for", async () => {
  const call = await withWorkspace({ features: { userAuthorization: false } });
  const reply = await call("POST", APPS, { name: "orders", user_api_scopes: ["sql"] });
  expect(refusal(reply)).toEqual([400, "BAD_REQUEST"]);
  expect(reply.body.message).toBe("user token passthrough not enabled");
  expect((await call("POST", APPS, { name: "orders" })).status).toBe(200);
});

test("fails in a workspace without horizontal scaling when instances are asked for", async () => {
  const call = await withWorkspace({ features: { horizontalScaling: false } });
  const scaled = { name: "orders", compute_min_instances: 2, compute_max_instances: 2 };
  expect(refusal(await call("POST", APPS, scaled))).toEqual([400, "BAD_REQUEST"]);
});

test("fails in a tier without apps", async () => {
  const call = await withWorkspace({ tier: "STANDARD" });
  expect(refusal(await call("POST", APPS, { name: "orders" }))).toEqual([403, "FEATURE_DISABLED"]);
});

test("fails to create a sixth scaled app", async () => {
  const call = await withWorkspace({});
  const scaled = (name: string) => ({ name, compute_min_instances: 1, compute_max_instances: 1 });
  for (let n = 1; n <= 5; n += 1) expect((await call("POST", APPS, scaled(`app-${n}`))).status).toBe(200);
  expect(refusal(await call("POST", APPS, scaled("app-6")))).toEqual([400, "QUOTA_EXCEEDED"]);
  expect((await call("POST", APPS, { name: "app-6" })).status).toBe(200);
});

test("fails to create one app more than a workspace on this cloud may have", async () => {
  const call = await withWorkspace({ cloud: "gcp" });
  for (let n = 1; n <= 50; n += 1) expect((await call("POST", APPS, { name: `app-${n}` })).status).toBe(200);
  expect(refusal(await call("POST", APPS, { name: "app-51" }))).toEqual([400, "QUOTA_EXCEEDED"]);
});

test("a deleted app keeps its name for 20 minutes", async () => {
  const clock = new ManualClock();
  const plane = await startPlane({ clock });
  const call = callerOf(plane);
  await call("POST", APPS, { name: "orders" });
  expect((await call("DELETE", `${APPS}/orders`)).body.compute_status.state).toBe("DELETING");
  clock.advance(20 * 60_000 - 1);
  expect((await call("GET", `${APPS}/orders`)).body.compute_status.state).toBe("DELETING");
  expect(refusal(await call("DELETE", `${APPS}/orders`))).toEqual([400, "BAD_REQUEST"]);
  expect(refusal(await call("POST", APPS, { name: "orders" }))).toEqual([409, "RESOURCE_ALREADY_EXISTS"]);
  clock.advance(1);
  expect((await call("GET", `${APPS}/orders`)).status).toBe(404);
  expect((await call("POST", APPS, { name: "orders" })).status).toBe(200);
});

test("an app's service principal ends with it", async () => {
  const plane = await startPlane();
  const call = callerOf(plane);
  const before = plane.state.workspaces[WORKSPACE.id];
  await call("POST", APPS, { name: "orders", resources: EVERY_KIND });
  await call("DELETE", `${APPS}/orders`);
  const after = plane.state.workspaces[WORKSPACE.id];
  expect(after?.servicePrincipals).toEqual(before?.servicePrincipals);
  expect({ ...after?.objects, "apps/orders": undefined }).toEqual({ ...before?.objects, "apps/orders": undefined });
});

test("start and stop move compute, and fail for who may only use the app", async () => {
  const plane = await startPlane();
  const call = callerOf(plane);
  await call("POST", `${APPS}?no_compute=true`, { name: "orders" });
  const state = async (verb: string) => (await call("POST", `${APPS}/orders/${verb}`, {})).body.compute_status.state;
  expect([await state("start"), await state("stop")]).toEqual(["ACTIVE", "STOPPED"]);
  const use = { access_control_list: [{ user_name: ANNA.name, permission_level: "CAN_USE" }] };
  await call("PATCH", "/api/2.0/permissions/apps/orders", use);
  const anna = callerOf(plane, ANNA);
  expect((await anna("GET", `${APPS}/orders`)).status).toBe(200);
  expect(refusal(await anna("POST", `${APPS}/orders/start`, {}))).toEqual([403, "PERMISSION_DENIED"]);
});

test("the list has the apps that the caller may use", async () => {
  const plane = await startPlane();
  await callerOf(plane)("POST", APPS, { name: "orders" });
  await callerOf(plane, ANNA)("POST", APPS, { name: "annas" });
  const names = async (call: Call) => (await call("GET", APPS)).body.apps.map(({ name }: { name: string }) => name);
  expect(await names(callerOf(plane))).toEqual(["orders"]);
  expect(await names(callerOf(plane, ANNA))).toEqual(["annas"]);
});
