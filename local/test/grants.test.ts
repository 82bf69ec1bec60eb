import type { LocalControlPlane } from "databricks-apps-local";
import {
  ADMIN,
  ANNA,
  type Call,
  EVERY_KIND,
  WORKSPACE,
  callerOf,
  refusal,
  startPlane,
  stopPlanes,
} from "./support/plane";

afterEach(stopPlanes);

const WAREHOUSE = "/api/2.0/permissions/sql/warehouses/1a2b3c4d5e6f7a8b";
const APP = "/api/2.0/permissions/apps/orders";
let plane: LocalControlPlane;
let call: Call;
let principal: string;

beforeEach(async () => {
  plane = await startPlane();
  call = callerOf(plane);
  const { body } = await call("POST", "/api/2.0/apps", { name: "orders", resources: EVERY_KIND });
  principal = body.service_principal_client_id as string;
});

/** What the app's service principal has, by object. */
function held(): Record<string, string> {
  const objects = Object.entries(plane.state.workspaces[WORKSPACE.id]?.objects ?? {});
  return Object.fromEntries(
    objects.flatMap(([key, { grants }]) =>
      grants.filter((grant) => grant.principal.name === principal).map(({ level }) => [key, level]),
    ),
  );
}

test("declaring a resource grants it to the app's service principal: a secret's whole scope, a table's parents", () => {
  expect(held()).toEqual({
    "apps/billing": "CAN_USE",
    "catalogs/main": "USE_CATALOG",
    "database-instances/pg": "CAN_CONNECT_AND_CREATE",
    "database-projects/shop": "CAN_CONNECT_AND_CREATE",
    "experiments/77": "CAN_READ",
    "genie-spaces/01ef": "CAN_RUN",
    "jobs/42": "CAN_MANAGE_RUN",
    "schemas/main.sales": "USE_SCHEMA",
    "secret-scopes/orders": "READ",
    "serving-endpoints/ranker": "CAN_QUERY",
    "tables/main.sales.orders": "SELECT",
    "warehouses/1a2b3c4d5e6f7a8b": "CAN_USE",
  });
});

test("removing a resource takes its grant back", async () => {
  await call("PATCH", "/api/2.0/apps/orders", { name: "orders", resources: EVERY_KIND.slice(0, 1) });
  expect(held()).toEqual({ "apps/billing": "CAN_USE" });
});

test("an authoritative list that leaves the app out takes its grant, without a word", async () => {
  const list = { access_control_list: [{ group_name: "readers", permission_level: "CAN_USE" }] };
  expect((await call("PUT", WAREHOUSE, list)).status).toBe(200);
  expect(held()).not.toHaveProperty("warehouses/1a2b3c4d5e6f7a8b");
});

test("an authoritative list that names the app keeps it", async () => {
  const list = { access_control_list: [{ service_principal_name: principal, permission_level: "CAN_USE" }] };
  await call("PUT", WAREHOUSE, list);
  expect(held()).toHaveProperty("warehouses/1a2b3c4d5e6f7a8b", "CAN_USE");
});

test("PATCH of permissions adds and leaves the others alone", async () => {
  const list = { access_control_list: [{ group_name: "readers", permission_level: "CAN_USE" }] };
  await call("PATCH", WAREHOUSE, list);
  await call("PATCH", WAREHOUSE, list);
  expect(held()).toHaveProperty("warehouses/1a2b3c4d5e6f7a8b", "CAN_USE");
  const { access_control_list: shown } = (await call("GET", WAREHOUSE)).body;
  expect(shown.filter((entry: { group_name?: string }) => entry.group_name === "readers")).toHaveLength(1);
});

test("a Postgres role does not end with a list of permissions", async () => {
  const list = { access_control_list: [{ group_name: "readers", permission_level: "CAN_USE" }] };
  await call("PUT", "/api/2.0/permissions/database-instances/pg", list);
  expect(held()).toHaveProperty("database-instances/pg", "CAN_CONNECT_AND_CREATE");
});

test("the answer names the object as the provider expects, and the admins as inherited", async () => {
  const { body } = await call("GET", APP);
  expect(body).toMatchObject({ object_id: "/apps/orders", object_type: "apps" });
  expect(body.access_control_list.at(-1)).toMatchObject({
    group_name: "admins",
    all_permissions: [{ permission_level: "CAN_MANAGE", inherited: true }],
  });
  expect((await call("GET", WAREHOUSE)).body).toMatchObject({ object_type: "warehouses" });
});

test("a group's grant reaches the members of the groups in it", async () => {
  expect((await callerOf(plane, ANNA)("GET", "/api/2.0/apps/orders")).status).toBe(403);
  await call("PATCH", APP, { access_control_list: [{ group_name: "outer", permission_level: "CAN_USE" }] });
  expect((await callerOf(plane, ANNA)("GET", "/api/2.0/apps/orders")).status).toBe(200);
});

test("who calls as a service principal is accepted under user_name, as the provider writes it", async () => {
  const list = [
    { group_name: "readers", permission_level: "CAN_USE" },
    { user_name: WORKSPACE.deployer.name, permission_level: "CAN_MANAGE" },
  ];
  expect((await call("PUT", APP, { access_control_list: list })).status).toBe(200);
});

test.each<readonly [string, object[], readonly [number, string]]>([
  ["is empty", [], [400, "INVALID_PARAMETER_VALUE"]],
  ["names the admins", [{ group_name: "admins", permission_level: "CAN_MANAGE" }], [400, "BAD_REQUEST"]],
  ["names nobody", [{ permission_level: "CAN_USE" }], [400, "INVALID_PARAMETER_VALUE"]],
  ["names an unknown group", [{ group_name: "none", permission_level: "CAN_USE" }], [404, "RESOURCE_DOES_NOT_EXIST"]],
  [
    "names an unknown user",
    [{ user_name: "x@example.com", permission_level: "CAN_USE" }],
    [404, "RESOURCE_DOES_NOT_EXIST"],
  ],
  [
    "has a level of another type",
    [{ group_name: "readers", permission_level: "CAN_VIEW" }],
    [400, "INVALID_PARAMETER_VALUE"],
  ],
])("fails when a list of permissions %s, and changes nothing", async (_what, access_control_list, expected) => {
  const before = plane.state;
  expect(refusal(await call("PUT", APP, { access_control_list }))).toEqual(expected);
  expect(plane.state).toEqual(before);
});

test("fails for who does not manage the object", async () => {
  const list = { access_control_list: [{ user_name: ANNA.name, permission_level: "CAN_MANAGE" }] };
  expect(refusal(await callerOf(plane, ANNA)("PUT", APP, list))).toEqual([403, "PERMISSION_DENIED"]);
  expect(refusal(await callerOf(plane, ADMIN)("PUT", APP, list))).toEqual([403, "PERMISSION_DENIED"]);
});

test("fails for an app that is being deleted", async () => {
  await call("DELETE", "/api/2.0/apps/orders");
  expect((await call("GET", APP)).status).toBe(404);
});
