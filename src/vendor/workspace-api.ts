/** Why a question to the vendor has no answer, in words to act on. Never holds the token. */
export class VendorApiError extends Error {
  override readonly name = "VendorApiError";
}

export interface Answer {
  /** Undefined: the vendor says that there is no such thing. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  /** The workspace that answered, where it says so. */
  readonly workspaceId: string | undefined;
}

const TIMEOUT_MILLISECONDS = 20_000;

/** The codes of "there is no such thing". Any other 404 says nothing about it: a proxy's page, or no such API. */
const MISSING = ["RESOURCE_DOES_NOT_EXIST", "NOT_FOUND"];

/** What a header may hold: an answer of fetch to anything else quotes the token. */
const USABLE_TOKEN = /^[\x21-\x7e]+$/;

/** Reads from the REST API of one workspace. Each question is asked once and answered within a bounded time. */
export class WorkspaceApi {
  /** @param origin - scheme, host and port, nothing else */
  constructor(
    readonly origin: string,
    private readonly token: string,
    private readonly timeoutMilliseconds = TIMEOUT_MILLISECONDS,
  ) {
    if (!USABLE_TOKEN.test(token)) {
      throw new VendorApiError("the token holds white space or characters that no token has: copy it again");
    }
  }

  async get(path: string): Promise<Answer> {
    const { status, text, workspaceId } = await this.ask(path);
    const where = `GET ${path} at ${this.origin}`;
    const body = parseObject(text);
    const code = typeof body?.error_code === "string" ? body.error_code : "";
    if (status === 404 && MISSING.includes(code)) return { body: undefined, workspaceId };
    if (status === 200 && body !== undefined) return { body, workspaceId };
    const said = this.quote([code, messageOf(body)].filter((part) => part !== "").join(": "));
    throw new VendorApiError(`${where} answered ${status}${said === "" ? "" : ` (${said})`}: ${adviceOn(status)}`);
  }

  private async ask(path: string): Promise<{ status: number; text: string; workspaceId: string | undefined }> {
    try {
      const response = await fetch(`${this.origin}${path}`, {
        headers: { authorization: `Bearer ${this.token}`, accept: "application/json" },
        // A redirect leads to a login page, or takes the token to a host that nobody named.
        redirect: "manual",
        signal: AbortSignal.timeout(this.timeoutMilliseconds),
      });
      const workspaceId = response.headers.get("x-databricks-org-id") ?? undefined;
      return { status: response.status, text: await response.text(), workspaceId };
    } catch (error) {
      const reason = isTimeout(error)
        ? `no answer within ${this.timeoutMilliseconds / 1000} seconds`
        : this.quote(reasonOf(error));
      throw new VendorApiError(
        `GET ${path} at ${this.origin} failed: ${reason}. Nothing was changed; check the network, then run it again`,
      );
    }
  }

  /** Text of others on its way to a terminal: one short line, without control characters and without the token. */
  private quote(text: string): string {
    const line = text
      .replaceAll(this.token, "<token>")
      .replace(/[\p{C}\s]+/gu, " ")
      .trim();
    return line.length > 300 ? `${line.slice(0, 300)}...` : line;
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function messageOf(body: Readonly<Record<string, unknown>> | undefined): string {
  const message = body?.message ?? body?.detail ?? body?.error;
  return typeof message === "string" ? message : "";
}

function adviceOn(status: number): string {
  if (status === 401) return "the token is wrong or has expired: get a new one and run it again";
  if (status === 403)
    return "the identity of this token may not see it: use the one that ran terraform, or ask an admin";
  if (status === 404) return "this API is not there: is the host that of a workspace?";
  if (status === 429) return "too many requests: wait a minute and run it again";
  if (status >= 500) return "the workspace is in trouble: wait a minute and run it again";
  if (status === 200) return "that is not JSON: a proxy or a login page stands between";
  if (status >= 300 && status < 400) return "a redirect: is the host that of a workspace, and is no proxy in between?";
  return "this version of dbapps does not know that answer";
}

function isTimeout(error: unknown): boolean {
  return partOf(error, "name") === "TimeoutError";
}

/** fetch says "fetch failed"; what failed is in its cause. */
function reasonOf(error: unknown): string {
  const cause = partOf(error, "cause");
  const said = [partOf(cause, "message"), partOf(cause, "code"), partOf(error, "message")];
  return said.find((each): each is string => typeof each === "string" && each !== "") ?? "fetch failed";
}

/** Not `instanceof`: an error may come from another realm. */
function partOf(error: unknown, name: "name" | "message" | "code" | "cause"): unknown {
  return typeof error === "object" && error !== null ? (Reflect.get(error, name) as unknown) : undefined;
}
