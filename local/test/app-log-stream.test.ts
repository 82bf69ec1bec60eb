import { WebSocket } from "ws";
import type { LocalControlPlane } from "databricks-apps-local";
import { ANNA, type Call, DEPLOYER, WORKSPACE, callerOf, refusal, startPlane, stopPlanes } from "./support/plane";

// Longer than what is waited for, which says what it was.
jest.setTimeout(30_000);

afterEach(stopPlanes);

const APP = "/api/2.0/apps/orders";
const LOG = `/run/${WORKSPACE.id}/orders/logz`;
let plane: LocalControlPlane;
let call: Call;

beforeEach(async () => {
  plane = await startPlane();
  call = callerOf(plane);
  await call("POST", "/api/2.0/apps", { name: "orders" });
  await call("POST", "/api/2.0/workspace/mkdirs", { path: "/Shared/orders" });
  await deploy("first");
});

async function deploy(line: string): Promise<void> {
  plane.faults.deployments = [{ end: "failsToStart", logs: [line] }];
  await call("POST", `${APP}/deployments`, { source_code_path: "/Workspace/Shared/orders" });
}

/** The messages of a stream as they come, and how it ends. */
function open(search = "", identity = DEPLOYER): { lines: string[]; frames: Buffer[]; ended: Promise<number> } {
  const socket = new WebSocket(`${plane.url.replace("http", "ws")}${LOG}/stream`, {
    headers: { authorization: `Bearer ${plane.token(identity)}` },
  });
  const lines: string[] = [];
  const frames: Buffer[] = [];
  const ended = new Promise<number>((resolve) => {
    socket.on("close", resolve);
    socket.on("unexpected-response", (_request, response) => {
      resolve(response.statusCode ?? 0);
    });
    socket.on("error", () => {
      resolve(0);
    });
  });
  socket.on("open", () => {
    socket.send(search);
  });
  socket.on("message", (data: Buffer) => {
    frames.push(data);
    if (data.length > 1) lines.push((JSON.parse(data.toString()) as { message: string }).message);
  });
  return { lines, frames, ended };
}

async function until(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 5000; !condition();) {
    if (Date.now() > end) throw new Error(`not in time: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test("a stream shows what is kept, then what comes, and ends with the compute", async () => {
  const { lines, frames, ended } = open();
  await until(() => lines.includes("first"));
  await deploy("second");
  await until(() => lines.includes("second"));
  expect(lines.filter((line) => line === "first")).toHaveLength(1);
  expect(frames.some((frame) => frame.equals(Buffer.from([0])))).toBe(true);
  await call("POST", `${APP}/stop`, {});
  expect(await ended).toBe(1001);
});

test("a stream shows what is searched for, and nothing else", async () => {
  const { lines } = open("sec");
  await deploy("second");
  await until(() => lines.length > 0);
  expect(lines).toEqual(["second"]);
});

test("the whole log is one document too, in the order of time", async () => {
  await deploy("second");
  const { body } = await call("GET", `${LOG}/batch`);
  const own = (body as { message: string }[])
    .map(({ message }) => message)
    .filter((each) => /^(first|second)$/.test(each));
  expect(own).toEqual(["first", "second"]);
});

test("fails to read the log without a right to manage the app: that to use it is not enough", async () => {
  const access_control_list = [{ user_name: ANNA.name, permission_level: "CAN_USE" }];
  await call("PATCH", "/api/2.0/permissions/apps/orders", { access_control_list });
  expect(refusal(await callerOf(plane, ANNA)("GET", `${LOG}/batch`))).toEqual([403, "PERMISSION_DENIED"]);
  expect(await open("", ANNA).ended).toBe(403);
});

test("fails to read the log of an app whose compute is down, or that is not there", async () => {
  expect((await call("GET", LOG.replace("orders", "none") + "/batch")).status).toBe(404);
  await call("POST", `${APP}/stop`, {});
  expect((await call("GET", `${LOG}/batch`)).status).toBe(503);
  expect(await open().ended).toBe(503);
});

test("fails to upgrade anything but the stream of a log", async () => {
  const socket = new WebSocket(`${plane.url.replace("http", "ws")}/run/${WORKSPACE.id}/orders/ws`, {
    headers: { authorization: `Bearer ${plane.token()}` },
  });
  const status = await new Promise((resolve) => {
    socket.on("error", () => undefined);
    socket.on("unexpected-response", (_request, response) => {
      resolve(response.statusCode);
    });
  });
  expect(status).toBe(404);
});

test("fails on request: a stream is refused or broken like any call", async () => {
  plane.faults.add({ path: `${LOG}/stream`, effect: { kind: "answer", status: 429 } });
  plane.faults.add({ path: `${LOG}/stream`, nth: 2, effect: { kind: "drop", when: "before" } });
  plane.faults.add({ method: "GET", path: `${LOG}/batch`, effect: { kind: "answer", status: 503 } });
  expect(await open().ended).toBe(429);
  expect(await open().ended).toBe(0);
  expect((await call("GET", `${LOG}/batch`)).status).toBe(503);
  expect(plane.faults.unused).toEqual([]);
});
