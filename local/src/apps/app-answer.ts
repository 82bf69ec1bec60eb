import type { Context } from "../api";
import { asList, asText } from "../json";
import type { App, Deployment, Workspace } from "../state";
import type { AppState, DeploymentState } from "../states";

const DEFAULT_SCOPES = ["iam.access-control:read", "iam.current-user:read"];

/** An app as the API shows it: what was asked for as it came, and what the server knows besides. */
export function appAnswer(app: App, workspace: Workspace, context: Context): Readonly<Record<string, unknown>> {
  const { git_source: _source, source_code_path: _path, ...config } = app.config;
  const { switches } = context;
  const scopes = asList(config.user_api_scopes).map(String);
  const echoed: Record<string, unknown> = { ...config };
  if (scopes.length === 0 && switches.omitEmptyScopes) delete echoed.user_api_scopes;
  if (config.description === undefined && switches.emptyDescriptionWhenUnset) echoed.description = "";
  if (config.budget_policy_id === undefined && switches.budgetPolicyInjected)
    echoed.budget_policy_id = "injected-policy";
  return {
    ...echoed,
    name: app.name,
    id: app.id,
    url: appUrl(app, workspace, context),
    create_time: app.createTime,
    creator: app.creator,
    update_time: app.updateTime,
    updater: app.updater,
    service_principal_client_id: app.servicePrincipal.clientId,
    service_principal_id: Number(app.servicePrincipal.id),
    service_principal_name: app.servicePrincipal.name,
    oauth2_app_client_id: app.oauth.clientId,
    oauth2_app_integration_id: app.oauth.integrationId,
    compute_size: asText(config.compute_size) ?? "MEDIUM",
    forward_user_access_token: switches.forwardUserAccessTokenAlwaysTrue || config.forward_user_access_token === true,
    effective_user_api_scopes: [...new Set([...scopes, ...DEFAULT_SCOPES])],
    ...statuses(app),
    ...deployments(app, context),
  };
}

/** Behind this server; it forwards to the app's process. */
export function appUrl(app: App, workspace: Workspace, { url }: Context): string {
  return `${url}/run/${workspace.id}/${app.name}`;
}

function statuses(app: App): Readonly<Record<string, unknown>> {
  const up = app.compute.state === "ACTIVE";
  const count = up ? Number(app.config.compute_min_instances ?? 1) : 0;
  const state = appState(app);
  return {
    compute_status: { state: app.compute.state, message: COMPUTE_MESSAGES[app.compute.state], active_instances: count },
    app_status: {
      state,
      message: app.process?.message ?? (up ? "App has not been deployed yet." : "App status is unavailable."),
      running_instances: state === "RUNNING" ? count : 0,
    },
  };
}

const COMPUTE_MESSAGES = {
  ACTIVE: "App compute is running.",
  DELETING: "App compute is being deleted.",
  ERROR: "App compute is in error.",
  STARTING: "App compute is starting.",
  STOPPED: "App compute is stopped.",
  STOPPING: "App compute is stopping.",
  UPDATING: "App compute is being updated.",
} as const;

export function appState(app: App): AppState {
  if (app.compute.state !== "ACTIVE") return "UNAVAILABLE";
  if (app.pending !== undefined) return "DEPLOYING";
  return app.process?.state ?? "UNAVAILABLE";
}

/** Of the deployment that matters now. */
export function deploymentState(app: App): DeploymentState | undefined {
  const id = app.pending ?? app.active;
  return app.deployments.find((each) => each.id === id)?.state;
}

function deployments(app: App, { switches }: Context): Readonly<Record<string, unknown>> {
  const find = (id: string | undefined): Deployment | undefined => app.deployments.find((each) => each.id === id);
  const pending = find(app.pending);
  const before = find(app.active);
  const taken = pending?.starting === true && switches.startingIsActive;
  const active = taken ? pending : before;
  const waiting = taken ? undefined : (pending ?? (switches.failedStaysPending ? find(app.failed) : undefined));
  return {
    ...(active === undefined ? {} : { active_deployment: deploymentAnswer(app, active) }),
    ...(before === undefined ? {} : { default_source_code_path: before.sourceCodePath }),
    ...(waiting === undefined ? {} : { pending_deployment: deploymentAnswer(app, waiting) }),
  };
}

/** The values of variables are not shown: names only. */
export function deploymentAnswer(app: App, deployment: Deployment): Readonly<Record<string, unknown>> {
  return {
    deployment_id: deployment.id,
    source_code_path: deployment.sourceCodePath,
    mode: deployment.mode,
    ...(deployment.command === undefined ? {} : { command: deployment.command }),
    ...(deployment.env.length === 0 ? {} : { env_vars: deployment.env.map(({ name }) => ({ name })) }),
    deployment_artifacts: {
      source_code_path: `/Workspace/Users/${app.servicePrincipal.clientId}/src/${deployment.id}`,
    },
    status: { state: deployment.state, message: deployment.message },
    create_time: deployment.createTime,
    creator: deployment.creator,
    update_time: deployment.updateTime,
  };
}
