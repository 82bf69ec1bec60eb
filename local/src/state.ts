import { type Account, emptyAccount } from "./account/account";
import type { AccessWorld, SecuredObject } from "./access";
import type { DeploymentCourse } from "./deployment-course";
import type { Federation } from "./federation";
import type { Json, JsonObject } from "./json";
import type { Principal } from "./principal";
import type { AppState, ComputeState, DeploymentState } from "./states";

export interface Deployment {
  readonly id: string;
  readonly sourceCodePath: string;
  readonly mode: string;
  readonly command?: readonly string[];
  readonly env: readonly EnvVar[];
  /** The copy that runs: `{path below the source: digest of its content}`. */
  readonly files: { readonly [path: string]: string };
  readonly creator: string;
  readonly createTime: string;
  updateTime: string;
  state: DeploymentState;
  message: string;
  /** It is built, and the app is being started. */
  starting?: boolean;
  /** What is still to come of it on request. */
  course?: Mutable<DeploymentCourse>;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A line of the log of an app that the app's own process did not print. */
export interface LogEntry {
  /** From 1, and never used again. */
  readonly number: number;
  readonly time: string;
  readonly source: "APP" | "SYSTEM";
  readonly deployment: string;
  readonly text: string;
}

export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: string;
}

/** The asynchronous update that came last. */
export interface AppUpdate {
  state: "NOT_UPDATED" | "IN_PROGRESS" | "SUCCEEDED" | "FAILED";
  message: string;
  /** How often it is still asked for before it is done. */
  polls: number;
}

export interface App {
  readonly name: string;
  readonly id: string;
  /** What the user asked for, in the vendor's names: echoed as it came, nothing added. */
  config: JsonObject;
  readonly createTime: string;
  readonly creator: string;
  updateTime: string;
  updater: string;
  readonly servicePrincipal: { readonly id: string; readonly clientId: string; readonly name: string };
  readonly oauth: { readonly clientId: string; readonly integrationId: string };
  compute: { state: ComputeState; polls: number; since: number; fails?: boolean };
  /** What is known of its process. */
  process?: { state: AppState; message: string };
  deployments: Deployment[];
  active?: string;
  pending?: string;
  /** What a start brings back. */
  last?: string;
  /** The last deployment, where it failed and nobody deployed since. */
  failed?: string;
  /** It will die, on request. */
  crash?: { looks: number; readonly message: string; readonly logs: readonly string[] };
  /** Ends with the compute. */
  log?: LogEntry[];
  update?: AppUpdate;
}

export interface Warehouse {
  readonly id: string;
  name: string;
  state: "RUNNING" | "STOPPED" | "STARTING";
  readonly creator: string;
  /** As asked for. */
  config: JsonObject;
}

/** A folder, a file or a notebook; `digest` names what is in it. */
export interface FileEntry {
  readonly objectId: number;
  readonly type: "DIRECTORY" | "FILE" | "NOTEBOOK";
  digest?: string;
  size?: number;
}

export interface Features {
  /** Apps act on behalf of their users: `user_api_scopes`. */
  userAuthorization: boolean;
  /** Apps run on several instances. */
  horizontalScaling: boolean;
}

export interface Workspace extends AccessWorld {
  readonly id: string;
  readonly name: string;
  readonly cloud: "aws" | "azure" | "gcp";
  /** As the cloud calls it. */
  readonly region: string;
  readonly tier: string;
  readonly features: Features;
  /** Of its service principals. */
  readonly federation?: Federation[];
  /** Who may create warehouses without being an admin. */
  readonly creators: Principal[];
  readonly objects: { [key: string]: SecuredObject };
  readonly apps: { [name: string]: App };
  readonly warehouses: { [id: string]: Warehouse };
  readonly files: { [path: string]: FileEntry };
  /** What else is known of an object, by its key: a scope's keys, an instance's databases, a table's kind. */
  readonly details: { [key: string]: { readonly [field: string]: Json } };
}

export interface Token {
  readonly token: string;
  readonly workspace: string;
  readonly principal: Principal;
}

/** Everything, as one JSON value. */
export interface World {
  readonly version: 1;
  accountId: string;
  readonly account: Account;
  nextId: number;
  readonly workspaces: { [id: string]: Workspace };
  readonly tokens: Token[];
}

export function emptyWorld(): World {
  return {
    version: 1,
    accountId: "00000000-0000-4000-8000-000000000000",
    account: emptyAccount(),
    nextId: 1001,
    workspaces: {},
    tokens: [],
  };
}
