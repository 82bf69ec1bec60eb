import { backoff, isPassing, type Patience } from "./retry";
import { VendorApiError } from "./vendor-error";

type Env = Readonly<Record<string, string | undefined>>;

const TIMEOUT_MILLISECONDS = 20_000;

/** What a CI system says of the job that runs: a token, for the audience that is to believe it. */
export type IdTokenSource = (env: Env, audience: string, patience: Patience) => Promise<string>;

/** @see https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments */
export const githubIdToken: IdTokenSource = (env, audience, patience) => {
  const hint = "the job needs permissions: { id-token: write }";
  const { url, token } = required(env, { url: "ACTIONS_ID_TOKEN_REQUEST_URL", token: TOKEN_OF_GITHUB }, hint);
  const address = new URL(url);
  address.searchParams.set("audience", audience);
  return ask("GET", address, token, "value", patience);
};

/** Its tokens have one audience for all. @see https://learn.microsoft.com/rest/api/azure/devops/distributedtask/oidctoken */
export const azureDevOpsIdToken: IdTokenSource = (env, _audience, patience) => {
  const names = {
    token: "SYSTEM_ACCESSTOKEN",
    collection: "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI",
    project: "SYSTEM_TEAMPROJECTID",
    plan: "SYSTEM_PLANID",
    job: "SYSTEM_JOBID",
    hub: "SYSTEM_HOSTTYPE",
  } as const;
  const hint = "the step needs env: { SYSTEM_ACCESSTOKEN: $(System.AccessToken) }";
  const { token, collection, project, plan, job, hub } = required(env, names, hint);
  const path = `${project}/_apis/distributedtask/hubs/${hub}/plans/${plan}/jobs/${job}/oidctoken`;
  const address = new URL(`${collection.replace(/\/+$/, "")}/${path}`);
  address.searchParams.set("api-version", "7.2-preview.1");
  return ask("POST", address, token, "oidcToken", patience);
};

const TOKEN_OF_GITHUB = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";

function required<K extends string>(env: Env, names: Readonly<Record<K, string>>, hint: string): Record<K, string> {
  const entries = Object.entries<string>(names);
  const missing = entries.map(([, name]) => name).filter((name) => (env[name] ?? "") === "");
  if (missing.length > 0) throw new VendorApiError(`${missing.join(", ")} not set: ${hint}`);
  return Object.fromEntries(entries.map(([key, name]) => [key, env[name] ?? ""])) as Record<K, string>;
}

async function ask(method: string, url: URL, token: string, field: string, patience: Patience): Promise<string> {
  const where = `${method} ${url.origin}${url.pathname}`;
  for (let attempt = 1; ; attempt += 1) {
    let status: number | undefined;
    let after: string | null = null;
    let said = "no answer";
    try {
      const response = await fetch(url, {
        method,
        headers: { authorization: `Bearer ${token}`, accept: "application/json", "content-length": "0" },
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      });
      status = response.status;
      after = response.headers.get("retry-after");
      const body: unknown = await response.json();
      const value = typeof body === "object" && body !== null ? (Reflect.get(body, field) as unknown) : undefined;
      if (status === 200 && typeof value === "string" && value !== "") return value;
      said = `answered ${status} without a token`;
    } catch {
      // What came may hold a token: not a word of it is shown.
      if (status !== undefined) said = `answered ${status} with something else than JSON`;
    }
    if (!isPassing(status) || attempt > patience.retries)
      throw new VendorApiError(`${where}: ${said}`, { ...(status !== undefined && { status }) });
    await patience.sleep(backoff(attempt, after, patience));
  }
}
