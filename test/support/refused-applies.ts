import { ManualClock } from "databricks-apps-local";
import type { SynthesizedStack } from "databricks-apps-constructs/testing";
import { appStack } from "./app-stack";
import { allow, APPS, BOB, makeFiveScaledApps, type Refusal, WAREHOUSE } from "./refusal";

/** A stack that the control plane must not take. */
export interface RefusedApply extends Refusal {
  /** Is applied before, and taken. */
  readonly first?: SynthesizedStack;
  readonly document: SynthesizedStack;
}

type Fields = Readonly<Record<string, unknown>>;

function app(config: Fields = {}): SynthesizedStack {
  return appStack({ name: "orders", ...config });
}

function bound(...resources: readonly Fields[]): SynthesizedStack {
  return app({ resources });
}

const onWarehouse = bound({ name: "warehouse", sql_warehouse: { id: WAREHOUSE, permission: "CAN_USE" } });

function shared(entry: Fields): SynthesizedStack {
  const permissions = { app_name: "${databricks_app.orders.name}", access_control: [entry] };
  return appStack({ name: "orders" }, { databricks_permissions: { orders: permissions } });
}

/** Bindings to what is not there. */
const MISSING: readonly (readonly [what: string, resource: Fields, says: RegExp])[] = [
  ["warehouse", { sql_warehouse: { id: "none", permission: "CAN_USE" } }, /warehouse none does not exist/],
  ["serving endpoint", { serving_endpoint: { name: "none", permission: "CAN_QUERY" } }, /name none does not exist/],
  ["secret scope", { secret: { scope: "none", key: "stripe", permission: "READ" } }, /Scope none does not exist/],
  ["key of a scope", { secret: { scope: "orders", key: "none", permission: "READ" } }, /secret none for scope orders/],
  ["job", { job: { id: "404", permission: "CAN_VIEW" } }, /Job 404 does not exist/],
  ["experiment", { experiment: { experiment_id: "404", permission: "CAN_READ" } }, /Experiment 404 does not exist/],
  [
    "Genie space",
    { genie_space: { name: "Orders", space_id: "none", permission: "CAN_RUN" } },
    /Genie space none does not exist/,
  ],
  [
    "table",
    { uc_securable: { securable_full_name: "a.b.none", securable_type: "TABLE", permission: "SELECT" } },
    /TABLE 'a.b.none' does not exist/,
  ],
  ["app", { app: { name: "none", permission: "CAN_USE" } }, /App none does not exist/],
  [
    "database of an instance",
    { database: { instance_name: "main", database_name: "none", permission: "CAN_CONNECT_AND_CREATE" } },
    /Database none does not exist in instance main/,
  ],
  [
    "branch",
    {
      postgres: {
        branch: "projects/p/branches/none",
        database: "projects/p/branches/none/databases/d",
        permission: "CAN_CONNECT_AND_CREATE",
      },
    },
    /Branch projects\/p\/branches\/none does not exist/,
  ],
];

const DENIED = { code: "PERMISSION_DENIED", status: 403, says: /bob@example.com does not have permission to grant/ };
const INVALID = { code: "INVALID_PARAMETER_VALUE", status: 400 };
const NEW_API = { ...INVALID, says: /not supported in this update API. Please use the new update API/ };
const TAKEN = { code: "RESOURCE_ALREADY_EXISTS", status: 409, says: /An app with the same name already exists/ };
const NOT_THERE = { code: "RESOURCE_DOES_NOT_EXIST", status: 404 };

/** One row for a rule. */
export const REFUSED_APPLIES: readonly RefusedApply[] = [
  ...MISSING.map(([what, resource, says]) => ({
    ...NOT_THERE,
    rule: `on a binding to a missing ${what}`,
    says,
    document: bound({ name: "missing", ...resource }),
  })),
  {
    ...NOT_THERE,
    rule: "on an update that binds to something missing",
    says: /Job 404 does not exist/,
    first: app(),
    document: bound({ name: "job", job: { id: "404", permission: "CAN_VIEW" } }),
  },
  { ...DENIED, rule: "where the caller has nothing on the warehouse", as: BOB, document: onWarehouse },
  {
    ...DENIED,
    rule: "where the caller may use the warehouse and not manage it",
    as: BOB,
    before: allow({ user_name: BOB.name, permission_level: "CAN_USE" }),
    document: onWarehouse,
  },
  {
    ...DENIED,
    rule: "where a group of a group of the caller may monitor the warehouse and not manage it",
    as: BOB,
    before: allow({ group_name: "outer", permission_level: "CAN_MONITOR" }),
    document: onWarehouse,
  },
  {
    ...DENIED,
    rule: "on an update that grants what the caller may not grant",
    as: BOB,
    first: app(),
    document: onWarehouse,
  },
  {
    ...TAKEN,
    rule: "on a name that is taken",
    before: async (call) => call("POST", `${APPS}?no_compute=true`, { name: "orders" }),
    document: app(),
  },
  {
    ...TAKEN,
    rule: "on the name of an app that is DELETING",
    options: { switches: { deletingWindow: true }, clock: new ManualClock() },
    before: async (call) => {
      await call("POST", `${APPS}?no_compute=true`, { name: "orders" });
      await call("DELETE", `${APPS}/orders`);
    },
    document: app(),
  },
  { ...INVALID, rule: "on a name in upper case", says: /App name 'Orders'/, document: app({ name: "Orders" }) },
  {
    ...INVALID,
    rule: "on a name of 31 characters",
    says: /must have 2 to 30 characters/,
    document: app({ name: "o".repeat(31) }),
  },
  {
    code: "QUOTA_EXCEEDED",
    status: 400,
    rule: "on the sixth scaled app",
    says: /has 5 horizontally scaled apps already/,
    before: makeFiveScaledApps,
    document: app({ compute_min_instances: 1, compute_max_instances: 1 }),
  },
  {
    ...INVALID,
    rule: "on six instances",
    says: /1 to 5 instances/,
    document: app({ compute_min_instances: 6, compute_max_instances: 6 }),
  },
  {
    code: "BAD_REQUEST",
    status: 400,
    rule: "on instances where the workspace does not have the feature",
    says: /Horizontal scaling is not enabled/,
    seed: { features: { horizontalScaling: false } },
    document: app({ compute_min_instances: 2, compute_max_instances: 2 }),
  },
  {
    code: "BAD_REQUEST",
    status: 400,
    rule: "on scopes where the workspace does not have the preview",
    says: /user token passthrough not enabled/,
    seed: { features: { userAuthorization: false } },
    document: app({ user_api_scopes: ["sql"] }),
  },
  {
    ...NEW_API,
    rule: "on the old update of an app with a size",
    first: app({ compute_size: "LARGE" }),
    document: app({ compute_size: "XLARGE" }),
  },
  {
    ...NEW_API,
    rule: "on the old update of an app with instances",
    first: app({ compute_min_instances: 1, compute_max_instances: 1 }),
    document: app({ compute_min_instances: 2, compute_max_instances: 2 }),
  },
  {
    ...NOT_THERE,
    rule: "on permissions for an unknown group",
    says: /Principal: groupName\(nobody\) does not exist/,
    document: shared({ group_name: "nobody", permission_level: "CAN_USE" }),
  },
  {
    ...NOT_THERE,
    rule: "on permissions for an unknown user",
    says: /Principal: userName\(nobody@example.com\) does not exist/,
    document: shared({ user_name: "nobody@example.com", permission_level: "CAN_USE" }),
  },
  {
    code: "FEATURE_DISABLED",
    status: 403,
    rule: "where the workspace's tier has no apps",
    says: /not available in the STANDARD tier/,
    seed: { tier: "STANDARD" },
    document: app(),
  },
  {
    code: "BAD_REQUEST",
    status: 400,
    rule: "on an app that is a resource of itself",
    says: /cannot be a resource of itself/,
    document: bound({ name: "itself", app: { name: "orders", permission: "CAN_USE" } }),
  },
  {
    ...INVALID,
    rule: "on a table for telemetry without its catalog",
    says: /logs_table 'logs' must be catalog.schema.table/,
    document: app({
      telemetry_export_destinations: [
        { unity_catalog: { logs_table: "logs", metrics_table: "a.b.metrics", traces_table: "a.b.traces" } },
      ],
    }),
  },
];
