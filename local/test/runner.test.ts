import * as fs from "node:fs";
import * as path from "node:path";
import { type Answer, AppDesk, MIRROR, RUN_MIRROR, WORKSPACE, isAlive, until } from "./support/app-desk";

// Processes are started here, slowly where a machine has other things to do; what waits for one says itself what for.
jest.setTimeout(30_000);

let desk: AppDesk;

beforeEach(async () => {
  desk = await AppDesk.open();
});

afterEach(async () => {
  await desk.close();
});

const SLEEPER = { "server.js": "setInterval(() => {}, 1000)", "app.yaml": "command: [node, server.js]" };
const IMMORTAL = {
  ...RUN_MIRROR,
  "server.js": `const fs = require("node:fs");process.on("SIGTERM", () => fs.writeFileSync("asked", ""));${MIRROR}`,
};

/** Another desk in place of the usual one. */
async function reopen(...options: Parameters<typeof AppDesk.open>): Promise<void> {
  await desk.close();
  desk = await AppDesk.open(...options);
}

function stateOf(app: Answer): readonly unknown[] {
  return [app.compute_status.state, app.app_status.state, app.active_deployment?.status.state];
}

describe("a start", () => {
  test("runs the command of app.yaml and is RUNNING when it listens", async () => {
    const deployed = await desk.run("orders");
    expect(deployed.state).toBe("SUCCEEDED");
    expect(stateOf(await desk.call("GET", "/apps/orders"))).toEqual(["ACTIVE", "RUNNING", "SUCCEEDED"]);
    expect((await desk.visit("orders")).status).toBe(200);
  });

  test("prefers the command of the deployment, takes its words as they are and knows the port alone", async () => {
    const command = ["node", "server.js", "$DATABRICKS_APP_PORT", "$HOME", "$(touch pwned)", "a b; exit"];
    await desk.run("orders", { "server.js": MIRROR, "app.yaml": "command: [node, none.js]" }, { command });
    const { words, cwd, env } = await desk.mirror("orders");
    expect(words).toEqual([env.DATABRICKS_APP_PORT, "$HOME", "$(touch pwned)", "a b; exit"]);
    expect(fs.readdirSync(cwd).sort()).toEqual(["app.yaml", "server.js"]);
  });

  test("runs the start script of a package.json where no command is given", async () => {
    const manifest = JSON.stringify({ name: "orders", scripts: { start: "node server.js from-npm" } });
    const deployed = await desk.run("orders", { "server.js": MIRROR, "package.json": manifest });
    expect(deployed.state).toBe("SUCCEEDED");
    expect((await desk.mirror("orders")).words).toEqual(["from-npm"]);
  });

  test("runs the first Python file where there is nothing else", async () => {
    const page = "import os, http.server as h\nprint('snake')\n";
    const serve = 'h.HTTPServer(("127.0.0.1", int(os.environ["DATABRICKS_APP_PORT"])), h.SimpleHTTPRequestHandler)';
    const deployed = await desk.run("orders", { "app.py": `${page}${serve}.serve_forever()\n`, "z.py": "exit(1)" });
    expect([deployed.state, deployed.logs]).toEqual(["SUCCEEDED", ["snake"]]);
    expect(await (await desk.visit("orders", "/app.py")).text()).toContain("snake");
  });

  test("fails when the process ends first, with what it printed", async () => {
    const files = { ...RUN_MIRROR, "server.js": 'console.error("no database"); process.exit(3)' };
    const deployed = await desk.run("orders", files);
    expect(deployed).toMatchObject({ state: "FAILED", logs: ["no database"] });
    expect(deployed.message).toContain("exited with code 3");
    expect((await desk.visit("orders")).status).toBe(503);
    expect(desk.processes("orders")).toEqual([]);
  });

  test("fails when nothing listens in time, and leaves no process", async () => {
    await reopen({ startMilliseconds: 1000 });
    await desk.create("orders");
    const waiting = desk.deploy("orders", SLEEPER);
    await until(() => desk.processes("orders").length === 1);
    const [hanging] = desk.processes("orders");
    expect((await waiting).state).toBe("FAILED");
    await until(() => !isAlive(hanging?.pid ?? 0));
  });

  test.each([
    ["there is nothing to start", { "readme.md": "hello" }],
    ["its command does not exist", { "app.yaml": "command: [no-such-program]" }],
    ["app.yaml is no YAML", { ...RUN_MIRROR, "app.yaml": "command: [node" }],
    ["the command of app.yaml is no list", { ...RUN_MIRROR, "app.yaml": "command: node server.js" }],
    ["a variable of app.yaml has no name", { ...RUN_MIRROR, "app.yaml": "env: [{ value: a }]" }],
    [
      "app.yaml names a resource that the app does not have",
      { ...RUN_MIRROR, "app.yaml": "command: [node, server.js]\nenv: [{ name: KEY, valueFrom: stripe-key }]" },
    ],
  ])("fails when %s", async (_why, files) => {
    const deployed = await desk.run("orders", files);
    expect(deployed.state).toBe("FAILED");
    expect(deployed.message).not.toBe("");
    expect(stateOf(await desk.call("GET", "/apps/orders"))).toEqual(["ACTIVE", "UNAVAILABLE", undefined]);
    expect(desk.processes("orders")).toEqual([]);
  });

  test("fails over the cap on processes, and a replacement does not count", async () => {
    await reopen({ maxProcesses: 1 });
    expect((await desk.run("first")).state).toBe("SUCCEEDED");
    expect((await desk.run("second")).state).toBe("FAILED");
    expect((await desk.deploy("first", RUN_MIRROR)).state).toBe("SUCCEEDED");
    await desk.call("POST", "/apps/first/stop");
    await until(() => desk.plane.inspect().runs.every(({ processes }) => processes.length === 0));
    await until(async () => (await desk.deploy("second", RUN_MIRROR)).state === "SUCCEEDED");
  });
});

describe("a new deployment", () => {
  test("takes over when it listens, and the one before it ends", async () => {
    await desk.run("orders", RUN_MIRROR, { env_vars: [{ name: "VERSION", value: "1" }] });
    const before = await desk.mirror("orders");
    await desk.deploy("orders", RUN_MIRROR, { env_vars: [{ name: "VERSION", value: "2" }] });
    expect([before.version, (await desk.mirror("orders")).version]).toEqual(["1", "2"]);
    await until(() => !isAlive(before.pid));
    expect(stateOf(await desk.call("GET", "/apps/orders"))).toEqual(["ACTIVE", "RUNNING", "SUCCEEDED"]);
  });

  test("fails without touching the one that serves", async () => {
    await desk.run("orders");
    const before = await desk.mirror("orders");
    const active = (await desk.call("GET", "/apps/orders")).active_deployment.deployment_id;
    expect((await desk.deploy("orders", { ...RUN_MIRROR, "server.js": "process.exit(1)" })).state).toBe("FAILED");
    expect((await desk.mirror("orders")).pid).toBe(before.pid);
    const app = await desk.call("GET", "/apps/orders");
    expect([app.active_deployment.deployment_id, app.app_status.state]).toEqual([active, "RUNNING"]);
  });

  test("is CANCELLED when the app is stopped while it starts", async () => {
    await desk.create("orders");
    const waiting = desk.deploy("orders", SLEEPER);
    await until(() => desk.processes("orders").length === 1);
    const [starting] = desk.processes("orders");
    await desk.call("POST", "/apps/orders/stop");
    expect((await waiting).state).toBe("CANCELLED");
    await until(() => !isAlive(starting?.pid ?? 0));
  });
});

describe("a running app", () => {
  test("is CRASHED at the next look after somebody killed its process", async () => {
    await desk.run("orders");
    const { pid } = await desk.mirror("orders");
    process.kill(pid, "SIGKILL");
    await until(() => !isAlive(pid));
    expect(stateOf(await desk.call("GET", "/apps/orders"))).toEqual(["ACTIVE", "CRASHED", "SUCCEEDED"]);
    expect((await desk.visit("orders")).status).toBe(503);
  });

  test("takes everything along that it started when it dies", async () => {
    const parent = `const { spawn } = require("node:child_process");
      console.log(spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]).pid);${MIRROR}`;
    const deployed = await desk.run("orders", { ...RUN_MIRROR, "server.js": parent });
    const child = Number(deployed.logs[0]);
    expect(isAlive(child)).toBe(true);
    process.kill((await desk.mirror("orders")).pid, "SIGKILL");
    await until(() => !isAlive(child));
  });

  test("is asked to stop, and comes back with its last deployment at the next start", async () => {
    const files = {
      ...RUN_MIRROR,
      "server.js": `const fs = require("node:fs");process.on("SIGTERM", () => process.exit(0));${MIRROR}`,
    };
    await desk.run("orders", files, { env_vars: [{ name: "VERSION", value: "7" }] });
    const { pid } = await desk.mirror("orders");
    await desk.call("POST", "/apps/orders/stop");
    expect((await desk.visit("orders")).status).toBe(503);
    await until(() => !isAlive(pid));
    expect(stateOf(await desk.call("GET", "/apps/orders"))).toEqual(["STOPPED", "UNAVAILABLE", undefined]);
    await desk.call("POST", "/apps/orders/start");
    await until(async () => (await desk.call("GET", "/apps/orders")).app_status.state === "RUNNING");
    expect(await desk.mirror("orders")).toMatchObject({ version: "7" });
  });

  test("that ignores SIGTERM is killed when its time is up", async () => {
    await reopen({ stopMilliseconds: 1500 });
    await desk.run("orders", IMMORTAL);
    const { pid, cwd } = await desk.mirror("orders");
    await desk.call("POST", "/apps/orders/stop");
    await until(() => fs.existsSync(path.join(cwd, "asked")));
    expect(isAlive(pid)).toBe(true);
    await until(() => !isAlive(pid));
  });

  test("ends with the server, and its folder too", async () => {
    await desk.run("orders");
    const { pid, cwd } = await desk.mirror("orders");
    expect(fs.existsSync(cwd)).toBe(true);
    await desk.plane.stop();
    expect([isAlive(pid), fs.existsSync(cwd)]).toEqual([false, false]);
    expect(fs.readdirSync(path.join(desk.folder, "apps"))).toEqual([]);
    desk = await AppDesk.open();
  });

  test("ends with its deletion", async () => {
    await desk.run("orders");
    const { pid } = await desk.mirror("orders");
    await desk.call("DELETE", "/apps/orders");
    await until(() => !isAlive(pid));
  });

  test("is CRASHED when it ran as long as an app may", async () => {
    await reopen({ maxRunMilliseconds: 200 });
    await desk.run("orders");
    await until(async () => (await desk.call("GET", "/apps/orders")).app_status.state === "CRASHED");
    expect(desk.processes("orders")).toEqual([]);
  });
});

describe("logs", () => {
  test("are what the app printed on both streams, for who manages it and for inspect()", async () => {
    const files = { ...RUN_MIRROR, "server.js": `console.log("out"); console.error("err");${MIRROR}` };
    await desk.run("orders", files);
    const { logs } = await desk.call("GET", "/apps/orders/logs");
    const shown = logs.map(({ stream, text }: Answer) => `${stream} ${text}`);
    expect(shown).toEqual(expect.arrayContaining(["stdout out", "stderr err"]));
    expect(desk.plane.inspect().runs).toMatchObject([{ workspace: WORKSPACE, app: "orders", logs }]);
  });

  test("are lost when the app is stopped", async () => {
    await desk.run("orders");
    await desk.call("POST", "/apps/orders/stop");
    expect(await desk.call("GET", "/apps/orders/logs")).toEqual({ logs: [] });
  });

  test("fails to show them to somebody who may only use the app", async () => {
    await desk.run("orders");
    const access_control_list = [{ user_name: "ann@example.com", permission_level: "CAN_USE" }];
    await desk.call("PATCH", "/permissions/apps/orders", { access_control_list });
    const ann = { kind: "user", name: "ann@example.com" } as const;
    expect(await desk.call("GET", "/apps/orders/logs", undefined, ann)).toMatchObject({ status: 403 });
  });

  test("keep the last lines however much is printed", async () => {
    await reopen({ logCharacters: 1000 });
    const noisy = `for (let n = 0; n < 20000; n += 1) console.log("line " + n);
      process.stdout.write("x".repeat(50000) + "\\n", () => console.log("last"));${MIRROR}`;
    await desk.run("orders", { ...RUN_MIRROR, "server.js": noisy });
    await until(() => desk.plane.inspect().runs[0]?.logs.some(({ text }) => text === "last") === true);
    const text = (desk.plane.inspect().runs[0]?.logs ?? []).map((line) => line.text).join("\n");
    expect(text.length).toBeLessThanOrEqual(1000);
  });
});
