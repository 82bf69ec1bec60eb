import type { LocalControlPlaneOptions, Principal, WorkspaceSeed } from "databricks-apps-local";

/** What a plain call ended with. */
export interface Answer {
  readonly status: number;
  readonly body: { readonly error_code?: string; readonly message?: string; readonly [field: string]: unknown };
}

/** Calls a server, as who deploys there or as somebody else. */
export type Call = (method: string, path: string, body?: object, as?: Principal) => Promise<Answer>;

/** How a server refuses; an echo server does not. */
export interface Refusal {
  /** The rule, as what a test title goes on with after "fails". */
  readonly rule: string;
  readonly code: string;
  readonly status: number;
  readonly says: RegExp;
  /** What there is beside `SEED`. */
  readonly seed?: Partial<WorkspaceSeed>;
  readonly options?: LocalControlPlaneOptions;
  /** Who applies or calls. */
  readonly as?: Principal;
  /** What happens first, by plain calls. */
  readonly before?: (call: Call) => Promise<unknown>;
}

export const WAREHOUSE = "1a2b3c4d5e6f7a8b";
export const BOB: Principal = { kind: "user", name: "bob@example.com" };

/** One object of every kind, all of them the deployer's, and Bob in a group in a group. */
export const SEED: WorkspaceSeed = {
  id: "1",
  name: "only",
  users: [BOB.name],
  groups: [
    { name: "inner", members: [BOB] },
    { name: "outer", members: [{ kind: "group", name: "inner" }] },
  ],
  warehouses: [{ id: WAREHOUSE }],
  secretScopes: [{ scope: "orders", keys: ["stripe"] }],
  databases: [{ instance: "main", databases: ["orders"] }],
};

export const APPS = "/api/2.0/apps";
export const WAREHOUSE_PERMISSIONS = `/api/2.0/permissions/sql/warehouses/${WAREHOUSE}`;

/** Gives somebody a level on the warehouse. */
export function allow(entry: object): (call: Call) => Promise<unknown> {
  return async (call) => call("PATCH", WAREHOUSE_PERMISSIONS, { access_control_list: [entry] });
}

/** Makes apps that are scaled out, as many as a workspace may have. */
export async function makeFiveScaledApps(call: Call): Promise<void> {
  for (const number of [1, 2, 3, 4, 5]) {
    const scaling = { compute_min_instances: 1, compute_max_instances: 1 };
    await call("POST", `${APPS}?no_compute=true`, { name: `scaled-${number}`, ...scaling });
  }
}

export function caller(url: string, tokenOf: (as?: Principal) => string): Call {
  return async (method, path, body, as) => {
    const headers = { authorization: `Bearer ${tokenOf(as)}`, "content-type": "application/json" };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(`${url}${path}`, init);
    return { status: response.status, body: (await response.json()) as Answer["body"] };
  };
}

/**
 * Which server the tests of refusals talk to. With `SERVER=echo` it is the one that knows no rules: all of them are
 * then red, which is what they are for.
 */
export function target(plane: string, echo: string): string {
  return process.env.SERVER === "echo" ? echo : plane;
}
