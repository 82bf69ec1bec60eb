import type { AppState, ComputeState, DeploymentState } from "../facts/deployment";
import type { Body } from "./workspace-api";

/** A deployment, as the vendor shows it: the values of its variables are not. */
export interface Deployment {
  readonly id: string;
  readonly state: DeploymentState;
  readonly message: string;
  readonly sourceCodePath: string;
  /** Names only. */
  readonly variables: readonly string[];
  readonly createTime?: string;
  readonly creator?: string;
}

/** An app, as the vendor shows it. */
export interface RunningApp {
  readonly name: string;
  readonly url: string;
  readonly compute: ComputeState;
  readonly computeMessage: string;
  readonly state: AppState;
  readonly message: string;
  readonly instances?: number;
  /** What serves, or served until it crashed. */
  readonly active?: Deployment;
  /** What is on its way. */
  readonly pending?: Deployment;
  readonly updateTime?: string;
  /** The application id of the app's own service principal. */
  readonly servicePrincipal?: string;
}

/** An enum may grow: what we do not know is what serves nobody. */
const COMPUTE: readonly string[] = [
  "ACTIVE",
  "DELETING",
  "ERROR",
  "STARTING",
  "STOPPED",
  "STOPPING",
  "UPDATING",
] satisfies ComputeState[];
const APP: readonly string[] = ["RUNNING", "DEPLOYING", "CRASHED", "UNAVAILABLE"] satisfies AppState[];
const ENDED: readonly string[] = ["SUCCEEDED", "FAILED", "CANCELLED"] satisfies DeploymentState[];

/** Undefined: that is no app of the vendor. */
export function readApp(body: Body): RunningApp | undefined {
  const compute = record(body.compute_status);
  const app = record(body.app_status);
  if (typeof body.name !== "string" || !COMPUTE.includes(text(compute.state))) return undefined;
  const active = readDeployment(record(body.active_deployment));
  const pending = readDeployment(record(body.pending_deployment));
  const instances = app.running_instances ?? compute.active_instances;
  return {
    name: body.name,
    url: text(body.url),
    compute: text(compute.state) as ComputeState,
    computeMessage: text(compute.message),
    state: APP.includes(text(app.state)) ? (text(app.state) as AppState) : "UNAVAILABLE",
    message: text(app.message),
    ...(typeof instances === "number" && { instances }),
    ...(active !== undefined && { active }),
    // Some answers go on showing what has ended.
    ...(pending?.state === "IN_PROGRESS" && { pending }),
    ...(typeof body.update_time === "string" && { updateTime: body.update_time }),
    ...(typeof body.service_principal_client_id === "string" && {
      servicePrincipal: body.service_principal_client_id,
    }),
  };
}

/** Undefined: there is none. A state that we do not know has not ended. */
export function readDeployment(body: Body): Deployment | undefined {
  if (typeof body.deployment_id !== "string" || body.deployment_id === "") return undefined;
  const status = record(body.status);
  const variables = Array.isArray(body.env_vars) ? body.env_vars : [];
  return {
    id: body.deployment_id,
    state: ENDED.includes(text(status.state)) ? (text(status.state) as DeploymentState) : "IN_PROGRESS",
    message: text(status.message),
    sourceCodePath: text(body.source_code_path),
    variables: variables.map((each) => text(record(each).name)).filter((name) => name !== ""),
    ...(typeof body.create_time === "string" && { createTime: body.create_time }),
    ...(typeof body.creator === "string" && { creator: body.creator }),
  };
}

export function record(value: unknown): Body {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
