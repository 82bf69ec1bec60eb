/** A literal, or a string token of another construct. Only fields of this type accept tokens. */
export type Ref = string;

/** One row per kind of resource: what a stage must name, and the levels the vendor allows. */
export interface Kinds {
  sqlWarehouse: { binding: { readonly id: Ref }; permission: "CAN_USE" | "CAN_MANAGE" | "IS_OWNER" };
  job: { binding: { readonly id: Ref }; permission: "CAN_VIEW" | "CAN_MANAGE_RUN" | "CAN_MANAGE" | "IS_OWNER" };
  servingEndpoint: { binding: { readonly name: Ref }; permission: "CAN_VIEW" | "CAN_QUERY" | "CAN_MANAGE" };
  genieSpace: {
    binding: { readonly name: Ref; readonly spaceId: Ref };
    permission: "CAN_VIEW" | "CAN_RUN" | "CAN_EDIT" | "CAN_MANAGE";
  };
  secret: { binding: { readonly scope: Ref; readonly key: Ref }; permission: "READ" | "WRITE" | "MANAGE" };
  experiment: { binding: { readonly experimentId: Ref }; permission: "CAN_READ" | "CAN_EDIT" | "CAN_MANAGE" };
  database: {
    binding: { readonly instanceName: Ref; readonly databaseName: Ref };
    permission: "CAN_CONNECT_AND_CREATE";
  };
  postgres: { binding: { readonly branch: Ref; readonly database: Ref }; permission: "CAN_CONNECT_AND_CREATE" };
  app: { binding: { readonly name: Ref }; permission: "CAN_USE" };
  ucSecurable: {
    binding: { readonly fullName: Ref };
    permission: "SELECT" | "MODIFY" | "READ_VOLUME" | "WRITE_VOLUME" | "EXECUTE" | "USE_CONNECTION";
  };
}

export type Kind = keyof Kinds;

/** The types of Unity Catalog securables that an app can be given, with what each may be granted. */
export const SECURABLES = {
  TABLE: ["SELECT", "MODIFY"],
  VOLUME: ["READ_VOLUME", "WRITE_VOLUME"],
  FUNCTION: ["EXECUTE"],
  CONNECTION: ["USE_CONNECTION"],
} as const satisfies Record<string, readonly Kinds["ucSecurable"]["permission"][]>;

export type Securable = keyof typeof SECURABLES;

interface KindRow<K extends Kind> {
  readonly permissions: readonly Kinds[K]["permission"][];
  readonly binding: readonly (keyof Kinds[K]["binding"] & string)[];
  /** What an error or a review calls it. */
  readonly label: string;
}

/**
 * The same rows at run time. The levels are those of the vendor's SDK; the provider crashes on any other.
 *
 * @see https://docs.databricks.com/aws/en/dev-tools/databricks-apps/resources
 */
export const KINDS: { readonly [K in Kind]: KindRow<K> } = {
  sqlWarehouse: { permissions: ["CAN_USE", "CAN_MANAGE", "IS_OWNER"], binding: ["id"], label: "SQL warehouse" },
  job: { permissions: ["CAN_VIEW", "CAN_MANAGE_RUN", "CAN_MANAGE", "IS_OWNER"], binding: ["id"], label: "job" },
  servingEndpoint: {
    permissions: ["CAN_VIEW", "CAN_QUERY", "CAN_MANAGE"],
    binding: ["name"],
    label: "model serving endpoint",
  },
  genieSpace: {
    permissions: ["CAN_VIEW", "CAN_RUN", "CAN_EDIT", "CAN_MANAGE"],
    binding: ["name", "spaceId"],
    label: "Genie space",
  },
  secret: { permissions: ["READ", "WRITE", "MANAGE"], binding: ["scope", "key"], label: "secret" },
  experiment: { permissions: ["CAN_READ", "CAN_EDIT", "CAN_MANAGE"], binding: ["experimentId"], label: "experiment" },
  database: {
    permissions: ["CAN_CONNECT_AND_CREATE"],
    binding: ["instanceName", "databaseName"],
    label: "Lakebase Provisioned database",
  },
  postgres: {
    permissions: ["CAN_CONNECT_AND_CREATE"],
    binding: ["branch", "database"],
    label: "Lakebase Autoscaling database",
  },
  app: { permissions: ["CAN_USE"], binding: ["name"], label: "app" },
  ucSecurable: {
    permissions: ["SELECT", "MODIFY", "READ_VOLUME", "WRITE_VOLUME", "EXECUTE", "USE_CONNECTION"],
    binding: ["fullName"],
    label: "Unity Catalog object",
  },
};

export const KIND_NAMES = Object.keys(KINDS) as Kind[];
