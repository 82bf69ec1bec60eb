import type { Fact } from "./fact";

const RUNTIME = "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/app-runtime";
const AS_OF = "2026-11-21";

/** What the file at the top of an app's folder may be called. Which one counts where both are there is not said. */
export const RUNTIME_FILES: Fact<readonly string[]> = { value: ["app.yaml", "app.yml"], source: RUNTIME, asOf: AS_OF };

/** Its keys; no other is documented. */
export const RUNTIME_KEYS: Fact<readonly string[]> = { value: ["command", "env"], source: RUNTIME, asOf: AS_OF };

/** The keys of a variable; exactly one of the last two. */
export const VARIABLE_KEYS: Fact<readonly string[]> = {
  value: ["name", "value", "valueFrom"],
  source: RUNTIME,
  asOf: AS_OF,
};

/** The one variable that is put into a command: it is run by no shell. */
export const COMMAND_VARIABLE: Fact<string> = { value: "DATABRICKS_APP_PORT", source: RUNTIME, asOf: AS_OF };

/** The port that the platform chooses today; it asks not to rely on it. */
export const TODAYS_PORT: Fact<number> = {
  value: 8000,
  source: "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/best-practices",
  asOf: AS_OF,
};

/** Kinds of resources that reach the process without `valueFrom`: attaching one sets `PGHOST` and its like. */
export const KINDS_WITH_VARIABLES: Fact<readonly string[]> = {
  value: ["database", "postgres"],
  source: "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/lakebase",
  asOf: AS_OF,
};

/** What a variable with `valueFrom` holds, by the kind of the resource; undefined where nobody confirmed it. */
export const VALUE_FROM: Fact<Readonly<Record<string, string | undefined>>> = {
  value: {
    sqlWarehouse: "the warehouse's id",
    job: "the job's id",
    servingEndpoint: "the endpoint's name",
    genieSpace: "the space's id",
    secret: "the secret itself, in clear",
    experiment: "the experiment's id",
    database: "the host",
    postgres: "the endpoint's path, projects/<project>/branches/<branch>/endpoints/<endpoint>",
    app: "the other app's name, not its URL",
    "ucSecurable VOLUME": "the path, /Volumes/<catalog>/<schema>/<volume>",
    "ucSecurable TABLE": "the full name, <catalog>.<schema>.<table>",
    "ucSecurable CONNECTION": "the connection's name",
    "ucSecurable FUNCTION": undefined,
    "ucSecurable MODEL_SERVICE": undefined,
  },
  source: "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/environment-variables",
  asOf: AS_OF,
};
