import { conditionOf, CONDITIONS, type LocalControlPlane } from "databricks-apps-local";
import { ANNA, type Call, callerOf, refusal, startPlane, stopPlanes } from "./support/plane";

afterEach(stopPlanes);

const APP = "/api/2.0/apps/orders";
const SOURCE = "/Workspace/Shared/orders";
const DEPLOYMENT = {
  source_code_path: SOURCE,
  mode: "SNAPSHOT",
  env_vars: [
    { name: "CATALOG", value: "dev" },
    { name: "JOB", value_from: "job" },
  ],
};
let plane: LocalControlPlane;
let call: Call;

beforeEach(async () => {
  plane = await startPlane();
  call = callerOf(plane);
  const resources = [{ name: "job", job: { id: "42", permission: "CAN_VIEW" } }];
  await call("POST", "/api/2.0/apps", { name: "orders", resources });
  await call("POST", "/api/2.0/workspace/mkdirs", { path: SOURCE });
  await call("POST", `/api/2.0/workspace-files/import-file/Shared/orders/app.js?overwrite=true`, Buffer.from("1"));
});

const deploy = (change: object = {}) => call("POST", `${APP}/deployments`, { ...DEPLOYMENT, ...change });

test("a deployment has begun when it is answered; that it runs is seen by the next call", async () => {
  const { status, body } = await deploy();
  expect([status, body.status.state]).toEqual([200, "IN_PROGRESS"]);
  const shown = (await call("GET", `${APP}/deployments/${body.deployment_id}`)).body;
  expect([shown.source_code_path, shown.status.state]).toEqual([SOURCE, "SUCCEEDED"]);
  const app = (await call("GET", APP)).body;
  expect(app.app_status.state).toBe("RUNNING");
  expect(app.active_deployment.deployment_id).toBe(body.deployment_id);
  expect((await call("GET", `${APP}/deployments`)).body.app_deployments).toHaveLength(1);
});

test("the values of variables are not shown, their names are", async () => {
  const { body } = await deploy();
  expect(body.env_vars).toEqual([{ name: "CATALOG" }, { name: "JOB" }]);
});

test("a failed deployment leaves the one before it running", async () => {
  const first = (await deploy()).body;
  plane.faults.deployments = [{ end: "failsToBuild" }];
  const second = (await deploy()).body;
  expect((await call("GET", `${APP}/deployments/${second.deployment_id}`)).body.status.state).toBe("FAILED");
  const app = (await call("GET", APP)).body;
  expect(app.active_deployment.deployment_id).toBe(first.deployment_id);
  expect(app.app_status.state).toBe("RUNNING");
});

test.each<readonly [string, object, readonly [number, string]]>([
  ["its source is not there", { source_code_path: "/Workspace/Shared/none" }, [404, "RESOURCE_DOES_NOT_EXIST"]],
  ["its source is a file", { source_code_path: `${SOURCE}/app.js` }, [404, "RESOURCE_DOES_NOT_EXIST"]],
  ["its source climbs out", { source_code_path: "/Workspace/Shared/../x" }, [400, "INVALID_PARAMETER_VALUE"]],
  ["its mode is unknown", { mode: "FAST" }, [400, "INVALID_PARAMETER_VALUE"]],
  ["a variable names no resource", { env_vars: [{ name: "A", value_from: "b1" }] }, [400, "INVALID_PARAMETER_VALUE"]],
  [
    "a variable has two values",
    { env_vars: [{ name: "A", value: "", value_from: "job" }] },
    [400, "INVALID_PARAMETER_VALUE"],
  ],
  ["a variable has no value", { env_vars: [{ name: "A" }] }, [400, "INVALID_PARAMETER_VALUE"]],
  ["a variable has no name", { env_vars: [{ name: "1A", value: "x" }] }, [400, "INVALID_PARAMETER_VALUE"]],
])("fails to deploy when %s", async (_what, change, expected) => {
  expect(refusal(await deploy(change))).toEqual(expected);
});

test("fails to deploy while compute is stopped", async () => {
  await call("POST", `${APP}/stop`, {});
  expect(refusal(await deploy())).toEqual([400, "BAD_REQUEST"]);
});

test("fails to deploy while a deployment is in progress", async () => {
  const never = { start: () => undefined, stop: () => undefined, inspect: () => [], close: () => Promise.resolve() };
  const slow = await startPlane({ runner: { endsWithServer: false, ...never } });
  const other = callerOf(slow);
  await other("POST", "/api/2.0/apps", { name: "orders" });
  await other("POST", "/api/2.0/workspace/mkdirs", { path: SOURCE });
  const again = () => other("POST", `${APP}/deployments`, { source_code_path: SOURCE });
  expect((await again()).body.status.state).toBe("IN_PROGRESS");
  const reply = await again();
  expect(refusal(reply)).toEqual([400, "BAD_REQUEST"]);
  expect(reply.body.message).toBe("Cannot deploy app orders as there is an active deployment in progress");
});

test("fails when the app's service principal may not read its source: somebody's home", async () => {
  const home = `/Workspace/Users/${ANNA.name}/orders`;
  const anna = callerOf(plane, ANNA);
  await anna("POST", "/api/2.0/workspace/mkdirs", { path: home });
  await anna("POST", "/api/2.0/apps", { name: "annas" });
  const run = () => anna("POST", "/api/2.0/apps/annas/deployments", { source_code_path: home });
  expect(refusal(await run())).toEqual([403, "PERMISSION_DENIED"]);
  const { object_id } = (await anna("GET", `/api/2.0/workspace/get-status?path=${home}`)).body;
  const principal = (await anna("GET", "/api/2.0/apps/annas")).body.service_principal_client_id as string;
  const list = [{ service_principal_name: principal, permission_level: "CAN_READ" }];
  await anna("PATCH", `/api/2.0/permissions/directories/${object_id}`, { access_control_list: list });
  expect((await run()).status).toBe(200);
});

test("fails when a file has more than 10 MB", async () => {
  const large = new Uint8Array(10_485_761);
  await call("POST", `/api/2.0/workspace-files/import-file/Shared/orders/large?overwrite=true`, large);
  const reply = await deploy();
  expect(refusal(reply)).toEqual([400, "BAD_REQUEST"]);
  expect(reply.body.message).toContain("File is larger than 10485760 bytes");
});

test("a slow start is STARTING for as many looks as it was told", async () => {
  plane.faults.startPolls = 2;
  const { body } = await call("POST", "/api/2.0/apps", { name: "slow" });
  const states = [body.compute_status.state];
  for (let look = 0; look < 3; look += 1) {
    states.push((await call("GET", "/api/2.0/apps/slow")).body.compute_status.state);
  }
  expect(states).toEqual(["STARTING", "STARTING", "STARTING", "ACTIVE"]);
});

test("every row of the table of states is reached", () => {
  const computes = ["ACTIVE", "DELETING", "ERROR", "STARTING", "STOPPED", "STOPPING", "UPDATING"] as const;
  const apps = ["RUNNING", "DEPLOYING", "CRASHED", "UNAVAILABLE"] as const;
  const deployments = [undefined, "IN_PROGRESS", "SUCCEEDED", "FAILED", "CANCELLED"] as const;
  const reached = new Set<unknown>();
  for (const compute of computes) {
    for (const app of apps) {
      for (const deployment of deployments) {
        const row = CONDITIONS.find(
          ([c, a, d]) => c === compute && (a === "any" || a === app) && (d === "any" || d === deployment),
        );
        expect(conditionOf(compute, app, deployment)).toBe(row?.[3]);
        reached.add(row);
      }
    }
  }
  expect(reached).toEqual(new Set(CONDITIONS));
});

test.each([
  ["ACTIVE", "RUNNING", "SUCCEEDED", "Running"],
  ["ACTIVE", "RUNNING", "IN_PROGRESS", "Deploying"],
  ["ACTIVE", "CRASHED", "SUCCEEDED", "Crashed"],
  ["STOPPED", "UNAVAILABLE", undefined, "Stopped"],
  ["ERROR", "UNAVAILABLE", undefined, "Crashed"],
] as const)("compute %s, app %s, deployment %s is %s", (compute, app, deployment, condition) => {
  expect(conditionOf(compute, app, deployment)).toBe(condition);
});
