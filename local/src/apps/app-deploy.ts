import { type ApiRequest, type Context, demand, uuid } from "../api";
import { may, objectKey } from "../access";
import { timestamp } from "../clock";
import { asList, asObject, asText, type Json } from "../json";
import type { App, Deployment, EnvVar, Workspace } from "../state";
import { badRequest, denied, invalid, missing } from "../vendor-error";
import { fileKey, filesBelow, workspacePath } from "../files";
import { readResources } from "./resources";

const MAX_FILE_BYTES = 10_485_760;

/** Checks a deployment and takes a copy of its source; it is not started yet. */
export function deploy(request: ApiRequest, app: App, context: Context): Deployment {
  const { workspace, body, caller } = request;
  if (app.compute.state !== "ACTIVE") {
    throw badRequest(`Cannot deploy app ${app.name} as its compute is ${app.compute.state}: start it first.`);
  }
  if (app.pending !== undefined) {
    throw badRequest(`Cannot deploy app ${app.name} as there is an active deployment in progress`);
  }
  const source = workspacePath(asText(body.source_code_path) ?? "");
  const mode = asText(body.mode) ?? "SNAPSHOT";
  if (!["SNAPSHOT", "AUTO_SYNC"].includes(mode)) throw invalid(`'${mode}' is not one of SNAPSHOT, AUTO_SYNC.`);
  const env = readEnv(body.env_vars, app, context);
  const command = body.command === undefined ? undefined : asList(body.command).map(String);
  checkSource(request, app, source);
  const now = timestamp(context.clock);
  const deployment: Deployment = {
    id: uuid().replaceAll("-", ""),
    sourceCodePath: asText(body.source_code_path) ?? source,
    mode,
    ...(command === undefined ? {} : { command }),
    env,
    files: copyOf(workspace, source),
    creator: caller.name,
    createTime: now,
    updateTime: now,
    state: "IN_PROGRESS",
    message: "Preparing source code for new app deployment.",
  };
  app.deployments.push(deployment);
  app.pending = deployment.id;
  delete app.failed;
  return deployment;
}

/** It must be there, small enough, and readable by who deploys and by the app itself. */
function checkSource(request: ApiRequest, app: App, source: string): void {
  const { workspace } = request;
  if (workspace.files[source]?.type !== "DIRECTORY") throw missing(`Path (${source}) doesn't exist.`);
  const key = fileKey(source);
  demand(request, "CAN_READ", key);
  const reader = { kind: "servicePrincipal", name: app.servicePrincipal.clientId } as const;
  if (!may(workspace, reader, "CAN_READ", key)) {
    throw denied(`The service principal ${reader.name} of app ${app.name} may not read ${source}.`);
  }
  const large = filesBelow(workspace, source).find(({ entry }) => (entry.size ?? 0) > MAX_FILE_BYTES);
  if (large !== undefined) throw badRequest(`${large.path}: File is larger than ${MAX_FILE_BYTES} bytes`);
}

function copyOf(workspace: Workspace, source: string): Deployment["files"] {
  return Object.fromEntries(
    filesBelow(workspace, source).map(({ path, entry }) => [path.slice(source.length + 1), entry.digest ?? ""]),
  );
}

function readEnv(value: Json | undefined, app: App, { switches }: Context): readonly EnvVar[] {
  const keys = readResources(app.config.resources, switches).map(({ name }) => name);
  return asList(value).map((each) => {
    const variable = asObject(each);
    const name = asText(variable.name) ?? "";
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw invalid(`'${name}' cannot be the name of a variable.`);
    const literal = asText(variable.value);
    const from = asText(variable.value_from);
    if ((literal === undefined) === (from === undefined)) {
      throw invalid(`Variable ${name} needs exactly one of value and value_from.`);
    }
    if (from !== undefined && !keys.includes(from)) {
      throw invalid(`Variable ${name}: the app has no resource ${from}.`);
    }
    return {
      name,
      ...(literal === undefined ? {} : { value: literal }),
      ...(from === undefined ? {} : { valueFrom: from }),
    };
  });
}

/** The app's own object, as access knows it. */
export function appKey(app: App): string {
  return objectKey("apps", app.name);
}
