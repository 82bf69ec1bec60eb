import type { Context } from "../api";
import type { Reference, Run } from "../runner";
import type { App, Deployment, Workspace } from "../state";
import { type DeclaredResource } from "./resource-kind";
import { readResources } from "./resources";

/** All that the process of a deployment is told. Taken when it starts: what changes later is for the next start. */
export function runOf(workspace: Workspace, app: App, deployment: Deployment, context: Context): Run {
  const resources = readResources(app.config.resources, context.switches);
  const { clientId, id } = app.servicePrincipal;
  const secret = workspace.servicePrincipals.find((each) => each.id === id)?.clientSecret;
  return {
    workspace: workspace.id,
    app: app.name,
    deployment: structuredClone(deployment),
    variables: {
      DATABRICKS_APP_NAME: app.name,
      DATABRICKS_WORKSPACE_ID: workspace.id,
      DATABRICKS_HOST: context.url,
      DATABRICKS_CLIENT_ID: clientId,
      ...(secret === undefined ? {} : { DATABRICKS_CLIENT_SECRET: secret }),
      ...postgresVariables(resources, clientId),
    },
    references: Object.fromEntries(resources.map((resource) => [resource.name, referenceOf(resource)])),
    content: (digest) => context.blobs.get(digest),
  };
}

/** What `valueFrom` gives: an id, a name, a path or a secret's content, by kind. */
export function referenceOf({ kind, fields }: Pick<DeclaredResource, "kind" | "fields">): Reference {
  const text = (field: string): string => fields[field] ?? "";
  switch (kind) {
    case "sql_warehouse":
    case "job":
      return text("id");
    case "serving_endpoint":
    case "app":
      return text("name");
    case "genie_space":
      return text("space_id");
    case "experiment":
      return text("experiment_id");
    case "secret":
      return { scope: text("scope"), key: text("key") };
    case "database":
      return instanceHost(text("instance_name"));
    case "postgres":
      return `${text("branch")}/endpoints/primary`;
    case "uc_securable":
      return fields.securable_type === "VOLUME"
        ? `/Volumes/${text("securable_full_name").replaceAll(".", "/")}`
        : text("securable_full_name");
  }
}

/** Of the first database alone: with several the vendor's choice is not documented. */
function postgresVariables(resources: readonly DeclaredResource[], user: string): Readonly<Record<string, string>> {
  const first = resources.find(({ kind }) => kind === "database" || kind === "postgres");
  if (first === undefined) return {};
  const { instance_name = "", database_name = "", branch = "", database = "" } = first.fields;
  return {
    PGHOST: first.kind === "database" ? instanceHost(instance_name) : instanceHost(branch.split("/").at(-1) ?? ""),
    PGDATABASE: first.kind === "database" ? database_name : (database.split("/").at(-1) ?? ""),
    PGPORT: "5432",
    PGSSLMODE: "require",
    PGUSER: user,
  };
}

/** As the instance itself is answered; there is no database behind it. */
function instanceHost(name: string): string {
  return `${name}.local`;
}
