import { StartRefusal } from "./app-source";
import type { Run } from "./runner";
import type { EnvVar } from "./state";

/** Looks up what is in a secret. */
export type SecretLookup = (secret: {
  readonly workspace: string;
  readonly scope: string;
  readonly key: string;
}) => string;

export interface ProcessPlace {
  readonly home: string;
  readonly temporary: string;
  readonly port: number;
}

/** Where frameworks look for their port, and for the address, which is never more than loopback here. */
const PORT_VARIABLES = ["PORT", "UVICORN_PORT", "FLASK_RUN_PORT", "GRADIO_SERVER_PORT", "STREAMLIT_SERVER_PORT"];
const HOST_VARIABLES = ["UVICORN_HOST", "FLASK_RUN_HOST", "GRADIO_SERVER_NAME", "STREAMLIT_SERVER_ADDRESS"];
// Windows starts nothing without them.
const OF_WINDOWS = ["SystemRoot", "ComSpec", "PATHEXT"];

/**
 * The variables of an app's process. Of the server's own there is PATH alone: whatever else it was started with, tokens
 * above all, is none of the app's business. What the deployment says wins over app.yaml.
 */
export function processEnvironment(
  run: Run,
  manifest: readonly EnvVar[],
  place: ProcessPlace,
  secret: SecretLookup,
): Readonly<Record<string, string>> {
  const port = String(place.port);
  const environment: Record<string, string> = {
    PATH: process.env.PATH ?? "",
    HOME: place.home,
    TMPDIR: place.temporary,
    PYTHONUNBUFFERED: "1",
    // npm would ask the network for a newer npm.
    npm_config_update_notifier: "false",
    STREAMLIT_SERVER_HEADLESS: "true",
  };
  if (process.platform === "win32") {
    for (const name of OF_WINDOWS) environment[name] = process.env[name] ?? "";
    Object.assign(environment, { USERPROFILE: place.home, TEMP: place.temporary, TMP: place.temporary });
  }
  for (const name of PORT_VARIABLES) environment[name] = port;
  for (const name of HOST_VARIABLES) environment[name] = "127.0.0.1";
  Object.assign(environment, run.variables);
  for (const variable of [...manifest, ...run.deployment.env]) {
    const value = valueOf(variable, run, secret);
    if (value.includes("\0")) throw new StartRefusal(`Error starting app: variable ${variable.name} has a zero byte.`);
    environment[variable.name] = value;
  }
  // Nobody reaches an app that listens elsewhere.
  environment.DATABRICKS_APP_PORT = port;
  return environment;
}

function valueOf({ name, value, valueFrom }: EnvVar, run: Run, secret: SecretLookup): string {
  if (valueFrom === undefined) return value ?? "";
  const reference = Object.hasOwn(run.references, valueFrom) ? run.references[valueFrom] : undefined;
  if (reference === undefined) {
    throw new StartRefusal(
      `Error resolving environment variable ${name}: the app has no resource ${valueFrom}, ` +
        `only ${Object.keys(run.references).join(", ") || "none at all"}.`,
    );
  }
  return typeof reference === "string" ? reference : secret({ workspace: run.workspace, ...reference });
}

/** No shell: of all variables the port alone is known in a command. */
export function withPort(command: readonly string[], port: number): readonly string[] {
  return command.map((part) => part.replace(/\$DATABRICKS_APP_PORT(?![A-Za-z0-9_])/g, String(port)));
}
