import { ANNA, callerOf, refusal, startPlane, stopPlanes } from "./support/plane";

afterEach(stopPlanes);

const WAREHOUSES = "/api/2.0/sql/warehouses";

test("a warehouse is created, listed as a data source, edited and deleted", async () => {
  const call = callerOf(await startPlane());
  const { id } = (await call("POST", WAREHOUSES, { name: "mine", cluster_size: "Small" })).body as { id: string };
  expect((await call("GET", `${WAREHOUSES}/${id}`)).body).toMatchObject({ name: "mine", state: "RUNNING" });
  const sources = (await call("GET", "/api/2.0/preview/sql/data_sources")).body as { warehouse_id: string }[];
  expect(sources.map(({ warehouse_id }) => warehouse_id)).toContain(id);
  await call("POST", `${WAREHOUSES}/${id}/edit`, { name: "ours", cluster_size: "Large" });
  expect((await call("GET", `${WAREHOUSES}/${id}`)).body).toMatchObject({ name: "ours", cluster_size: "Large" });
  await call("DELETE", `${WAREHOUSES}/${id}`);
  expect((await call("GET", `${WAREHOUSES}/${id}`)).status).toBe(404);
});

test.each<readonly [string, object, readonly [number, string]]>([
  ["without a name", { cluster_size: "Small" }, [400, "INVALID_PARAMETER_VALUE"]],
  ["of a size that there is not", { name: "mine", cluster_size: "Tiny" }, [400, "INVALID_PARAMETER_VALUE"]],
  ["whose name is taken", { name: "shared", cluster_size: "Small" }, [400, "BAD_REQUEST"]],
  [
    "with more clusters at least than at most",
    { name: "mine", cluster_size: "Small", min_num_clusters: 3, max_num_clusters: 2 },
    [400, "INVALID_PARAMETER_VALUE"],
  ],
])("fails to create a warehouse %s", async (_what, body, expected) => {
  const call = callerOf(await startPlane());
  expect(refusal(await call("POST", WAREHOUSES, body))).toEqual(expected);
});

test("fails for who may neither create nor see warehouses", async () => {
  const call = callerOf(await startPlane(), ANNA);
  expect(refusal(await call("POST", WAREHOUSES, { name: "mine", cluster_size: "Small" }))[0]).toBe(403);
  expect(refusal(await call("GET", `${WAREHOUSES}/1a2b3c4d5e6f7a8b`))[0]).toBe(403);
});
