import { ANNA, callerOf, startPlane, stopPlanes } from "./support/plane";

afterEach(stopPlanes);

/** What an app can be bound to, as its service principal would look it up. */
const SEEDED: readonly (readonly [what: string, path: string, found: object])[] = [
  ["a serving endpoint", "/api/2.0/serving-endpoints/ranker", { name: "ranker", state: { ready: "READY" } }],
  ["a Genie space", "/api/2.0/genie/spaces/01ef", { space_id: "01ef" }],
  ["a database instance", "/api/2.0/database/instances/pg", { name: "pg", state: "AVAILABLE" }],
  ["a postgres project", "/api/2.0/postgres/projects/shop", { name: "projects/shop" }],
  ["a table", "/api/2.1/unity-catalog/tables/main.sales.orders", { name: "orders", full_name: "main.sales.orders" }],
  ["a job", "/api/2.0/jobs/get?job_id=42", { job_id: 42 }],
  ["an experiment", "/api/2.0/mlflow/experiments/get?experiment_id=77", { experiment: { experiment_id: "77" } }],
  ["the keys of a secret scope", "/api/2.0/secrets/list?scope=orders", { secrets: [{ key: "stripe" }] }],
];

/** The same address with a name that nothing has. */
const unknown = (path: string) => path.replace(/(?:ranker|01ef|pg|shop|main\.sales\.orders|42|77|orders)$/, "404404");

describe.each(SEEDED)("%s", (_, path, found) => {
  test("is read by whoever may", async () => {
    const { status, body } = await callerOf(await startPlane())("GET", path);
    expect([status, body]).toEqual([200, expect.objectContaining(deepPart(found))]);
  });

  test("fails with RESOURCE_DOES_NOT_EXIST where there is none of that name", async () => {
    const { status, body } = await callerOf(await startPlane())("GET", unknown(path));
    expect([status, body.error_code]).toEqual([404, "RESOURCE_DOES_NOT_EXIST"]);
  });

  test("fails with PERMISSION_DENIED for somebody without access", async () => {
    const { status, body } = await callerOf(await startPlane(), ANNA)("GET", path);
    expect([status, body.error_code]).toEqual([403, "PERMISSION_DENIED"]);
  });
});

test("secret scopes are listed to those who may read them, and to nobody else", async () => {
  const plane = await startPlane();
  const list = "/api/2.0/secrets/scopes/list";
  expect((await callerOf(plane)("GET", list)).body).toEqual({
    scopes: [{ name: "orders", backend_type: "DATABRICKS" }],
  });
  expect((await callerOf(plane, ANNA)("GET", list)).body).toEqual({ scopes: [] });
});

function deepPart(found: object): object {
  return Object.fromEntries(
    Object.entries(found).map(([key, value]: [string, unknown]) => {
      if (Array.isArray(value)) return [key, value.map((item: object): unknown => expect.objectContaining(item))];
      return [key, typeof value === "object" && value !== null ? expect.objectContaining(value) : value];
    }),
  );
}
