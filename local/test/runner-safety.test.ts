import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Outcome, ProcessRunner, type Run } from "databricks-apps-local";
import { AppProcess } from "../src/app-process";
import { ProcessReaper } from "../src/process-reaper";
import { AppDesk, WORKSPACE, isAlive, rawCall, until } from "./support/app-desk";

// Processes are started here, slowly where a machine has other things to do; what waits for one says itself what for.
jest.setTimeout(30_000);

let folder: string;
const desks: AppDesk[] = [];

async function open(...options: Parameters<typeof AppDesk.open>): Promise<AppDesk> {
  const desk = await AppDesk.open(...options);
  desks.push(desk);
  return desk;
}

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "runner-safety-"));
});

afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Starts files of these names without any control plane that could refuse them. */
async function start(names: readonly string[]): Promise<Outcome> {
  const runner = new ProcessRunner({ folder: path.join(folder, "apps"), startMilliseconds: 1000 });
  const deployment = {
    id: "d1",
    sourceCodePath: "/Workspace/Shared/orders",
    mode: "SNAPSHOT",
    command: [process.execPath, "-e", "process.exit(0)"],
    env: [],
    files: Object.fromEntries(names.map((name) => [name, "digest"])),
    creator: "ann",
    createTime: "",
    updateTime: "",
    state: "IN_PROGRESS",
    message: "",
  } as const;
  const content = (): Uint8Array => Buffer.from("evil");
  const run: Run = { workspace: "../1", app: "../orders", deployment, variables: {}, references: {}, content };
  try {
    return await new Promise((resolve) => {
      runner.start(run, resolve);
    });
  } finally {
    await runner.close();
  }
}

function filesBelow(root: string): readonly string[] {
  return fs
    .readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

test.each([
  "../evil",
  "a/../../evil",
  "/tmp/evil",
  "..\\evil",
  "a\\..\\..\\evil",
  "C:\\evil\\..\\x",
  "a//b",
  ".",
  "z\0",
])("fails to write a file named %j", async (name) => {
  const outcome = await start([name]);
  expect(outcome.state).toBe("FAILED");
  expect(outcome.message).toContain("is not a file name below the source");
  expect(filesBelow(folder)).toEqual([]);
});

test("odd names that stay below the source are files like others", async () => {
  const outcome = await start(["..a", "a/.../b", "~", "-rf", "$(touch evil)"]);
  expect(outcome.message).toContain("exited with code 0");
  expect(filesBelow(folder)).toEqual([]);
});

test.each([
  "/api/2.0/workspace-files/import-file/Shared/..%2F..%2Fevil?overwrite=true",
  "/api/2.0/workspace-files/import-file/Shared/%2e%2e/%2e%2e/evil?overwrite=true",
])("fails to upload to %s", async (target) => {
  const desk = await open();
  const { url } = desk.plane;
  const headers = { authorization: `Bearer ${desk.plane.token(undefined, WORKSPACE)}`, host: new URL(url).host };
  expect(await rawCall(url, "POST", target, headers)).not.toBe(200);
  expect(
    await rawCall(url, "POST", target.replace(/(\.\.|%2e%2e)(%2F|\/)/g, "").replace("evil", "good"), headers),
  ).toBe(200);
  expect(Object.keys(desk.plane.state.workspaces[WORKSPACE]?.files ?? {}).join()).not.toContain("evil");
});

test("a server that is killed with -9 leaves no process of an app and no folder", async () => {
  const script = path.join(__dirname, "support", "doomed-server.ts");
  const register = ["-r", "ts-node/register/transpile-only"];
  const server = spawn(process.execPath, [...register, script], {
    cwd: path.join(__dirname, "..", ".."),
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_PATH: path.join(__dirname, "..", "..", "node_modules") },
  });
  const gone = once(server, "exit");
  const [line] = (await Promise.race([once(server.stdout, "data"), gone])) as [Buffer];
  const app = JSON.parse(line.toString()) as { readonly pid: number; readonly cwd: string; readonly folder: string };
  const before = [isAlive(app.pid), fs.existsSync(app.cwd)];
  server.kill("SIGKILL");
  await gone;
  try {
    expect(before).toEqual([true, true]);
    await until(() => !isAlive(app.pid) && !fs.existsSync(app.cwd));
  } finally {
    if (isAlive(app.pid)) process.kill(app.pid, "SIGKILL");
    fs.rmSync(app.folder, { recursive: true, force: true });
  }
});

test("nothing of an app runs before what ends it with the server knows its process", async () => {
  const reaper = new ProcessReaper(path.join(folder, "unused"));
  let admit = (): void => undefined;
  const watched = new Promise<void>((resolve) => (admit = resolve));
  jest.spyOn(reaper, "watch").mockReturnValue(watched);
  const mark = path.join(folder, "mark");
  const command = [process.execPath, "-e", `require("node:fs").writeFileSync(${JSON.stringify(mark)}, "")`];
  const app = new AppProcess({ command, folder, environment: {}, port: 1 }, reaper, () => undefined);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([app.alive, fs.existsSync(mark)]).toEqual([true, false]);
  admit();
  expect(await app.ended).toBe("exited with code 0");
  expect(fs.existsSync(mark)).toBe(true);
});

test("a server that finds running apps in its state starts them again, and fails what was being deployed", async () => {
  const stateFile = path.join(folder, "state.json");
  const before = await open({}, { stateFile });
  await before.run("orders");
  await before.create("slow");
  const pending = before.deploy(
    "slow",
    { "server.js": "setInterval(() => {}, 1000)" },
    { command: ["node", "server.js"] },
  );
  const over = expect(pending).rejects.toThrow();
  await until(() => before.processes("slow").length === 1);
  await before.close();
  await over;
  const after = await open({}, { stateFile });
  await until(async () => (await after.call("GET", "/apps/orders")).app_status.state === "RUNNING");
  expect((await after.visit("orders")).status).toBe(200);
  const slow = await after.call("GET", "/apps/slow/deployments");
  expect(slow.app_deployments[0].status.state).toBe("FAILED");
});
