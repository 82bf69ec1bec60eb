import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import * as os from "node:os";
import * as path from "node:path";
import {
  LocalControlPlane,
  type LocalControlPlaneOptions,
  type Principal,
  ProcessRunner,
  type ProcessRunnerOptions,
} from "../../src"; // not by its name: a server in a process of its own has no map of names
import { deployFiles, type DeskDeployment } from "./deploy-files";

export const WORKSPACE = "1000000000000001";

/** Shows what it was called with and started with. */
export const MIRROR = `
const http = require("node:http");
console.log("mirror of " + process.pid);
http.createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => (body += chunk));
  request.on("end", () => {
    if (request.url === "/broken") return request.socket.destroy();
    if (request.url === "/cut") return response.write("half", () => request.socket.destroy());
    if (request.url === "/slow") return;
    if (request.url === "/moved") return response.writeHead(302, { location: "/there" }).end();
    const { method, url, headers } = request;
    const seen = { method, url, headers, body, env: process.env, words: process.argv.slice(2), cwd: process.cwd() };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ...seen, pid: process.pid, version: process.env.VERSION }));
  });
}).listen(Number(process.env.DATABRICKS_APP_PORT), "127.0.0.1");
`;

export const RUN_MIRROR = { "server.js": MIRROR, "app.yaml": "command: [node, server.js]\n" };

/** A document, read as it is. */
export type Answer = ReturnType<typeof JSON.parse>;

export type Files = Readonly<Record<string, string>>;

/** A control plane that runs apps, and the shortest way to use it. */
export class AppDesk {
  private constructor(
    readonly plane: LocalControlPlane,
    readonly folder: string,
  ) {}

  static async open(runner: ProcessRunnerOptions = {}, options: LocalControlPlaneOptions = {}): Promise<AppDesk> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "app-desk-"));
    const plane = await LocalControlPlane.start({
      seed: { workspaces: [{ id: WORKSPACE, name: "dev", users: ["ann@example.com", "bob@example.com"] }] },
      runner: new ProcessRunner({ folder: path.join(folder, "apps"), stopMilliseconds: 2000, ...runner }),
      ...options,
    });
    return new AppDesk(plane, folder);
  }

  async close(): Promise<void> {
    await this.plane.stop();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  async call(method: string, address: string, body?: object, identity?: Principal): Promise<Answer> {
    const response = await fetch(`${this.plane.url}/api/2.0${address}`, {
      method,
      headers: { authorization: `Bearer ${this.plane.token(identity, WORKSPACE)}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: Answer = await response.json();
    return response.ok ? answer : { status: response.status, ...answer };
  }

  async create(name: string, inputs: object = {}): Promise<Answer> {
    return this.call("POST", "/apps?no_compute=true", { name, ...inputs });
  }

  /** Deploys these files, with these fields of a deployment. */
  deploy(app: string, files: Files, deployment: object = {}): Promise<DeskDeployment> {
    const call = (method: string, address: string, body?: object) => this.call(method, address, body);
    return deployFiles(call, app, files, { mode: "SNAPSHOT", ...deployment });
  }

  /** Creates an app and deploys to it. */
  async run(app: string, files: Files = RUN_MIRROR, deployment: object = {}): Promise<DeskDeployment> {
    await this.create(app);
    return this.deploy(app, files, deployment);
  }

  visit(app: string, below = "/", init: RequestInit = {}): Promise<Response> {
    const authorization = `Bearer ${this.plane.token(undefined, WORKSPACE)}`;
    return fetch(`${this.plane.url}/run/${WORKSPACE}/${app}${below}`, {
      redirect: "manual",
      ...init,
      headers: { authorization, ...(init.headers as Record<string, string> | undefined) },
    });
  }

  /** What the mirror says. */
  async mirror(app: string): Promise<Answer> {
    return (await this.visit(app)).json();
  }

  /** The processes of an app. */
  processes(app: string): readonly { readonly pid: number; readonly port: number; readonly serving: boolean }[] {
    return this.plane.inspect().runs.find((each) => each.app === app)?.processes ?? [];
  }
}

export function writeFiles(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
}

/** Does it run? A process that ended and that nobody asked about yet does not. */
export function isAlive(pid: number): boolean {
  try {
    return !execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" })
      .trim()
      .startsWith("Z");
  } catch {
    return false;
  }
}

export async function until(condition: () => boolean | Promise<boolean>, milliseconds = 8000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not within ${milliseconds} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The status of a call with a path and headers that fetch would not send as they are. */
export function rawCall(
  url: string,
  method: string,
  target: string,
  headers: http.OutgoingHttpHeaders,
): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    http
      .request({ hostname, port, method, path: target, headers, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
      .once("error", reject)
      .end();
  });
}
