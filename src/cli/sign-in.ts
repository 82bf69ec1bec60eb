import type { AppRecord } from "../assembly/promotion";
import type { BoundWorkspace } from "../stage/bound-app";
import { azureToken, databricksToken } from "../vendor/command-token";
import { azureDevOpsIdToken, githubIdToken, type IdTokenSource } from "../vendor/id-token";
import { clientCredentials, exchange, tokenEndpoint } from "../vendor/oauth";
import type { Patience } from "../vendor/retry";
import { Tokens, type TokenSource } from "../vendor/token-source";
import { WorkspaceApi } from "../vendor/workspace-api";
import { isLoopback, originOf } from "./host";
import { CommandError, type Io } from "./io";
import { type Declared, declaredFor, readStackDocument } from "./stack-document";
import { patienceOf } from "./time";

/** The API of the workspace that an app is bound to, signed in as the assembly says. */
export function signIn(io: Io, assembly: string, app: AppRecord): WorkspaceApi {
  const { workspace } = app.bound;
  const patience = patienceOf(io);
  // What terraform does by its stack's provider block, so does a deployment.
  const [declared = {}] = declaredFor(workspace.host, readStackDocument(assembly, app.stack));
  const { origin, tokens } = place(io, workspace, declared, patience);
  return new WorkspaceApi(origin, tokens, { patience, workspaceId: workspace.workspaceId });
}

interface Place {
  readonly origin: string;
  readonly tokens: Tokens;
}

/** Where, and as whom: a control plane on this machine, a token that was set on purpose, or what is declared. */
function place(io: Io, workspace: BoundWorkspace, declared: Declared, patience: Patience): Place {
  const { env } = io;
  const local = localPlace(env, workspace);
  if (local !== undefined) return local;
  const origin = originOf(workspace.host);
  if (origin === undefined || !(origin.startsWith("https:") || isLoopback(origin))) {
    throw new CommandError(`${workspace.host} is not the host of a workspace: no token is sent there`);
  }
  const given = givenPlace(env, workspace, origin);
  if (given !== undefined) return given;
  return { origin, tokens: new Tokens(sourceOf(io, workspace, declared, origin, patience)) };
}

/** `DBAPPS_LOCAL_TOKENS` has a token for each workspace that the one control plane plays: `1111=token,2222=token`. */
function localPlace(env: Io["env"], { name, workspaceId }: BoundWorkspace): Place | undefined {
  const { DBAPPS_LOCAL_URL: url = "", DBAPPS_LOCAL_TOKENS: list = "" } = env;
  if (url === "") return undefined;
  const origin = originOf(url);
  if (origin === undefined || !isLoopback(origin)) {
    throw new CommandError("DBAPPS_LOCAL_URL is not an address of this machine: only a local control plane is");
  }
  const token = list
    .split(",")
    .map((each) => each.trim().split("="))
    .find(([id]) => id === workspaceId)?.[1];
  if (token === undefined || token === "") {
    throw new CommandError(`DBAPPS_LOCAL_TOKENS has no token for workspace ${name}: write ${workspaceId}=<token>`);
  }
  return { origin, tokens: Tokens.of(token) };
}

/** Host and token together name a workspace and somebody in it; a token alone might be for another one. */
function givenPlace(env: Io["env"], workspace: BoundWorkspace, bound: string): Place | undefined {
  const { DATABRICKS_HOST: host = "", DATABRICKS_TOKEN: token = "" } = env;
  if (host === "" || token === "") return undefined;
  const origin = originOf(host);
  if (origin === undefined) throw new CommandError("DATABRICKS_HOST is not a host: write it as https://<workspace>");
  if (origin !== bound && !isLoopback(origin)) {
    throw new CommandError(
      `DATABRICKS_HOST is ${origin}, but this is about workspace ${workspace.name}, ${workspace.host}: ` +
        "set host and token of that workspace, or neither",
    );
  }
  return { origin, tokens: Tokens.of(token) };
}

function sourceOf(
  { env }: Io,
  { name }: BoundWorkspace,
  { authType = "", profile, clientId }: Declared,
  origin: string,
  patience: Patience,
): TokenSource {
  const id = clientId ?? env.DATABRICKS_CLIENT_ID ?? "";
  const advice = `set DATABRICKS_HOST and DATABRICKS_TOKEN of workspace ${name}`;
  const needed = (variable: string, value = ""): string => {
    if (value !== "") return value;
    throw new CommandError(`workspace ${name} signs in by ${authType}: set ${variable}, or ${advice}`);
  };
  const federated = (source: IdTokenSource): TokenSource => {
    const client = needed("clientId in its auth", id);
    // As the provider chooses it, so that one federation policy serves both.
    const audience = env.DATABRICKS_TOKEN_AUDIENCE ?? env.DATABRICKS_ACCOUNT_ID ?? tokenEndpoint(origin);
    return async () => exchange(origin, client, await source(env, audience, patience), patience);
  };
  switch (authType) {
    case "github-oidc":
      return federated(githubIdToken);
    case "azure-devops-oidc":
      return federated(azureDevOpsIdToken);
    case "oauth-m2m": {
      const client = {
        id: needed("DATABRICKS_CLIENT_ID", id),
        secret: needed("DATABRICKS_CLIENT_SECRET", env.DATABRICKS_CLIENT_SECRET),
      };
      return () => clientCredentials(origin, client, patience);
    }
    case "databricks-cli":
      return () => databricksToken(needed("its profile", profile), env);
    case "azure-cli":
      return () => azureToken(env);
    default:
      // Asked for the token of such a profile, some releases of the vendor's command line give one of somebody else.
      throw new CommandError(`workspace ${name} signs in by ${authType === "" ? "nothing" : authType}: ${advice}`);
  }
}
