import { allow, APPS, BOB, type Call, type Refusal, WAREHOUSE_PERMISSIONS } from "./refusal";

/** A call that terraform does not make, or makes only after checks of its own. */
export interface RefusedCall extends Refusal {
  readonly call: readonly [method: string, path: string, body?: object];
}

const ORDERS = `${APPS}/orders`;
const PERMISSIONS = "/api/2.0/permissions/apps/orders";
const WAREHOUSES = "/api/2.0/sql/warehouses";
const FILES = "/api/2.0/workspace-files/import-file";
const MKDIRS = "/api/2.0/workspace/mkdirs";

const INVALID = { code: "INVALID_PARAMETER_VALUE", status: 400 };
const BAD = { code: "BAD_REQUEST", status: 400 };
const DENIED = { code: "PERMISSION_DENIED", status: 403 };
const NOT_THERE = { code: "RESOURCE_DOES_NOT_EXIST", status: 404 };

async function makeStopped(call: Call): Promise<void> {
  await call("POST", `${APPS}?no_compute=true`, { name: "orders" });
}

async function makeRunning(call: Call): Promise<void> {
  await call("POST", APPS, { name: "orders" });
}

async function upload(call: Call): Promise<void> {
  await makeRunning(call);
  await call("POST", MKDIRS, { path: "/Workspace/Shared/orders" });
  await call("POST", `${FILES}/Shared/orders/app.yaml?overwrite=true`, {});
}

function list(...access_control_list: readonly object[]): object {
  return { access_control_list };
}

function deploy(path: string, more: object = {}): RefusedCall["call"] {
  return ["POST", `${ORDERS}/deployments`, { source_code_path: path, ...more }];
}

function update(app: object, mask = Object.keys(app).join(",")): RefusedCall["call"] {
  return ["POST", `${ORDERS}/update`, { app, update_mask: mask }];
}

/** One row for a rule. */
export const REFUSED_CALLS: readonly RefusedCall[] = [
  {
    ...INVALID,
    rule: "on a size that there is not",
    says: /compute size/,
    call: ["POST", APPS, { name: "orders", compute_size: "SMALL" }],
  },
  {
    ...INVALID,
    rule: "on a resource of two kinds",
    says: /exactly one kind/,
    call: ["POST", APPS, { name: "orders", resources: [{ name: "both", app: { name: "a" }, job: { id: "1" } }] }],
  },
  {
    ...BAD,
    rule: "on a deployment to an app that is stopped",
    says: /start it first/,
    before: makeStopped,
    call: deploy("/Workspace/Shared/orders"),
  },
  {
    ...NOT_THERE,
    rule: "on a deployment of a folder that is not there",
    says: /Path \(\/Shared\/none\) doesn't exist/,
    before: makeRunning,
    call: deploy("/Workspace/Shared/none"),
  },
  {
    ...DENIED,
    rule: "on a deployment from a home that the app may not read",
    says: /service principal .* may not read/,
    as: BOB,
    before: async (call) => {
      await call("POST", APPS, { name: "orders" }, BOB);
    },
    call: deploy(`/Workspace/Users/${BOB.name}`),
  },
  {
    ...INVALID,
    rule: "on a variable from a resource that the app does not have",
    says: /has no resource none/,
    before: upload,
    call: deploy("/Workspace/Shared/orders", { env_vars: [{ name: "X", value_from: "none" }] }),
  },
  {
    ...BAD,
    rule: "on a start of a running app",
    says: /not STOPPED/,
    before: makeRunning,
    call: ["POST", `${ORDERS}/start`],
  },
  {
    ...BAD,
    rule: "on a second delete within twenty minutes",
    says: /not terminal with state DELETING/,
    options: { switches: { deletingWindow: true } },
    before: async (call) => {
      await makeStopped(call);
      await call("DELETE", ORDERS);
    },
    call: ["DELETE", ORDERS],
  },
  {
    ...DENIED,
    rule: "on a change by somebody who does not manage the app",
    says: /CAN_MANAGE/,
    as: BOB,
    before: makeStopped,
    call: ["PATCH", ORDERS, { name: "orders", description: "mine" }],
  },
  {
    ...INVALID,
    rule: "on an update of what cannot be updated",
    says: /Invalid update mask/,
    before: makeStopped,
    call: update({ name: "other" }),
  },
  {
    ...BAD,
    rule: "on a conversion to three instances at once",
    says: /converted to horizontal scaling with one instance/,
    before: makeStopped,
    call: update({ compute_min_instances: 3, compute_max_instances: 3 }),
  },
  {
    ...INVALID,
    rule: "on one count of instances without the other",
    says: /must be set together/,
    before: makeStopped,
    call: update({ compute_min_instances: 1 }),
  },
  {
    ...INVALID,
    rule: "on a level that apps do not have",
    says: /'CAN_VIEW' is not one of CAN_USE, CAN_MANAGE/,
    before: makeStopped,
    call: ["PATCH", PERMISSIONS, list({ group_name: "inner", permission_level: "CAN_VIEW" })],
  },
  {
    ...BAD,
    rule: "on permissions for the group admins",
    says: /permissions of group admins/,
    before: makeStopped,
    call: ["PATCH", PERMISSIONS, list({ group_name: "admins", permission_level: "CAN_USE" })],
  },
  {
    ...BAD,
    rule: "on permissions that leave the caller without management",
    says: /Cannot remove management permissions for the current user/,
    before: makeStopped,
    call: ["PUT", PERMISSIONS, list({ group_name: "inner", permission_level: "CAN_USE" })],
  },
  {
    ...INVALID,
    rule: "on no permissions",
    says: /must not be empty/,
    before: makeStopped,
    call: ["PUT", PERMISSIONS, list()],
  },
  {
    ...DENIED,
    rule: "on permissions of a warehouse by somebody who may only use it",
    says: /does not have CAN_MANAGE permission/,
    as: BOB,
    before: allow({ user_name: BOB.name, permission_level: "CAN_USE" }),
    call: ["PATCH", WAREHOUSE_PERMISSIONS, list({ user_name: BOB.name, permission_level: "CAN_MANAGE" })],
  },
  {
    ...BAD,
    rule: "on a second warehouse of one name",
    says: /SQL warehouse with name `dashboards` already exists/,
    before: async (call) => call("POST", WAREHOUSES, { name: "dashboards", cluster_size: "Small" }),
    call: ["POST", WAREHOUSES, { name: "dashboards", cluster_size: "Small" }],
  },
  {
    ...DENIED,
    rule: "on a warehouse by somebody who may make none",
    says: /may not create SQL warehouses/,
    as: BOB,
    call: ["POST", WAREHOUSES, { name: "dashboards", cluster_size: "Small" }],
  },
  {
    ...NOT_THERE,
    rule: "on an upload into a folder that is not there",
    says: /parent folder .* does not exist/,
    call: ["POST", `${FILES}/Shared/none/app.yaml?overwrite=true`, {}],
  },
  {
    code: "RESOURCE_ALREADY_EXISTS",
    status: 409,
    rule: "on an upload over a file that may not be overwritten",
    says: /already exists/,
    before: upload,
    call: ["POST", `${FILES}/Shared/orders/app.yaml`, {}],
  },
  {
    code: "DIRECTORY_NOT_EMPTY",
    status: 400,
    rule: "on the deletion of a folder with something in it",
    says: /is not empty/,
    before: upload,
    call: ["POST", "/api/2.0/workspace/delete", { path: "/Shared/orders" }],
  },
  {
    code: "NOT_IMPLEMENTED",
    status: 501,
    rule: "on a path that nobody has thought of",
    says: /GET \/api\/2.0\/clusters\/list is not answered/,
    call: ["GET", "/api/2.0/clusters/list"],
  },
];
