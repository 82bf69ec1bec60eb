import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Store } from "../src/store";
import { DEPLOYER, WORKSPACE, callWith, callerOf, startPlane, stopPlanes } from "./support/plane";

jest.setTimeout(60_000);

const ROOT = path.resolve(__dirname, "../..");
let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "local-store-"));
});

afterEach(async () => {
  await stopPlanes();
  fs.rmSync(folder, { recursive: true, force: true });
});

test("a server that starts again has everything, tokens and files too", async () => {
  const stateFile = path.join(folder, "state.json");
  const first = await startPlane({ stateFile });
  const token = first.token();
  const call = callerOf(first);
  await call("POST", "/api/2.0/apps", { name: "orders" });
  await call("POST", "/api/2.0/workspace-files/import-file/Shared/a.txt?overwrite=true", Buffer.from("hello"));
  const before = first.state;
  await first.stop();
  const second = await startPlane({ stateFile });
  expect(second.state).toEqual(before);
  expect((await callWith(second, token)("GET", "/api/2.0/apps/orders")).status).toBe(200);
  expect(second.token(DEPLOYER)).toBe(token);
});

test("a change that throws leaves the world as it was", () => {
  const store = new Store(path.join(folder, "state.json"));
  expect(() =>
    store.change((world) => {
      world.accountId = "changed";
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(store.world.accountId).not.toBe("changed");
  expect(fs.readdirSync(folder)).toEqual([]);
});

test("fails to read a file of another version", () => {
  const file = path.join(folder, "state.json");
  fs.writeFileSync(file, JSON.stringify({ version: 2 }));
  expect(() => new Store(file)).toThrow(file);
});

test("nobody else can read the state file, which holds tokens", async () => {
  const stateFile = path.join(folder, "state.json");
  await startPlane({ stateFile });
  expect(fs.statSync(stateFile).mode & 0o077).toBe(0);
});

function startChild(stateFile: string): Promise<{ child: ChildProcess; url: string; token: string }> {
  const script = path.join(__dirname, "support/state-server.ts");
  const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", script, stateFile], {
    cwd: ROOT,
    env: { ...process.env, TS_NODE_PROJECT: path.join(ROOT, "tsconfig.json"), TS_NODE_BASEURL: ROOT },
  });
  return new Promise((resolve, reject) => {
    let printed = "";
    let failed = "";
    child.stderr.on("data", (chunk: Buffer) => (failed += chunk.toString()));
    child.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.endsWith("\n")) resolve({ child, ...(JSON.parse(printed) as { url: string; token: string }) });
    });
    child.on("exit", (code) => {
      reject(new Error(`exit ${code}: ${failed}`));
    });
  });
}

test("what was acknowledged is there after kill -9 in the middle of a loop of writes", async () => {
  const stateFile = path.join(folder, "state.json");
  const acknowledged: string[] = [];
  for (const milliseconds of [20, 90]) {
    const { child, url, token } = await startChild(stateFile);
    const call = callWith({ url }, token);
    const gone = new Promise((resolve) => child.once("exit", resolve));
    setTimeout(() => child.kill("SIGKILL"), milliseconds);
    try {
      for (;;) {
        const name = `name-${acknowledged.length}`;
        const reply = await call("POST", "/api/2.0/workspace/mkdirs", { path: `/Shared/${name}` });
        if (reply.status === 200) acknowledged.push(name);
      }
    } catch {
      // The connection broke: the server is dead.
    }
    await gone;
    const files = Object.keys(new Store(stateFile).world.workspaces[WORKSPACE.id]?.files ?? {});
    expect(files).toEqual(expect.arrayContaining(acknowledged.map((name) => `/Shared/${name}`)));
  }
  expect(acknowledged.length).toBeGreaterThan(0);
});

test("a file from before there was an account level gets an empty account, and its workspaces a region", async () => {
  const stateFile = path.join(folder, "state.json");
  const first = await startPlane({ stateFile });
  await first.stop();
  const { account: _account, ...world } = JSON.parse(fs.readFileSync(stateFile, "utf8")) as Record<string, unknown>;
  for (const workspace of Object.values(world.workspaces as object))
    Reflect.deleteProperty(workspace as object, "region");
  fs.writeFileSync(stateFile, JSON.stringify(world));
  const second = await startPlane({ stateFile });
  expect(second.state.workspaces[WORKSPACE.id]).toMatchObject({ region: "us-east-1", name: WORKSPACE.name });
  expect(Object.keys(second.state.account.networkPolicies)).toEqual(["default-policy"]);
  expect(second.accountToken()).toMatch(/^local-/);
});
