import * as http from "node:http";
import type { AddressInfo } from "node:net";

/** One answer of the stub; a function does what it wants with the connection. */
export type StubAnswer =
  | { readonly status?: number; readonly headers?: http.OutgoingHttpHeaders; readonly body: unknown }
  | ((response: http.ServerResponse) => void);

/** A vendor that answers what a test says, and to everything else that there is no such thing. */
export class StubVendor {
  readonly asked: string[] = [];
  readonly tokens = new Set<string | undefined>();
  answers: Record<string, StubAnswer> = {};
  private readonly server = http.createServer((request, response) => {
    const url = request.url ?? "";
    this.asked.push(url);
    this.tokens.add(request.headers.authorization);
    const answer = this.answers[url] ?? missing(url);
    if (typeof answer === "function") {
      answer(response);
      return;
    }
    const { status = 200, headers = {}, body } = answer;
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export const ME_PATH = "/api/2.0/preview/scim/v2/Me";

export function missing(url: string): StubAnswer {
  return { status: 404, body: { error_code: "RESOURCE_DOES_NOT_EXIST", message: `${url} does not exist` } };
}

/** Who asks. */
export function me(userName: string, workspaceId?: string): Record<string, StubAnswer> {
  const headers = workspaceId === undefined ? {} : { "x-databricks-org-id": workspaceId };
  return { [ME_PATH]: { headers, body: { id: "1", userName, groups: [] } } };
}

/** An app as the vendor shows it. */
export function app(name: string, creator: string, state = "STOPPED"): Record<string, StubAnswer> {
  const body = { name, creator, create_time: "2026-01-02T03:04:05Z", compute_status: { state } };
  return { [`/api/2.0/apps/${name}`]: { body } };
}

type Entry = Readonly<Record<string, unknown>>;

/** Its list of permissions. */
export function permissions(name: string, entries: readonly Entry[]): Record<string, StubAnswer> {
  const body = { object_id: `/apps/${name}`, object_type: "apps", access_control_list: entries };
  return { [`/api/2.0/permissions/apps/${name}`]: { body } };
}

export function entry(field: string, name: string, level = "CAN_MANAGE", inherited = false): Entry {
  return { [field]: name, all_permissions: [{ permission_level: level, inherited }] };
}
