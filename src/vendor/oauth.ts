import type * as OAuth from "oauth4webapi" with { "resolution-mode": "import" };
import { backoff, isPassing, type Patience } from "./retry";
import type { Token } from "./token-source";
import { VendorApiError } from "./vendor-error";

const TIMEOUT_MILLISECONDS = 20_000;
/** The vendor's name for what a tool may do that calls its REST API. */
const SCOPE = "all-apis";

type Library = typeof OAuth;

/** Asks the workspace for a token, as a service principal with a secret. */
export function clientCredentials(
  origin: string,
  client: { readonly id: string; readonly secret: string },
  patience: Patience,
): Promise<Token> {
  return ask(origin, [client.secret], patience, async (oauth, server, options) => {
    const me = { client_id: client.id };
    const parameters = new URLSearchParams({ scope: SCOPE });
    const secret = oauth.ClientSecretBasic(client.secret);
    const response = await oauth.clientCredentialsGrantRequest(server, me, secret, parameters, options);
    return oauth.processClientCredentialsResponse(server, me, response);
  });
}

/**
 * Exchanges what a CI system says of a job for a token of the service principal that trusts it.
 *
 * @see https://docs.databricks.com/aws/en/dev-tools/auth/oauth-federation-exchange
 */
export function exchange(origin: string, clientId: string, idToken: string, patience: Patience): Promise<Token> {
  return ask(origin, [idToken], patience, async (oauth, server, options) => {
    const me = { client_id: clientId };
    const parameters = new URLSearchParams({
      scope: SCOPE,
      subject_token: idToken,
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    });
    const grant = "urn:ietf:params:oauth:grant-type:token-exchange";
    const response = await oauth.genericTokenEndpointRequest(server, me, oauth.None(), grant, parameters, options);
    return oauth.processGenericTokenEndpointResponse(server, me, response);
  });
}

/** Where tokens of a workspace are asked for. */
export function tokenEndpoint(origin: string): string {
  return `${origin}/oidc/v1/token`;
}

type Options = OAuth.TokenEndpointRequestOptions;

async function ask(
  origin: string,
  secrets: readonly string[],
  patience: Patience,
  grant: (oauth: Library, server: OAuth.AuthorizationServer, options: Options) => Promise<OAuth.TokenEndpointResponse>,
): Promise<Token> {
  // An ES module: CommonJS cannot require it on every Node that we support, and most commands never need it.
  const oauth = await import("oauth4webapi");
  const server = { issuer: origin, token_endpoint: tokenEndpoint(origin) };
  for (let attempt = 1; ; attempt += 1) {
    const options = {
      signal: () => AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      // A control plane on this machine; the host of a workspace is https.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- not deprecated: it is meant to stand out
      [oauth.allowInsecureRequests]: origin.startsWith("http:"),
    };
    try {
      const { access_token: value, expires_in: seconds } = await grant(oauth, server, options);
      return { value, ...(seconds !== undefined && { expiresAt: patience.now() + seconds * 1000 }) };
    } catch (error) {
      const status = statusOf(error);
      if (!isPassing(status) || attempt > patience.retries) throw refusal(origin, error, status, secrets);
      await patience.sleep(backoff(attempt, null, patience));
    }
  }
}

/** Of the answer; absent where none came. */
function statusOf(error: unknown): number | undefined {
  const cause = part(error, "cause");
  const status = part(error, "status") ?? part(cause, "status");
  return typeof status === "number" ? status : undefined;
}

function refusal(
  origin: string,
  error: unknown,
  status: number | undefined,
  secrets: readonly string[],
): VendorApiError {
  const said = [part(error, "error"), part(error, "error_description"), part(part(error, "cause"), "message")];
  const words = said.filter((each): each is string => typeof each === "string" && each !== "");
  const text = secrets.reduce((rest, secret) => rest.replaceAll(secret, "<secret>"), words.join(": "));
  const reason = text === "" ? textOf(part(error, "message")) : text;
  const line = reason.replace(/[\p{C}\s]+/gu, " ").slice(0, 300);
  const where = `POST ${tokenEndpoint(origin)}`;
  const what = status === undefined ? `${where} failed` : `${where} answered ${status}`;
  const advice = "does the workspace know this service principal, and does it trust where this runs?";
  return new VendorApiError(`${what} (${line}): ${advice}`, status === undefined ? {} : { status });
}

function part(error: unknown, name: string): unknown {
  return typeof error === "object" && error !== null ? (Reflect.get(error, name) as unknown) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "no answer";
}
