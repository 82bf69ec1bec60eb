import { adviceOn, isTimeout, messageOf, reasonOf } from "./failed-call";
import { backoff, isPassing, NO_PATIENCE, type Patience } from "./retry";
import { Tokens } from "./token-source";
import { type Failure, VendorApiError } from "./vendor-error";

export type Body = Readonly<Record<string, unknown>>;

export interface Answer {
  /** Undefined: the vendor says that there is no such thing. */
  readonly body: Body | undefined;
  /** The workspace that answered, where it says so. */
  readonly workspaceId: string | undefined;
}

export interface ApiOptions {
  /** Of each try. @default 20 seconds */
  readonly timeoutMilliseconds?: number;
  /** With calls that may be repeated. @default none */
  readonly patience?: Patience;
  /** Answers of another workspace are refused: one host may serve several. */
  readonly workspaceId?: string;
}

interface Call {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly body?: Body | FormData;
  /** Repeating it changes nothing: it is tried again when the vendor says later, or says nothing. */
  readonly repeatable: boolean;
}

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly workspaceId: string | undefined;
  readonly retryAfter: string | null;
}

const TIMEOUT_MILLISECONDS = 20_000;

/** The codes of "there is no such thing". Any other 404 says nothing about it: a proxy's page, or no such API. */
const MISSING = ["RESOURCE_DOES_NOT_EXIST", "NOT_FOUND"];

/**
 * The REST API of one workspace. Every call is answered within a bounded time.
 *
 * Not the vendor's SDK for JavaScript: its release 0.17 takes any certificate for a workspace's unless it is told not
 * to, makes a deployment again after 429, and knows none of the sign-ins of CI systems.
 */
export class WorkspaceApi {
  private readonly tokens: Tokens;
  private readonly timeoutMilliseconds: number;
  private readonly patience: Patience;
  private readonly workspaceId: string | undefined;

  /** @param origin - scheme, host and port, nothing else */
  constructor(
    readonly origin: string,
    token: string | Tokens,
    { timeoutMilliseconds = TIMEOUT_MILLISECONDS, patience = NO_PATIENCE, workspaceId }: ApiOptions = {},
  ) {
    this.tokens = typeof token === "string" ? Tokens.of(token) : token;
    this.timeoutMilliseconds = timeoutMilliseconds;
    this.patience = patience;
    this.workspaceId = workspaceId;
  }

  get(path: string): Promise<Answer> {
    return this.call({ method: "GET", path, repeatable: true });
  }

  /** A call that may be made twice: the second changes nothing. */
  put(path: string, body: Body | FormData, method: "POST" | "PATCH" = "POST"): Promise<Answer> {
    return this.call({ method, path, body, repeatable: true });
  }

  /** A call that is made once: whoever gets no answer looks what became of it. */
  post(path: string, body: Body): Promise<Answer> {
    return this.call({ method: "POST", path, body, repeatable: false });
  }

  /** A token for what is no call of the REST API: an app's own address. */
  token(): Promise<string> {
    return this.tokens.get();
  }

  /** Text of others on its way to a terminal: one short line, without control characters and without any token. */
  quote(text: string, length = 300): string {
    const line = this.tokens
      .conceal(text)
      .replace(/[\p{C}\s]+/gu, " ")
      .trim();
    return line.length > length ? `${line.slice(0, length)}...` : line;
  }

  private async call(call: Call): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.attempt(call);
      if (!(outcome instanceof Refused)) return outcome;
      const { error, retryAfter } = outcome;
      const again = call.repeatable && isPassing(error.failure.status) && attempt <= this.patience.retries;
      if (!again) throw error;
      await this.patience.sleep(backoff(attempt, retryAfter, this.patience));
    }
  }

  private async attempt(call: Call): Promise<Answer | Refused> {
    let reply = await this.ask(call);
    // A token that ran out in between was not looked at: nothing was done.
    if (!(reply instanceof Refused) && reply.status === 401 && (await this.tokens.renew()))
      reply = await this.ask(call);
    return reply instanceof Refused ? reply : this.read(call, reply);
  }

  private read({ method, path, repeatable }: Call, { status, text, workspaceId, retryAfter }: Reply): Answer | Refused {
    const where = `${method} ${path} at ${this.origin}`;
    if (this.workspaceId !== undefined && workspaceId !== undefined && workspaceId !== this.workspaceId) {
      const message = `${where} was answered by workspace ${workspaceId}, not ${this.workspaceId}: use a token of that`;
      throw new VendorApiError(message, { status });
    }
    const body = parseObject(text);
    const code = typeof body?.error_code === "string" ? body.error_code : "";
    if (status === 404 && MISSING.includes(code)) return { body: undefined, workspaceId };
    if (status === 200 && body !== undefined) return { body, workspaceId };
    const said = this.quote([code, messageOf(body)].filter((part) => part !== "").join(": "));
    const message = `${where} answered ${status}${said === "" ? "" : ` (${said})`}: ${adviceOn(status)}`;
    const unclear = !repeatable && (status >= 500 || (status >= 200 && status < 300));
    const failure: Failure = { status, ...(code !== "" && { code }), ...(unclear && { unclear }) };
    return new Refused(new VendorApiError(message, failure), retryAfter);
  }

  private async ask({ method, path, body, repeatable }: Call): Promise<Reply | Refused> {
    const token = await this.tokens.get();
    const json = body !== undefined && !(body instanceof FormData);
    try {
      const response = await fetch(`${this.origin}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: "application/json",
          ...(json && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: json ? JSON.stringify(body) : body }),
        // A redirect leads to a login page, or takes the token to a host that nobody named.
        redirect: "manual",
        signal: AbortSignal.timeout(this.timeoutMilliseconds),
      });
      const workspaceId = response.headers.get("x-databricks-org-id") ?? undefined;
      const retryAfter = response.headers.get("retry-after");
      return { status: response.status, text: await response.text(), workspaceId, retryAfter };
    } catch (error) {
      const reason = isTimeout(error)
        ? `no answer within ${this.timeoutMilliseconds / 1000} seconds`
        : this.quote(reasonOf(error));
      const advice =
        method === "GET"
          ? "Nothing was changed; check the network, then run it again"
          : "check the network, then run it again";
      const message = `${method} ${path} at ${this.origin} failed: ${reason}. ${advice}`;
      return new Refused(new VendorApiError(message, repeatable ? {} : { unclear: true }), null);
    }
  }
}

/** A call that failed, until somebody decides whether to try again. */
class Refused {
  constructor(
    readonly error: VendorApiError,
    readonly retryAfter: string | null,
  ) {}
}

function parseObject(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
  } catch {
    return undefined;
  }
}
