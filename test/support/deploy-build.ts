import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App as CdktfApp } from "cdktf";
import { App, WorkspaceStack, defineApp, defineStage } from "databricks-apps-constructs";
import { workspace } from "./orders";

export const STAGE = "prod";
export const WORKSPACE = workspace(STAGE);
const folders: string[] = [];

/** What a program is made of; everything but the source is the same in all releases. */
export type Files = Readonly<Record<string, string>>;

export const SOURCE: Files = {
  "app.yaml": "command: [node, server.js]\n",
  "server.js": 'require("node:http").createServer((_q, a) => a.end("one")).listen(process.env.DATABRICKS_APP_PORT);\n',
};

/** Another release of it, which does the same. */
export const SECOND: Files = { ...SOURCE, "server.js": `${SOURCE["server.js"] ?? ""}// two\n` };

/** A document, read as it is. */
export type Document = ReturnType<typeof JSON.parse>;

/** A built assembly, with the release that it holds. */
export interface Build {
  /** Where dbapps runs: of cdktf.json. */
  readonly folder: string;
  readonly assembly: string;
  /** Short. */
  readonly release: string;
}

/** Synthesizes one app in one stage, the way a user's program does. */
export function build(files: Files = SOURCE): Build {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "deploy-bench-"));
  folders.push(folder);
  const source = path.join(folder, "app");
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(source, name)), { recursive: true });
    fs.writeFileSync(path.join(source, name), text);
  }
  const assembly = path.join(folder, "cdktf.out");
  const app = new CdktfApp({ outdir: assembly });
  const definition = defineApp({ name: "orders", source, stageEnv: ["CATALOG"] });
  const stage = defineStage(definition, WORKSPACE, { env: { CATALOG: "prod" } });
  new App(new WorkspaceStack(app, `orders-${STAGE}`, WORKSPACE), "orders", stage);
  app.synth();
  fs.writeFileSync(path.join(folder, "cdktf.json"), JSON.stringify({ app: "true", output: "cdktf.out" }));
  const promotion = JSON.parse(fs.readFileSync(path.join(assembly, "promotion.json"), "utf8")) as {
    readonly apps: readonly { readonly release: string }[];
  };
  return { folder, assembly, release: promotion.apps[0]?.release.slice(0, 12) ?? "" };
}

export function removeBuilds(): void {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
}
