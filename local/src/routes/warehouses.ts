import { randomBytes } from "node:crypto";
import { type ApiRequest, type Context, type Route, demand } from "../api";
import { may, objectKey } from "../access";
import { type JsonObject, asText } from "../json";
import { ADMINS, groupsOf, samePrincipal } from "../principal";
import type { Warehouse, Workspace } from "../state";
import { badRequest, denied, invalid, missing } from "../vendor-error";

const WAREHOUSES = "/api/2.0/sql/warehouses";

const SIZES = [
  "2X-Small",
  "X-Small",
  "Small",
  "Medium",
  "Large",
  "X-Large",
  "2X-Large",
  "3X-Large",
  "4X-Large",
  "5X-Large",
];

export const warehouseRoutes: readonly Route[] = [
  {
    method: "POST",
    path: WAREHOUSES,
    handle: (request) => {
      const { workspace, caller, body } = request;
      if (!mayCreate(request)) throw denied(`${caller.name} may not create SQL warehouses.`);
      const warehouse: Warehouse = {
        id: randomBytes(8).toString("hex"),
        name: readName(workspace, body),
        state: "RUNNING",
        creator: caller.name,
        config: readConfig(body),
      };
      workspace.warehouses[warehouse.id] = warehouse;
      workspace.objects[objectKey("warehouses", warehouse.id)] = {
        type: "warehouses",
        id: warehouse.id,
        owner: caller,
        grants: [],
      };
      return { id: warehouse.id };
    },
  },
  {
    method: "GET",
    path: WAREHOUSES,
    handle: ({ workspace, caller }, context) => ({
      warehouses: Object.values(workspace.warehouses)
        .filter(({ id }) => may(workspace, caller, "CAN_VIEW", objectKey("warehouses", id)))
        .map((each) => answer(each, context)),
    }),
  },
  {
    method: "GET",
    path: `${WAREHOUSES}/:id`,
    handle: (request, context) => answer(find(request, "CAN_VIEW"), context),
  },
  {
    method: "POST",
    path: `${WAREHOUSES}/:id/edit`,
    handle: (request) => {
      const warehouse = find(request, "CAN_MANAGE");
      warehouse.name = readName(request.workspace, request.body, warehouse.id);
      warehouse.config = readConfig({ ...warehouse.config, ...request.body });
      return {};
    },
  },
  {
    method: "DELETE",
    path: `${WAREHOUSES}/:id`,
    handle: (request) => {
      const { id } = find(request, "CAN_MANAGE");
      Reflect.deleteProperty(request.workspace.warehouses, id);
      Reflect.deleteProperty(request.workspace.objects, objectKey("warehouses", id));
      return {};
    },
  },
  {
    method: "GET",
    path: "/api/2.0/preview/sql/data_sources",
    handle: ({ workspace, caller }) =>
      Object.values(workspace.warehouses)
        .filter(({ id }) => may(workspace, caller, "CAN_VIEW", objectKey("warehouses", id)))
        .map(({ id, name }) => ({ id: `data-source-${id}`, warehouse_id: id, name })),
  },
];

function mayCreate({ workspace, caller }: ApiRequest): boolean {
  return (
    groupsOf(workspace, caller).has(ADMINS) || workspace.creators.some((creator) => samePrincipal(creator, caller))
  );
}

function find(request: ApiRequest, level: string): Warehouse {
  const id = request.params.id ?? "";
  const warehouse = request.workspace.warehouses[id];
  if (warehouse === undefined) throw missing(`SQL warehouse ${id} does not exist.`);
  demand(request, level, objectKey("warehouses", id));
  return warehouse;
}

function readName(workspace: Workspace, body: JsonObject, own?: string): string {
  const name = asText(body.name) ?? "";
  if (name === "" || name.length >= 100) throw invalid("A warehouse's name must have 1 to 99 characters.");
  const taken = Object.values(workspace.warehouses).some((each) => each.name === name && each.id !== own);
  if (taken) throw badRequest(`SQL warehouse with name \`${name}\` already exists`);
  return name;
}

function readConfig(body: JsonObject): JsonObject {
  const { name: _name, id: _id, ...config } = body;
  if (!SIZES.includes(asText(config.cluster_size) ?? "")) {
    throw invalid(`'${asText(config.cluster_size) ?? ""}' is not one of ${SIZES.join(", ")}.`);
  }
  const max = Number(config.max_num_clusters ?? 1);
  const min = Number(config.min_num_clusters ?? 1);
  if (min < 1 || max > 40 || min > max) throw invalid("A warehouse has 1 to 40 clusters, min no more than max.");
  return config;
}

function answer({ id, name, state, creator, config }: Warehouse, { url }: Context): object {
  const { hostname, port } = new URL(url);
  const path = `/sql/1.0/warehouses/${id}`;
  return {
    min_num_clusters: 1,
    warehouse_type: "PRO",
    enable_serverless_compute: true,
    ...config,
    id,
    name,
    state,
    creator_name: creator,
    num_clusters: 1,
    num_active_sessions: 0,
    jdbc_url: `jdbc:spark://${hostname}:${port}/default;httpPath=${path}`,
    odbc_params: { hostname, path, protocol: "https", port: Number(port) },
    health: { status: "HEALTHY" },
  };
}
