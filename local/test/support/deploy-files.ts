import { randomUUID } from "node:crypto";
import type { DeploymentState } from "../../src";

type Document = ReturnType<typeof JSON.parse>;

/** A call of the control plane: the answer, or `{ status, error_code, ... }`. */
export type DeskCall = (method: string, address: string, body?: object) => Promise<Document>;

/** How a deployment of a test ended. */
export interface DeskDeployment {
  readonly state: DeploymentState;
  readonly message: string;
  /** What its process printed so far. */
  readonly logs: readonly string[];
}

const WAIT_MILLISECONDS = 120_000;

/** The vendor's calls in the vendor's order, for tests of what the control plane does with them. */
export async function deployFiles(
  call: DeskCall,
  app: string,
  files: Readonly<Record<string, string>>,
  deployment: object,
): Promise<DeskDeployment> {
  const folder = `/Workspace/Shared/${app}/${randomUUID().slice(0, 8)}`;
  const folders = Object.keys(files).map((name) => name.split("/").slice(0, -1).join("/"));
  for (const each of new Set(["", ...folders])) {
    await done(call, "POST", "/workspace/mkdirs", { path: `${folder}/${each}` });
  }
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text).toString("base64");
    await done(call, "POST", "/workspace/import", { path: `${folder}/${name}`, content, format: "RAW" });
  }
  const address = `/apps/${app}`;
  const { compute_status: compute } = await done(call, "GET", address);
  if (compute.state === "STOPPED") await done(call, "POST", `${address}/start`, {});
  await until(async () => isReady(await done(call, "GET", address)));
  const created = await done(call, "POST", `${address}/deployments`, { ...deployment, source_code_path: folder });
  const id = String(created.deployment_id);
  let last = created;
  await until(async () => {
    last = await done(call, "GET", `${address}/deployments/${id}`);
    return last.status.state !== "IN_PROGRESS";
  });
  const { logs } = await done(call, "GET", `${address}/logs`);
  const own = (logs as { readonly deployment: string; readonly text: string }[]).filter(
    (line) => line.deployment === id,
  );
  return { state: last.status.state, message: last.status.message, logs: own.map(({ text }) => text) };
}

/** A start brings the last deployment back: before that is over there cannot be another one. */
function isReady({
  compute_status: compute,
  active_deployment: active,
  pending_deployment: pending,
}: Document): boolean {
  const begun = [active?.status.state, pending?.status.state];
  return compute.state === "ACTIVE" && !begun.includes("IN_PROGRESS");
}

async function done(call: DeskCall, method: string, address: string, body?: object): Promise<Document> {
  const answer = await call(method, address, body);
  if (answer.error_code !== undefined) throw new Error(`${method} ${address}: ${answer.error_code}: ${answer.message}`);
  return answer;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + WAIT_MILLISECONDS;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error("the deployment did not end");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
