import type { Fact } from "./fact";

/** For each level, every level that it includes. Two levels of which neither includes the other have no order. */
type Order = Readonly<Record<string, readonly string[]>>;

const ACLS = "https://docs.databricks.com/aws/en/security/auth/access-control/";
const APPS = "https://docs.databricks.com/aws/en/dev-tools/databricks-apps";
const PRIVILEGES = "https://docs.databricks.com/aws/en/data-governance/unity-catalog/manage-privileges/privileges";
const AS_OF = "2026-11-21";

/**
 * Which level is more than which, per kind of resource; `access` is that of the app itself.
 *
 * The vendor ranks neither of `CAN_MANAGE` and `IS_OWNER`: both manage. It grants `WRITE_VOLUME` without `READ_VOLUME`.
 * Neither pair is ordered here: going from one to the other takes something away and gives something else.
 */
export const LEVEL_ORDER: Readonly<Record<string, Fact<Order>>> = {
  access: { value: chain("CAN_USE", "CAN_MANAGE"), source: `${APPS}/permissions`, asOf: AS_OF },
  sqlWarehouse: {
    value: { CAN_USE: [], CAN_MANAGE: ["CAN_USE"], IS_OWNER: ["CAN_USE"] },
    source: `${ACLS}#sql-warehouse-acls`,
    asOf: AS_OF,
  },
  job: {
    value: { ...chain("CAN_VIEW", "CAN_MANAGE_RUN", "CAN_MANAGE"), IS_OWNER: ["CAN_VIEW", "CAN_MANAGE_RUN"] },
    source: `${ACLS}#job-acls`,
    asOf: AS_OF,
  },
  servingEndpoint: {
    value: chain("CAN_VIEW", "CAN_QUERY", "CAN_MANAGE"),
    source: `${ACLS}#serving-endpoint-acls`,
    asOf: AS_OF,
  },
  genieSpace: {
    value: chain("CAN_VIEW", "CAN_RUN", "CAN_EDIT", "CAN_MANAGE"),
    source: `${ACLS}#genie-space-acls`,
    asOf: AS_OF,
  },
  secret: { value: chain("READ", "WRITE", "MANAGE"), source: `${ACLS}#secret-acls`, asOf: AS_OF },
  experiment: {
    value: chain("CAN_READ", "CAN_EDIT", "CAN_MANAGE"),
    source: `${ACLS}#mlflow-experiment-acls`,
    asOf: AS_OF,
  },
  database: { value: chain("CAN_CONNECT_AND_CREATE"), source: `${APPS}/lakebase`, asOf: AS_OF },
  postgres: { value: chain("CAN_CONNECT_AND_CREATE"), source: `${APPS}/lakebase`, asOf: AS_OF },
  app: { value: chain("CAN_USE"), source: `${APPS}/resources`, asOf: AS_OF },
  ucSecurable: {
    value: {
      // For a table of an app: elsewhere in Unity Catalog the two are apart.
      ...chain("SELECT", "MODIFY"),
      ...chain("READ_VOLUME"),
      ...chain("WRITE_VOLUME"),
      ...chain("EXECUTE"),
      ...chain("USE_CONNECTION"),
    },
    source: `${APPS}/tables (MODIFY includes SELECT), ${PRIVILEGES} (no order among the rest)`,
    asOf: AS_OF,
  },
};

/** Each level includes all that stand before it. */
function chain(...levels: readonly string[]): Order {
  return Object.fromEntries(levels.map((level, index) => [level, levels.slice(0, index)]));
}
