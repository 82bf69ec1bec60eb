import type { Fact } from "./fact";

const AS_OF = "2026-11-21";
const CLI = "https://github.com/databricks/cli";
const KEY_CONCEPTS = "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/key-concepts";

export type ComputeState = "ACTIVE" | "DELETING" | "ERROR" | "STARTING" | "STOPPED" | "STOPPING" | "UPDATING";
export type AppState = "RUNNING" | "DEPLOYING" | "CRASHED" | "UNAVAILABLE";
export type DeploymentState = "IN_PROGRESS" | "SUCCEEDED" | "FAILED" | "CANCELLED";

/** The words of the vendor's documentation for what an app does. */
export type Condition = "Running" | "Stopped" | "Deploying" | "Crashed";

type Cell<S> = S | "any";

/** The API answers with three enums; the first row that fits is what they amount to. */
export const CONDITIONS: Fact<
  readonly (readonly [Cell<ComputeState>, Cell<AppState>, Cell<DeploymentState>, Condition])[]
> = {
  value: [
    ["ERROR", "any", "any", "Crashed"],
    ["DELETING", "any", "any", "Stopped"],
    ["STOPPED", "any", "any", "Stopped"],
    ["STOPPING", "any", "any", "Stopped"],
    ["STARTING", "any", "any", "Deploying"],
    ["UPDATING", "any", "any", "Deploying"],
    ["ACTIVE", "any", "IN_PROGRESS", "Deploying"],
    ["ACTIVE", "DEPLOYING", "any", "Deploying"],
    ["ACTIVE", "RUNNING", "any", "Running"],
    ["ACTIVE", "CRASHED", "any", "Crashed"],
    ["ACTIVE", "UNAVAILABLE", "any", "Stopped"],
  ],
  source: KEY_CONCEPTS,
  asOf: AS_OF,
  unconfirmed: true,
};

/** What the vendor says of a second deployment while one is on its way; there is no code of its own for it. */
export const DEPLOYMENT_IN_PROGRESS: Fact<RegExp> = {
  value: /active deployment in progress/i,
  source: `${CLI}/issues/2153`,
  asOf: AS_OF,
};

/** How long the vendor's own tools wait for a start, a stop or a deployment. */
export const PATIENCE_MINUTES: Fact<number> = {
  value: 20,
  source: `${CLI}/blob/main/cmd/apps`,
  asOf: AS_OF,
};

/** The folder that every user and service principal of a workspace may read, and change. */
export const SHARED_FOLDER: Fact<string> = {
  value: "/Workspace/Shared",
  source: "https://docs.databricks.com/aws/en/security/auth/access-control/",
  asOf: AS_OF,
};

/** Below an app's own address: a WebSocket with what it prints. The vendor documents the page, not the stream. */
export const LOG_STREAM: Fact<string> = {
  value: "logz/stream",
  source: `${CLI}/blob/main/cmd/apps/logs.go`,
  asOf: AS_OF,
  unconfirmed: true,
};

/** The application of Azure that Databricks is: what a token of the Azure CLI is asked for. */
export const AZURE_RESOURCE: Fact<string> = {
  value: "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d",
  source: "https://learn.microsoft.com/azure/databricks/dev-tools/auth/aad-token-manual",
  asOf: AS_OF,
};
