import { defineApp } from "../../src/definition/app-definition";
import { AppResource } from "../../src/definition/app-resource";
import { Permission } from "../../src/definition/permission";
import { Principal } from "../../src/stage/principal";
import { defineStage } from "../../src/stage/stage";
import { defineWorkspace } from "../../src/workspace/define-workspace";
import type { Workspace } from "../../src/workspace/workspace";

/** A workspace without problems; `over` replaces what a test is about. */
export function workspace(name: string, over: Partial<Workspace> = {}): Workspace {
  const digit = Array.from(name).reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return defineWorkspace({
    name,
    host: `https://adb-${digit}.1.azuredatabricks.net`,
    workspaceId: String(digit),
    accountId: "11111111-2222-3333-4444-555555555555",
    cloud: "azure",
    region: "westeurope",
    tier: "PREMIUM",
    auth: { type: "azure-cli" },
    backend: { kind: "local", folder: "../../../state" },
    ...over,
  });
}

export const orders = defineApp({
  name: "orders",
  resources: { "sql-warehouse": AppResource.sqlWarehouse("CAN_USE") },
  access: { viewers: Permission.canUse() },
  env: { WAREHOUSE_ID: { valueFrom: "sql-warehouse" } },
  stageEnv: ["CATALOG"],
});

const own = {
  bindings: { "sql-warehouse": { id: "abc123" } },
  access: { viewers: [Principal.group("analysts")] },
} as const;

export const ordersDev = defineStage(orders, workspace("dev"), { ...own, env: { CATALOG: "dev" } });
export const ordersProd = defineStage(orders, workspace("prod", { protected: true }), {
  ...own,
  env: { CATALOG: "prod" },
});
