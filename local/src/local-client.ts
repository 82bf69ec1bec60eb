import { type JsonObject, asObject, asText } from "./json";

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/** Calls a control plane on this machine, and none elsewhere: a mistyped address must not deploy to a workspace. */
export class LocalClient {
  private readonly origin: string;

  constructor(
    url: string,
    private readonly token: string,
  ) {
    const { protocol, hostname, origin } = new URL(url);
    if (protocol !== "http:" || !LOOPBACK.includes(hostname)) {
      throw new Error(`${origin} is not a local control plane: its address begins with http://127.0.0.1`);
    }
    this.origin = origin;
  }

  /** The answer, or an error with the control plane's own words. */
  async call(method: "GET" | "POST", path: string, body?: JsonObject | Uint8Array): Promise<JsonObject> {
    const binary = body instanceof Uint8Array;
    const response = await fetch(`${this.origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        "content-type": binary ? "application/octet-stream" : "application/json",
      },
      ...(body === undefined ? {} : { body: binary ? new Uint8Array(body) : JSON.stringify(body) }),
      redirect: "error",
    });
    const answer = await read(response);
    if (response.ok) return answer;
    const code = asText(answer.error_code) ?? String(response.status);
    throw new Error(`${method} ${path}: ${code}: ${asText(answer.message) ?? "no message"}`);
  }
}

async function read(response: Response): Promise<JsonObject> {
  const text = await response.text();
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
}
