import type { DeploymentCourse, LocalControlPlane } from "databricks-apps-local";
import { type Call, callerOf, refusal, startPlane, stopPlanes } from "./support/plane";

afterEach(stopPlanes);

const APP = "/api/2.0/apps/orders";
const SOURCE = "/Workspace/Shared/orders";
let plane: LocalControlPlane;
let call: Call;

beforeEach(async () => {
  plane = await startPlane();
  call = callerOf(plane);
  await call("POST", "/api/2.0/apps", { name: "orders" });
  await call("POST", "/api/2.0/workspace/mkdirs", { path: SOURCE });
});

/** Deploys, and says what each look at it sees. */
async function deploy(course: DeploymentCourse, looks: number): Promise<{ id: string; seen: string[] }> {
  plane.faults.deployments.push(course);
  const id = (await call("POST", `${APP}/deployments`, { source_code_path: SOURCE })).body.deployment_id as string;
  const seen: string[] = [];
  for (let look = 0; look < looks; look += 1) {
    seen.push((await call("GET", `${APP}/deployments/${id}`)).body.status.state as string);
  }
  return { id, seen };
}

const conditions = async () => {
  const { compute_status, app_status, active_deployment } = (await call("GET", APP)).body;
  return [compute_status.state, app_status.state, active_deployment?.deployment_id];
};

test("a slow deployment is in progress for as many looks as it was told", async () => {
  const { seen } = await deploy({ buildLooks: 2, startLooks: 1 }, 4);
  expect(seen).toEqual(["IN_PROGRESS", "IN_PROGRESS", "IN_PROGRESS", "SUCCEEDED"]);
});

test("a look at the app or at the list counts like one at the deployment", async () => {
  const { id } = await deploy({ buildLooks: 3 }, 1);
  await call("GET", APP);
  await call("GET", `${APP}/deployments`);
  expect((await call("GET", `${APP}/deployments/${id}`)).body.status.state).toBe("SUCCEEDED");
});

test.each(["failsToBuild", "failsToStart"] as const)("fails where it %s, with its message and its log", async (end) => {
  const before = await deploy({}, 1);
  const { seen, id } = await deploy({ buildLooks: 1, end, message: "npm ended with 1", logs: ["no such package"] }, 2);
  expect(seen).toEqual(["IN_PROGRESS", "FAILED"]);
  expect((await call("GET", `${APP}/deployments/${id}`)).body.status.message).toBe("npm ended with 1");
  expect(await conditions()).toEqual(["ACTIVE", "RUNNING", before.id]);
  const log = (await call("GET", new URL((await call("GET", APP)).body.url as string).pathname + "/logz/batch")).body;
  const source = end === "failsToBuild" ? "SYSTEM" : "APP";
  expect(log).toContainEqual({ source, timestamp: expect.any(Number) as number, message: "no such package" });
});

test("an app that crashes later runs for as many looks as it was told, and stays the active one", async () => {
  const { id } = await deploy({ end: "crashes", runningLooks: 2, message: "out of memory" }, 0);
  const seen = [];
  for (let look = 0; look < 3; look += 1) seen.push(await conditions());
  expect(seen).toEqual([
    ["ACTIVE", "RUNNING", id],
    ["ACTIVE", "RUNNING", id],
    ["ACTIVE", "CRASHED", id],
  ]);
  expect((await call("GET", APP)).body.app_status.message).toBe("out of memory");
  expect((await call("GET", `${APP}/deployments/${id}`)).body.status.state).toBe("SUCCEEDED");
});

test("a deployment that never ends stands in the way of the next until the app is stopped", async () => {
  const { id, seen } = await deploy({ end: "never" }, 5);
  expect(new Set(seen)).toEqual(new Set(["IN_PROGRESS"]));
  expect(refusal(await call("POST", `${APP}/deployments`, { source_code_path: SOURCE }))).toEqual([400, "BAD_REQUEST"]);
  await call("POST", `${APP}/stop`, {});
  expect((await call("GET", `${APP}/deployments/${id}`)).body.status.state).toBe("CANCELLED");
});

test("a start brings the last deployment back after its answer, and until then no other can begin", async () => {
  const { id } = await deploy({}, 1);
  await call("POST", `${APP}/stop`, {});
  plane.faults.deployments.push({ buildLooks: 1 });
  const { body } = await call("POST", `${APP}/start`, {});
  expect([body.compute_status.state, body.active_deployment, body.pending_deployment]).toEqual([
    "ACTIVE",
    undefined,
    undefined,
  ]);
  expect(refusal(await call("POST", `${APP}/deployments`, { source_code_path: SOURCE }))).toEqual([400, "BAD_REQUEST"]);
  expect((await call("GET", APP)).body.pending_deployment.deployment_id).toBe(id);
  expect(await conditions()).toEqual(["ACTIVE", "RUNNING", id]);
});

test("compute stops as slowly as it was told, and cannot be started meanwhile", async () => {
  plane.faults.stopPolls = 1;
  expect((await call("POST", `${APP}/stop`, {})).body.compute_status.state).toBe("STOPPING");
  expect(refusal(await call("POST", `${APP}/start`, {}))).toEqual([400, "BAD_REQUEST"]);
  expect((await conditions())[0]).toBe("STOPPING");
  expect((await conditions())[0]).toBe("STOPPED");
  expect((await call("POST", `${APP}/start`, {})).body.compute_status.state).toBe("ACTIVE");
});

test.each([0, 1])("fails to start compute, after %d looks, and can be started again", async (startPolls) => {
  await call("POST", `${APP}/stop`, {});
  plane.faults.failStarts = 1;
  plane.faults.startPolls = startPolls;
  await call("POST", `${APP}/start`, {});
  for (let look = 0; look < startPolls; look += 1) expect((await conditions())[0]).toBe("STARTING");
  expect((await conditions())[0]).toBe("ERROR");
  plane.faults.startPolls = 0;
  expect((await call("POST", `${APP}/start`, {})).body.compute_status.state).toBe("ACTIVE");
});

test("the list of deployments comes in pages", async () => {
  const ids = [];
  for (let n = 0; n < 5; n += 1) ids.unshift((await deploy({}, 1)).id);
  const found: string[] = [];
  const sizes = [];
  for (let token: string | undefined = ""; token !== undefined;) {
    const { body } = await call("GET", `${APP}/deployments?page_size=2&page_token=${token}`);
    const page = (body.app_deployments as { deployment_id: string }[]).map(({ deployment_id }) => deployment_id);
    sizes.push(page.length);
    found.push(...page);
    token = body.next_page_token as string | undefined;
  }
  expect([sizes, found]).toEqual([[2, 2, 1], ids]);
});

test("nobody who does not ask for more gets more than twenty", async () => {
  for (let n = 0; n < 21; n += 1) await deploy({}, 1);
  const { body } = await call("GET", `${APP}/deployments`);
  expect([body.app_deployments.length, typeof body.next_page_token]).toEqual([20, "string"]);
});
