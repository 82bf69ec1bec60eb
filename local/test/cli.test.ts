import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const ROOT = path.join(__dirname, "..", "..");

// ts-node compiles the program in each of these processes.
jest.setTimeout(30_000);

let folder: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "dbapps-local-cli-"));
});
afterEach(async () => {
  if (child?.exitCode === null && child.signalCode === null) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Starts the program from its sources, and returns what it prints until it waits for calls. */
async function start(...args: readonly string[]): Promise<string> {
  const tsNode = path.join(ROOT, "node_modules", "ts-node", "dist", "bin.js");
  child = spawn(process.execPath, [tsNode, path.join(ROOT, "local", "src", "cli.ts"), ...args], { cwd: ROOT });
  let printed = "";
  child.stdout?.on("data", (text: Buffer) => (printed += text.toString()));
  child.stderr?.on("data", (text: Buffer) => (printed += text.toString()));
  const exited = once(child, "exit");
  for (let waited = 0; waited < 200 && !printed.includes("local_override") && child.exitCode === null; waited++) {
    await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 50))]);
  }
  return printed;
}

const urlIn = (text: string) => /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? "";
const tokenIn = (text: string) => /token (\S+)/.exec(text)?.[1] ?? "";

test("prints where it listens, a token per workspace and the override file, and answers with that token", async () => {
  const printed = await start();
  const me = await fetch(`${urlIn(printed)}/api/2.0/preview/scim/v2/Me`, {
    headers: { Authorization: `Bearer ${tokenIn(printed)}` },
  });
  expect(me.status).toBe(200);
  expect(printed).toContain('"auth_type":"pat"');
});

test("ends on SIGTERM, and brings its state back from a file", async () => {
  const state = path.join(folder, "world.json");
  const first = await start("--state", state);
  const headers = { Authorization: `Bearer ${tokenIn(first)}` };
  const body = JSON.stringify({ name: "kept" });
  expect((await fetch(`${urlIn(first)}/api/2.0/apps?no_compute=true`, { method: "POST", headers, body })).status).toBe(
    200,
  );
  child?.kill("SIGTERM");
  if (child !== undefined && child.exitCode === null) await once(child, "exit");
  expect(child?.exitCode).toBe(0);

  const second = await start("--state", state);
  const again = { Authorization: `Bearer ${tokenIn(second)}` };
  expect((await fetch(`${urlIn(second)}/api/2.0/apps/kept`, { headers: again })).status).toBe(200);
});

test("fails on a seed that is no assembly", async () => {
  const printed = await start("--seed", path.join(folder, "nothing"));
  expect(child?.exitCode).toBe(1);
  expect(printed).toContain("promotion.json");
});
