import { objectKey } from "../access";
import type { Workspace } from "../state";

/** A resource of an app: what it names and the level it asks for. */
export interface DeclaredResource {
  /** Its key. */
  readonly name: string;
  readonly kind: ResourceKind;
  readonly fields: { readonly [field: string]: string };
  readonly permission: string;
}

interface KindRow {
  /** Beside the permission. */
  readonly fields: readonly string[];
  readonly permissions: readonly string[];
  /** The object whose grants change, and the level that its service principal gets there. */
  readonly target: (
    fields: DeclaredResource["fields"],
    permission: string,
  ) => { readonly key: string; readonly level: string };
  /** What is missing, if something is. */
  readonly missing: (workspace: Workspace, fields: DeclaredResource["fields"]) => string | undefined;
}

/** `securable_type`: where such a securable is kept, and what an app may be granted on it. */
export const SECURABLE_TYPES: {
  readonly [type: string]: {
    readonly objects: "tables" | "volumes" | "functions" | "connections";
    readonly permissions: readonly string[];
  };
} = {
  TABLE: { objects: "tables", permissions: ["SELECT", "MODIFY"] },
  VOLUME: { objects: "volumes", permissions: ["READ_VOLUME", "WRITE_VOLUME"] },
  FUNCTION: { objects: "functions", permissions: ["EXECUTE"] },
  CONNECTION: { objects: "connections", permissions: ["USE_CONNECTION"] },
};

/** The vendor's ten kinds of resource. */
const TABLE = {
  app: plain("apps", "name", ["CAN_USE"], "App"),
  database: {
    fields: ["instance_name", "database_name"],
    permissions: ["CAN_CONNECT_AND_CREATE"],
    target: ({ instance_name = "" }, permission) => ({
      key: objectKey("database-instances", instance_name),
      level: permission,
    }),
    missing: (workspace, { instance_name = "", database_name = "" }) => {
      const key = objectKey("database-instances", instance_name);
      if (workspace.objects[key] === undefined) return `Database instance ${instance_name} does not exist.`;
      return listed(workspace, key, "databases", database_name)
        ? undefined
        : `Database ${database_name} does not exist in instance ${instance_name}.`;
    },
  },
  experiment: plain("experiments", "experiment_id", ["CAN_READ", "CAN_EDIT", "CAN_MANAGE"], "Experiment"),
  genie_space: {
    ...plain("genie-spaces", "space_id", ["CAN_VIEW", "CAN_RUN", "CAN_EDIT", "CAN_MANAGE"], "Genie space"),
    fields: ["name", "space_id"],
  },
  job: plain("jobs", "id", ["CAN_VIEW", "CAN_MANAGE_RUN", "CAN_MANAGE", "IS_OWNER"], "Job"),
  postgres: {
    fields: ["branch", "database"],
    permissions: ["CAN_CONNECT_AND_CREATE"],
    target: ({ branch = "" }, permission) => ({
      key: objectKey("database-projects", branch.split("/")[1] ?? ""),
      level: permission,
    }),
    missing: (workspace, { branch = "", database = "" }) => {
      const key = objectKey("database-projects", branch.split("/")[1] ?? "");
      if (!listed(workspace, key, "branches", branch)) return `Branch ${branch} does not exist.`;
      if (!database.startsWith(`${branch}/`)) return `Database ${database} is not one of branch ${branch}.`;
      return listed(workspace, key, "databases", database) ? undefined : `Database ${database} does not exist.`;
    },
  },
  secret: {
    fields: ["scope", "key"],
    permissions: ["READ", "WRITE", "MANAGE"],
    target: ({ scope = "" }, permission) => ({ key: objectKey("secret-scopes", scope), level: permission }),
    missing: (workspace, { scope = "", key = "" }) => {
      const object = objectKey("secret-scopes", scope);
      if (workspace.objects[object] === undefined) return `Scope ${scope} does not exist!`;
      return listed(workspace, object, "keys", key) ? undefined : `Failed to get secret ${key} for scope ${scope}.`;
    },
  },
  serving_endpoint: plain("serving-endpoints", "name", ["CAN_VIEW", "CAN_QUERY", "CAN_MANAGE"], "Endpoint with name"),
  sql_warehouse: plain("warehouses", "id", ["CAN_USE", "CAN_MANAGE", "IS_OWNER"], "SQL warehouse"),
  uc_securable: {
    fields: ["securable_full_name", "securable_type"],
    permissions: ["SELECT", "MODIFY", "READ_VOLUME", "WRITE_VOLUME", "EXECUTE", "USE_CONNECTION"],
    target: (fields, permission) => ({ key: securableKey(fields), level: permission }),
    missing: (workspace, fields) =>
      workspace.objects[securableKey(fields)] === undefined
        ? `${fields.securable_type ?? ""} '${fields.securable_full_name ?? ""}' does not exist.`
        : undefined,
  },
} as const satisfies Readonly<Record<string, KindRow>>;

export type ResourceKind = keyof typeof TABLE;

export const RESOURCE_KINDS: { readonly [K in ResourceKind]: KindRow } = TABLE;

export const RESOURCE_KIND_NAMES = Object.keys(TABLE) as ResourceKind[];

/** A kind whose object is named by one field. */
function plain(
  type: "apps" | "experiments" | "genie-spaces" | "jobs" | "serving-endpoints" | "warehouses",
  field: string,
  permissions: readonly string[],
  label: string,
): KindRow {
  return {
    fields: [field],
    permissions,
    target: (fields, permission) => ({ key: objectKey(type, fields[field] ?? ""), level: permission }),
    missing: (workspace, fields) =>
      workspace.objects[objectKey(type, fields[field] ?? "")] === undefined
        ? `${label} ${fields[field] ?? ""} does not exist.`
        : undefined,
  };
}

function securableKey(fields: DeclaredResource["fields"]): string {
  const row = SECURABLE_TYPES[fields.securable_type ?? ""];
  return row === undefined ? "" : objectKey(row.objects, fields.securable_full_name ?? "");
}

function listed(workspace: Workspace, key: string, field: string, name: string): boolean {
  const names = workspace.details[key]?.[field];
  return Array.isArray(names) && names.includes(name);
}
