import * as http from "node:http";
import { LocalControlPlane, type LocalControlPlaneOptions, type Principal, type Seed } from "databricks-apps-local";

export const DEPLOYER: Principal = { kind: "servicePrincipal", name: "0f8fad5b-d9cb-469f-a165-70867728950e" };
export const ADMIN: Principal = { kind: "user", name: "admin@example.com" };
export const ANNA: Principal = { kind: "user", name: "anna@example.com" };

/** Anna may call, and nothing else. */
export const WORKSPACE = {
  id: "1111111111111111",
  name: "dev",
  deployer: DEPLOYER,
  users: [ADMIN.name, ANNA.name],
  groups: [
    { name: "readers", members: [ANNA] },
    { name: "outer", members: [{ kind: "group", name: "readers" } as const] },
  ],
  warehouses: [{ id: "1a2b3c4d5e6f7a8b", name: "shared" }],
  servingEndpoints: ["ranker"],
  jobs: ["42"],
  experiments: ["77"],
  genieSpaces: ["01ef"],
  secretScopes: [{ scope: "orders", keys: ["stripe"] }],
  securables: [{ type: "tables", fullName: "main.sales.orders" } as const],
  databases: [{ instance: "pg", databases: ["orders"] }],
  postgres: [{ branch: "projects/shop/branches/main", databases: ["projects/shop/branches/main/databases/orders"] }],
  otherApps: ["billing"],
};

export const SEED: Seed = { workspaces: [WORKSPACE] };

/** One resource of every kind, all of them seeded. */
export const EVERY_KIND = [
  { name: "app", app: { name: "billing", permission: "CAN_USE" } },
  { name: "pg", database: { instance_name: "pg", database_name: "orders", permission: "CAN_CONNECT_AND_CREATE" } },
  { name: "experiment", experiment: { experiment_id: "77", permission: "CAN_READ" } },
  { name: "genie", genie_space: { name: "Sales", space_id: "01ef", permission: "CAN_RUN" } },
  { name: "job", job: { id: "42", permission: "CAN_MANAGE_RUN" } },
  {
    name: "postgres",
    postgres: {
      branch: "projects/shop/branches/main",
      database: "projects/shop/branches/main/databases/orders",
      permission: "CAN_CONNECT_AND_CREATE",
    },
  },
  { name: "secret", secret: { scope: "orders", key: "stripe", permission: "READ" } },
  { name: "ranker", serving_endpoint: { name: "ranker", permission: "CAN_QUERY" } },
  { name: "warehouse", sql_warehouse: { id: "1a2b3c4d5e6f7a8b", permission: "CAN_USE" } },
  {
    name: "table",
    uc_securable: { securable_full_name: "main.sales.orders", securable_type: "TABLE", permission: "SELECT" },
  },
];

const open: LocalControlPlane[] = [];

export async function startPlane(options: LocalControlPlaneOptions = {}): Promise<LocalControlPlane> {
  const plane = await LocalControlPlane.start({ seed: SEED, ...options });
  open.push(plane);
  return plane;
}

export async function stopPlanes(): Promise<void> {
  for (const plane of open.splice(0)) await plane.stop();
}

export interface Reply {
  readonly status: number;
  /** As it came; each test knows what it asked for. */
  readonly body: ReturnType<typeof JSON.parse>;
  readonly headers: http.IncomingHttpHeaders;
}

export type Call = (method: string, path: string, body?: unknown, headers?: http.OutgoingHttpHeaders) => Promise<Reply>;

/** Calls as somebody; without anybody, as who deploys. */
export function callerOf(plane: LocalControlPlane, identity: Principal = DEPLOYER, workspace = WORKSPACE.id): Call {
  return callWith(plane, plane.token(identity, workspace));
}

/** Calls the account level; without anybody, as its admin. */
export function accountCallerOf(plane: LocalControlPlane, identity?: Principal): Call {
  return callWith(plane, plane.accountToken(identity));
}

export function callWith(plane: Pick<LocalControlPlane, "url">, token?: string): Call {
  return (method, path, body, headers) =>
    send(plane, method, path, body, {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    });
}

/** Not fetch: it writes the Host header itself. */
function send(
  plane: Pick<LocalControlPlane, "url">,
  method: string,
  path: string,
  body: unknown,
  headers: http.OutgoingHttpHeaders,
): Promise<Reply> {
  const raw = body instanceof Uint8Array;
  const type = raw ? {} : { "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    const request = http.request(`${plane.url}${path}`, { method, agent: false, headers: { ...type, ...headers } });
    request.on("error", reject);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text), headers: response.headers });
      });
    });
    request.end(body === undefined ? undefined : raw ? body : JSON.stringify(body));
  });
}

/** Status and code of a refusal: what the provider acts on. */
export function refusal({ status, body }: Reply): readonly [number, unknown] {
  return [status, body.error_code];
}
