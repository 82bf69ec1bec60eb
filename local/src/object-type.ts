/** A kind of thing that somebody can be allowed to do something with. */
export interface ObjectTypeRow {
  /** From the least to the most; empty for Unity Catalog, whose privileges are not ordered. */
  readonly levels: readonly string[];
  /** Who has it may grant. */
  readonly manage: string;
  /** Below /api/2.0/permissions/, and what the answer calls the type. Absent: the permissions API does not know it. */
  readonly permissions?: { readonly path: string; readonly type: string };
  /** Given by the platform alone, not through the permissions API. */
  readonly internal?: readonly string[];
  /** Does membership of the group admins manage every one of them? */
  readonly adminsManage: boolean;
}

const LAKEBASE = ["CAN_CONNECT_AND_CREATE", "CAN_USE", "CAN_MANAGE"];
const FILES = ["CAN_READ", "CAN_RUN", "CAN_EDIT", "CAN_MANAGE"];
const UNITY_CATALOG = { levels: [], manage: "MANAGE", adminsManage: false };

/** Levels: the provider's permission definitions and the vendor's SDK enums. */
const TABLE = {
  apps: { levels: ["CAN_USE", "CAN_MANAGE"], manage: "CAN_MANAGE", permissions: api("apps"), adminsManage: true },
  warehouses: {
    levels: ["CAN_VIEW", "CAN_USE", "CAN_MONITOR", "CAN_MANAGE", "IS_OWNER"],
    manage: "CAN_MANAGE",
    permissions: api("sql/warehouses", "warehouses"),
    adminsManage: true,
  },
  jobs: {
    levels: ["CAN_VIEW", "CAN_MANAGE_RUN", "CAN_MANAGE", "IS_OWNER"],
    manage: "CAN_MANAGE",
    permissions: api("jobs", "job"),
    adminsManage: true,
  },
  "serving-endpoints": {
    levels: ["CAN_VIEW", "CAN_QUERY", "CAN_MANAGE"],
    manage: "CAN_MANAGE",
    permissions: api("serving-endpoints", "serving-endpoint"),
    adminsManage: true,
  },
  experiments: {
    levels: ["CAN_READ", "CAN_EDIT", "CAN_MANAGE"],
    manage: "CAN_MANAGE",
    permissions: api("experiments", "mlflowExperiment"),
    adminsManage: true,
  },
  "genie-spaces": {
    levels: ["CAN_VIEW", "CAN_RUN", "CAN_EDIT", "CAN_MANAGE"],
    manage: "CAN_MANAGE",
    permissions: api("genie"),
    adminsManage: true,
  },
  "secret-scopes": { levels: ["READ", "WRITE", "MANAGE"], manage: "MANAGE", adminsManage: true },
  "database-instances": {
    levels: LAKEBASE,
    internal: ["CAN_CONNECT_AND_CREATE"],
    manage: "CAN_MANAGE",
    permissions: api("database-instances"),
    adminsManage: true,
  },
  "database-projects": {
    levels: LAKEBASE,
    internal: ["CAN_CONNECT_AND_CREATE"],
    manage: "CAN_MANAGE",
    permissions: api("database-projects"),
    adminsManage: true,
  },
  directories: {
    levels: FILES,
    manage: "CAN_MANAGE",
    permissions: api("directories", "directory"),
    adminsManage: true,
  },
  files: { levels: FILES, manage: "CAN_MANAGE", permissions: api("files", "file"), adminsManage: true },
  catalogs: UNITY_CATALOG,
  schemas: UNITY_CATALOG,
  tables: UNITY_CATALOG,
  volumes: UNITY_CATALOG,
  functions: UNITY_CATALOG,
  connections: UNITY_CATALOG,
} as const satisfies Readonly<Record<string, ObjectTypeRow>>;

export type ObjectType = keyof typeof TABLE;

export const OBJECT_TYPES: { readonly [K in ObjectType]: ObjectTypeRow } = TABLE;

function api(path: string, type = path): { readonly path: string; readonly type: string } {
  return { path, type };
}

/** Does who has `held` also have `wanted`? */
export function covers(type: ObjectType, held: string, wanted: string): boolean {
  const { levels, manage } = OBJECT_TYPES[type];
  if (levels.length > 0) {
    const rank = levels.indexOf(wanted);
    return rank !== -1 && levels.indexOf(held) >= rank;
  }
  if (held === wanted || (held === "ALL_PRIVILEGES" && wanted !== manage)) return true;
  return held === "MODIFY" && wanted === "SELECT";
}

/** What the permissions API lets somebody be given. */
export function offeredLevels(type: ObjectType): readonly string[] {
  const { levels, internal = [] } = OBJECT_TYPES[type];
  return levels.filter((level) => !internal.includes(level));
}
