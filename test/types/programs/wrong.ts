import * as apps from "databricks-apps-constructs";
const orders = apps.defineApp({ name: "orders", resources: { "sql-warehouse": apps.AppResource.sqlWarehouse("CAN_USE"), ranker: apps.AppResource.servingEndpoint("CAN_QUERY") }, access: { viewers: apps.Permission.canUse() } , stageEnv: ["CATALOG"]});
declare const ws: apps.Workspace; const access = { viewers: [apps.Principal.group("g")] } as const; const env = { CATALOG: "x" };
export const missing = apps.defineStage(orders, ws, { access, env, bindings: { "sql-warehouse": { id: "a" } } });
export const unknown = apps.defineStage(orders, ws, { access, env, bindings: { "sql-warehouse": { id: "a" }, ranker: { name: "r" }, rankr: { name: "r" } } });
export const kind = apps.defineStage(orders, ws, { access, env, bindings: { "sql-warehouse": { id: "a" }, ranker: { id: "r" } } });
export const nobody = apps.defineStage(orders, ws, { access: { viewers: [] }, env, bindings: { "sql-warehouse": { id: "a" }, ranker: { name: "r" } } });
export const noaccess = apps.defineStage(orders, ws, { env, bindings: { "sql-warehouse": { id: "a" }, ranker: { name: "r" } } });
export const noenv = apps.defineStage(orders, ws, { access, bindings: { "sql-warehouse": { id: "a" }, ranker: { name: "r" } } });
export const from = apps.defineApp({ name: "x", resources: { a: apps.AppResource.job("CAN_VIEW") }, env: { X: { valueFrom: "b" } } });
export const perm = apps.AppResource.sqlWarehouse("CAN_QUERY");
const other = apps.defineApp({ name: "other", resources: { z: apps.AppResource.job("CAN_VIEW") } });
const os = apps.defineStage(other, ws, { bindings: { z: { id: "1" } } });
declare const scope: import("constructs").Construct;
new apps.PromotionPipeline(scope, "p", { app: orders, stages: [os] });
const bare = apps.defineApp({ name: "bare" });
export const nothing = apps.defineStage(bare, ws, { bindings: { wh: { id: "1" } } });
function acme<R extends apps.Resources, A extends string, V extends string>(app: apps.AppDefinition<R, A, V>) { return apps.extendApp(app, { resources: { audit: apps.AppResource.volume("WRITE_VOLUME") } }); }
export const unaudited = apps.defineStage(acme(orders), ws, { access, env, bindings: { "sql-warehouse": { id: "a" }, ranker: { name: "r" } } });
