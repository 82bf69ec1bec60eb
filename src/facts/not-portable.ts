import type { Fact } from "./fact";

/** A text that means something in one workspace only. */
export interface NotPortable {
  readonly kind: "host" | "id" | "volume" | "table";
  readonly pattern: RegExp;
  readonly what: string;
  readonly fix: string;
}

const AS_OF = "2026-11-21";

/** Words that stand for a name in samples and templates. */
export const PLACEHOLDER: Fact<RegExp> = {
  value:
    /[<>{}$*%]|^(?:your|my|some|the|example|xxx+|todo|placeholder|replace|change)(?:\b|_)|[-_.](?:example|xxx+)|^\.+$/i,
  source: "house rule",
  asOf: AS_OF,
};

/**
 * In texts of code and in app.yaml. `samples` and `system` are catalogs of every workspace; the account's console is
 * one for all of them.
 */
export const NOT_PORTABLE: Fact<readonly NotPortable[]> = {
  value: [
    {
      kind: "host",
      pattern:
        /(?<![\w.-])(?:adb-\d+\.\d+\.(?:azuredatabricks\.net|databricks\.azure\.(?:us|cn))|(?!accounts\.)[\w-]+\.cloud\.databricks\.(?:com|us)|\d+\.\d+\.gcp\.databricks\.com)(?![\w-])/i,
      what: "the host of one workspace",
      fix: "read DATABRICKS_HOST: the platform sets it in every workspace",
    },
    {
      kind: "id",
      pattern: /\/sql\/(?:1\.0|protocolv1)\/(?:warehouses|endpoints)\/[0-9a-f]{16}\b/i,
      what: "the warehouse of one workspace",
      fix: "declare AppResource.sqlWarehouse() and read its id with valueFrom",
    },
    {
      kind: "volume",
      pattern: /\/Volumes\/[\w-]+\/[\w-]+\/[\w-]+/,
      what: "a volume of one catalog",
      fix: "declare AppResource.volume() and read its path with valueFrom, or take the catalog from stageEnv",
    },
    {
      kind: "table",
      pattern:
        /\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\s+(?!(?:`?samples`?|`?system`?)\.)`?[A-Za-z_][\w-]*`?\.`?[A-Za-z_][\w-]*`?\.`?[A-Za-z_][\w-]*`?(?![\w.(])(?!\s+import\b)/i,
      what: "a table of one catalog",
      fix: "declare AppResource.table() and read its name with valueFrom, or take the catalog from stageEnv",
    },
  ],
  source: "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/environment-variables",
  asOf: AS_OF,
};

/** Names of variables whose constant is the id or the name of something in one workspace. */
export const PLACE_VARIABLES: Fact<
  readonly { readonly name: RegExp; readonly value: RegExp; readonly what: string }[]
> = {
  value: [
    { name: /WAREHOUSE(?:_ID)?$/, value: /^[0-9a-f]{16}$/i, what: "a warehouse" },
    { name: /(?:GENIE_)?SPACE(?:_ID)?$/, value: /^[0-9a-f]{32}$/i, what: "a Genie space" },
    { name: /(?:EXPERIMENT|JOB)_ID$/, value: /^\d+$/, what: "an experiment or a job" },
    { name: /CATALOG(?:_NAME)?$/, value: /^(?!samples$|system$)\w[\w-]*$/, what: "a catalog" },
  ],
  source: "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/environment-variables",
  asOf: AS_OF,
};
