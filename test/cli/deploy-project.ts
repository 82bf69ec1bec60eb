import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App as CdktfApp } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { synthesize } from "databricks-apps-constructs/testing";
import {
  LocalControlPlane,
  type LocalControlPlaneOptions,
  ProcessRunner,
  type Seed,
  seedFromAssembly,
} from "databricks-apps-local";
import type { Promotion } from "../../src/assembly/promotion";
import { shortRelease } from "../../src/promotion/release";
import { runCli } from "./run-cli";

type Files = Readonly<Record<string, string>>;

/** Answers with the variables that it was started with. */
export const SERVER = `
const http = require("node:http");
console.log("listens");
http.createServer((request, response) => {
  response.end(JSON.stringify({ version: "one", catalog: process.env.CATALOG }));
}).listen(Number(process.env.DATABRICKS_APP_PORT), "0.0.0.0");
`;

export const GOOD: Files = { "app.yaml": "command: [node, server.js]\n", "server.js": SERVER, "lib/deep/a b.txt": "x" };
export const BROKEN: Files = { ...GOOD, "server.js": 'console.log("one"); throw new Error("two");\n' };

const WORKSPACES = { dev: "1111", prod: "2222" } as const;
export type StageName = keyof typeof WORKSPACES;

/** A project with an app in two stages, and a control plane that plays both workspaces. */
export class DeployProject {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "deploy-"));
  plane!: LocalControlPlane;

  static async open(
    files: Files = GOOD,
    options: LocalControlPlaneOptions = {},
    change: (seed: Seed) => Seed = (seed) => seed,
  ): Promise<DeployProject> {
    const project = new DeployProject();
    fs.writeFileSync(path.join(project.folder, "cdktf.json"), JSON.stringify({ app: "true" }));
    project.synth(files);
    project.plane = await LocalControlPlane.start({
      seed: change(seedFromAssembly(project.assembly)),
      runner: new ProcessRunner({ folder: path.join(project.folder, "run") }),
      ...options,
    });
    for (const stage of Object.keys(WORKSPACES) as StageName[]) {
      await project.call(stage, "POST", "/api/2.0/apps?no_compute=true", { name: "orders" });
    }
    return project;
  }

  get assembly(): string {
    return path.join(this.folder, "cdktf.out");
  }

  get promotion(): Promotion {
    return JSON.parse(fs.readFileSync(path.join(this.assembly, "promotion.json"), "utf8")) as Promotion;
  }

  /** Of the assembly; short. */
  get release(): string {
    return shortRelease(this.promotion.apps[0]?.release ?? "");
  }

  /** Writes the app's folder, and the assembly. */
  synth(files: Files, catalogs: Partial<Record<StageName, string>> = {}): string {
    const source = path.join(this.folder, "app");
    fs.rmSync(source, { recursive: true, force: true });
    for (const [name, content] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(source, name)), { recursive: true });
      fs.writeFileSync(path.join(source, name), content);
    }
    const definition = apps.defineApp({ name: "orders", source, stageEnv: ["CATALOG"] });
    const stages = Object.entries(WORKSPACES).map(([name, id]) =>
      apps.defineStage(definition, workspace(name, id), { env: { CATALOG: catalogs[name as StageName] ?? name } }),
    );
    fs.rmSync(this.assembly, { recursive: true, force: true });
    const app = new CdktfApp({ outdir: this.assembly });
    new apps.PromotionPipeline(app, "orders", { app: definition, stages });
    synthesize(app);
    return this.release;
  }

  /** For a process of its own, too. */
  get env(): Record<string, string> {
    const tokens = Object.values(WORKSPACES).map((id) => `${id}=${this.plane.token(undefined, id)}`);
    return { DBAPPS_LOCAL_URL: this.plane.url, DBAPPS_LOCAL_TOKENS: tokens.join(",") };
  }

  dbapps(...argv: readonly string[]): ReturnType<typeof runCli> {
    return runCli(argv, this.folder, this.env, { now: new Date() });
  }

  /** The one JSON document of a command, and how it ended. */
  async json(...argv: readonly string[]): Promise<{ readonly code: number; readonly document: Document }> {
    const { code, out } = await this.dbapps(...argv, "--json");
    return { code, document: JSON.parse(out) };
  }

  /** Calls as who deploys. */
  async call(stage: StageName, method: string, address: string, body?: object): Promise<Document> {
    const response = await fetch(`${this.plane.url}${address}`, {
      method,
      headers: { authorization: `Bearer ${this.plane.token(undefined, WORKSPACES[stage])}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Document;
  }

  /** Puts a file into the workspace. */
  async write(stage: StageName, file: string, text: string): Promise<void> {
    const content = Buffer.from(text).toString("base64");
    const body = { path: file, content, format: "RAW", overwrite: true };
    await this.call(stage, "POST", "/api/2.0/workspace/import", body);
  }

  app(stage: StageName): Promise<Document> {
    return this.call(stage, "GET", "/api/2.0/apps/orders");
  }

  /** What its page says. */
  async page(stage: StageName): Promise<Document> {
    const headers = { authorization: `Bearer ${this.plane.token(undefined, WORKSPACES[stage])}` };
    return (await (await fetch((await this.app(stage)).url, { headers })).json()) as Document;
  }

  /** How many deployments an app ever had. */
  async deployments(stage: StageName): Promise<readonly Document[]> {
    return (await this.call(stage, "GET", "/api/2.0/apps/orders/deployments")).app_deployments;
  }

  /** What lies in the workspace below a folder. */
  async entries(stage: StageName, folder: string): Promise<readonly string[]> {
    const { objects = [] } = await this.call(
      stage,
      "GET",
      `/api/2.0/workspace/list?path=${encodeURIComponent(folder)}`,
    );
    return objects.map(({ path: name }: Document) => String(name)).sort();
  }

  async close(): Promise<void> {
    await this.plane.stop();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A document, read as it is. */
export type Document = ReturnType<typeof JSON.parse>;

function workspace(name: string, workspaceId: string): apps.Workspace {
  return apps.defineWorkspace({
    name,
    host: `https://adb-${workspaceId}.1.azuredatabricks.net`,
    workspaceId,
    accountId: "11111111-2222-3333-4444-555555555555",
    cloud: "azure",
    region: "westeurope",
    tier: "PREMIUM",
    auth: { type: "azure-cli" },
    backend: { kind: "local", folder: "../../../state" },
  });
}
