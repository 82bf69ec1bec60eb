import { type ApiRequest, type Route, demand } from "../api";
import { may, objectKey } from "../access";
import { asList } from "../json";
import type { ObjectType } from "../object-type";
import { missing } from "../vendor-error";

/** What apps are bound to and nothing here creates: seeded, and read. */
export const boundObjectRoutes: readonly Route[] = [
  route("/api/2.0/serving-endpoints/:id", "serving-endpoints", "CAN_VIEW", (name) => ({
    name,
    state: { ready: "READY" },
  })),
  route("/api/2.0/genie/spaces/:id", "genie-spaces", "CAN_VIEW", (space_id) => ({ space_id })),
  route("/api/2.0/database/instances/:id", "database-instances", "CAN_USE", (name) => ({
    name,
    state: "AVAILABLE",
    read_write_dns: `${name}.local`,
  })),
  route("/api/2.0/postgres/projects/:id", "database-projects", "CAN_USE", (id) => ({ name: `projects/${id}` })),
  route("/api/2.1/unity-catalog/tables/:id", "tables", "SELECT", named),
  route("/api/2.1/unity-catalog/volumes/:id", "volumes", "READ_VOLUME", named),
  route("/api/2.1/unity-catalog/functions/:id", "functions", "EXECUTE", named),
  route("/api/2.1/unity-catalog/connections/:id", "connections", "USE_CONNECTION", named),
  {
    method: "GET",
    path: "/api/2.0/jobs/get",
    handle: (request) => {
      const id = readable(request, "jobs", "CAN_VIEW", request.query.get("job_id") ?? "");
      return { job_id: Number(id), settings: { name: id } };
    },
  },
  {
    method: "GET",
    path: "/api/2.0/mlflow/experiments/get",
    handle: (request) => {
      const id = readable(request, "experiments", "CAN_READ", request.query.get("experiment_id") ?? "");
      return { experiment: { experiment_id: id, name: id, lifecycle_stage: "active" } };
    },
  },
  {
    method: "GET",
    path: "/api/2.0/secrets/scopes/list",
    handle: ({ workspace, caller }) => ({
      scopes: Object.values(workspace.objects)
        .filter(({ type, id }) => type === "secret-scopes" && may(workspace, caller, "READ", objectKey(type, id)))
        .map(({ id }) => ({ name: id, backend_type: "DATABRICKS" })),
    }),
  },
  {
    method: "GET",
    path: "/api/2.0/secrets/list",
    handle: (request) => {
      const scope = readable(request, "secret-scopes", "READ", request.query.get("scope") ?? "");
      const keys = asList(request.workspace.details[objectKey("secret-scopes", scope)]?.keys);
      return { secrets: keys.map((key) => ({ key, last_updated_timestamp: 0 })) };
    },
  },
];

function route(path: string, type: ObjectType, level: string, show: (id: string) => object): Route {
  return { method: "GET", path, handle: (request) => show(readable(request, type, level, request.params.id ?? "")) };
}

function named(full_name: string): object {
  return { name: full_name.split(".").at(-1), full_name };
}

function readable(request: ApiRequest, type: ObjectType, level: string, id: string): string {
  const key = objectKey(type, id);
  if (request.workspace.objects[key] === undefined) throw missing(`${key} does not exist.`);
  demand(request, level, key);
  return id;
}
