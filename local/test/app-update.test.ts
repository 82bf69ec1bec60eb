import { type Call, EVERY_KIND, callerOf, refusal, startPlane, stopPlanes } from "./support/plane";

afterEach(stopPlanes);

const APP = "/api/2.0/apps/orders";
const FULL = {
  name: "orders",
  description: "Order desk",
  resources: EVERY_KIND.slice(0, 2),
  user_api_scopes: ["sql"],
  usage_policy_id: "policy",
};

async function created(app: object = FULL): Promise<Call> {
  const call = callerOf(await startPlane());
  expect((await call("POST", "/api/2.0/apps", app)).status).toBe(200);
  return call;
}

test("PATCH replaces: what it leaves out is gone", async () => {
  const call = await created();
  const { body } = await call("PATCH", APP, { name: "orders", description: "New" });
  expect(body.description).toBe("New");
  for (const field of ["resources", "user_api_scopes", "usage_policy_id"]) expect(body).not.toHaveProperty(field);
});

test("fails when PATCH names a size, even where nothing about it changes", async () => {
  const call = await created({ ...FULL, compute_size: "LARGE" });
  const reply = await call("PATCH", APP, { ...FULL, description: "New", compute_size: "LARGE" });
  expect(refusal(reply)).toEqual([400, "INVALID_PARAMETER_VALUE"]);
  expect(reply.body.message).toBe(
    "Compute size updates are not supported in this update API. Please use the new update API instead.",
  );
  expect((await call("GET", APP)).body.description).toBe("Order desk");
});

test("fails when PATCH names instance counts", async () => {
  const call = await created();
  const reply = await call("PATCH", APP, { ...FULL, compute_min_instances: 1, compute_max_instances: 1 });
  expect(refusal(reply)).toEqual([400, "INVALID_PARAMETER_VALUE"]);
});

test("PATCH leaves a size alone that it does not name", async () => {
  const call = await created({ ...FULL, compute_size: "LARGE" });
  expect((await call("PATCH", APP, { name: "orders" })).body.compute_size).toBe("LARGE");
});

test("the asynchronous update changes what its mask names and nothing else", async () => {
  const call = await created();
  const reply = await call("POST", `${APP}/update`, { update_mask: "description", app: { description: "New" } });
  expect(reply.body.status.state).toBe("IN_PROGRESS");
  expect((await call("GET", `${APP}/update`)).body.status.state).toBe("SUCCEEDED");
  expect((await call("GET", APP)).body).toMatchObject({ ...FULL, description: "New" });
});

test("what its mask names and the app leaves out is cleared, a size goes back to MEDIUM", async () => {
  const scaled = { ...FULL, compute_size: "LARGE", compute_min_instances: 2, compute_max_instances: 2 };
  const call = await created(scaled);
  const mask = "description,resources,compute_size,compute_min_instances,compute_max_instances";
  await call("POST", `${APP}/update`, { update_mask: mask, app: {} });
  const { body } = await call("GET", APP);
  expect(body.compute_size).toBe("MEDIUM");
  expect(body.user_api_scopes).toEqual(["sql"]);
  for (const field of ["description", "resources", "compute_min_instances", "compute_max_instances"]) {
    expect(body).not.toHaveProperty(field);
  }
});

test.each(["name", "space", "no_compute", "", "description,creator"])(
  "fails when the mask is '%s'",
  async (update_mask) => {
    const call = await created();
    const reply = await call("POST", `${APP}/update`, { update_mask, app: FULL });
    expect(refusal(reply)).toEqual([400, "INVALID_PARAMETER_VALUE"]);
    expect(reply.body.message).toMatch(/^Invalid update mask\. Only .* are allowed$/);
  },
);

test("fails to convert a standard app at two instances; at one it goes, and then to more", async () => {
  const call = await created();
  const scale = (count: number) =>
    call("POST", `${APP}/update`, {
      update_mask: "compute_min_instances,compute_max_instances",
      app: { compute_min_instances: count, compute_max_instances: count },
    });
  expect(refusal(await scale(2))).toEqual([400, "BAD_REQUEST"]);
  expect((await scale(1)).status).toBe(200);
  expect((await scale(2)).status).toBe(200);
  expect((await call("GET", APP)).body).toMatchObject({ compute_min_instances: 2, compute_max_instances: 2 });
});

test("a slow update is in progress for as many looks as it was told", async () => {
  const plane = await startPlane();
  const call = callerOf(plane);
  await call("POST", "/api/2.0/apps", FULL);
  expect((await call("GET", `${APP}/update`)).body.status.state).toBe("NOT_UPDATED");
  plane.faults.updatePolls = 2;
  await call("POST", `${APP}/update`, { update_mask: "description", app: {} });
  const states = [];
  for (let look = 0; look < 3; look += 1) states.push((await call("GET", `${APP}/update`)).body.status.state);
  expect(states).toEqual(["IN_PROGRESS", "IN_PROGRESS", "SUCCEEDED"]);
});
