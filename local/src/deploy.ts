import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import { type JsonObject, asList, asObject, asText } from "./json";
import { LocalClient } from "./local-client";
import { sourceFiles } from "./source-files";
import type { DeploymentState } from "./states";

export interface DeployLocallyOptions {
  /** Of the control plane, on this machine. */
  readonly url: string;
  readonly token: string;
  /** The app's name; Terraform made it. */
  readonly app: string;
  /** The folder with the app's source. */
  readonly source: string;
  /** The stack's `<app>.deployment.json`. @default no variables but those of app.yaml */
  readonly deployment?: string;
  /**
   * The workspace folder to upload to; what lies there and is not in the source stays.
   *
   * @default a new folder below /Shared, which every app may read
   */
  readonly path?: string;
  /** How long compute and deployment may take together. @default 2 minutes */
  readonly waitMilliseconds?: number;
}

export interface LocalDeployment {
  /** IN_PROGRESS where the wait was too short. */
  readonly state: DeploymentState;
  readonly message: string;
  /** The app's address; it wants a token. */
  readonly url: string;
  /** What this deployment's process printed so far. */
  readonly logs: readonly string[];
}

const POLL_MILLISECONDS = 50;

/**
 * Uploads a folder, starts the app's compute where it is stopped, deploys and waits for the end of that: the vendor's
 * calls in the vendor's order. A deployment that fails is an answer, a call that is refused an error.
 */
export async function deployLocally(options: DeployLocallyOptions): Promise<LocalDeployment> {
  const { app: name, source, deployment: file, waitMilliseconds = 120_000 } = options;
  const client = new LocalClient(options.url, options.token);
  const request = file === undefined ? {} : asObject(JSON.parse(fs.readFileSync(file, "utf8")));
  const address = `/api/2.0/apps/${encodeURIComponent(name)}`;
  const end = Date.now() + waitMilliseconds;
  const before = await client.call("GET", address);
  const folder = options.path ?? `/Workspace/Shared/${name}/${randomUUID().slice(0, 8)}`;
  await upload(client, source, folder);
  if (asText(asObject(before.compute_status).state) === "STOPPED") await client.call("POST", `${address}/start`, {});
  const app = await poll(end, () => client.call("GET", address), isReady);
  const url = asText(app.url) ?? "";
  if (!isReady(app)) {
    const message = `The app is not ready for a deployment after ${waitMilliseconds / 1000} s.`;
    return { state: "IN_PROGRESS", message, url, logs: [] };
  }
  const created = await create(client, address, end, { ...request, source_code_path: folder });
  const id = asText(created.deployment_id) ?? "";
  const isOver = (each: JsonObject): boolean => asText(asObject(each.status).state) !== "IN_PROGRESS";
  const last = await poll(end, () => client.call("GET", `${address}/deployments/${id}`), isOver);
  const status = asObject(last.status);
  const printed = asList((await client.call("GET", `${address}/logs`)).logs).map(asObject);
  return {
    state: (asText(status.state) ?? "IN_PROGRESS") as DeploymentState,
    message: asText(status.message) ?? "",
    url,
    logs: printed.filter((line) => line.deployment === id).map(({ text }) => asText(text) ?? ""),
  };
}

/** A start brings the last deployment back: before that is over there cannot be another one. */
function isReady(app: JsonObject): boolean {
  const begun = [app.active_deployment, app.pending_deployment].map((each) =>
    asText(asObject(asObject(each).status).state),
  );
  return asText(asObject(app.compute_status).state) === "ACTIVE" && !begun.includes("IN_PROGRESS");
}

/** What a start brings back shows only after compute is said to be up. */
async function create(client: LocalClient, address: string, end: number, body: JsonObject): Promise<JsonObject> {
  try {
    return await client.call("POST", `${address}/deployments`, body);
  } catch (error) {
    if (!String(error).includes("active deployment in progress")) throw error;
    await poll(end, () => client.call("GET", address), isReady);
    return client.call("POST", `${address}/deployments`, body);
  }
}

async function upload(client: LocalClient, source: string, folder: string): Promise<void> {
  const files = sourceFiles(source);
  const folders = new Set(files.map(({ name }) => name.split("/").slice(0, -1).join("/")));
  for (const each of new Set(["", ...folders])) {
    await client.call("POST", "/api/2.0/workspace/mkdirs", { path: each === "" ? folder : `${folder}/${each}` });
  }
  for (const { name, file } of files) {
    const path = `${folder}/${name}`.split("/").map(encodeURIComponent).join("/");
    const address = `/api/2.0/workspace-files/import-file${path}?overwrite=true`;
    await client.call("POST", address, fs.readFileSync(file));
  }
}

/** Asks until the answer is the one that is waited for, or the time is up: then the last answer. */
async function poll(
  end: number,
  ask: () => Promise<JsonObject>,
  isDone: (answer: JsonObject) => boolean,
): Promise<JsonObject> {
  for (;;) {
    const answer = await ask();
    if (isDone(answer) || Date.now() >= end) return answer;
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}
