import type { Promotion } from "databricks-apps-constructs/testing";
import * as apps from "databricks-apps-constructs";
import { synthesize } from "databricks-apps-constructs/testing";
import { workspace } from "../support/orders";

const { AppResource, Permission, Principal } = apps;

/** What Markdown, Mermaid, HTML or a terminal would take for something of theirs. */
export const NASTY = 'a|b `c` "d" <e> &amp; #35; \\ ]] --> %% :::x style a:b#c; *f* [g](h) end\n# title';

/** A definition in four workspaces, two of them in a wave, and an app made by hand beside it. */
export function samplePromotion(nasty = "desk"): Promotion {
  const { promotion } = synthesize((program) => {
    const definition = apps.defineApp({
      name: "shop",
      description: `Shop ${nasty}`,
      resources: { warehouse: AppResource.sqlWarehouse("CAN_USE"), key: AppResource.secret("READ") },
      access: { [`viewers ${nasty}`]: Permission.canUse() },
      stageEnv: ["CATALOG"],
    });
    const stage = (name: string, group: string, over: Partial<apps.Workspace> = {}) =>
      apps.defineStage(definition, workspace(name, over), {
        bindings: { warehouse: { id: `wh-${name}` }, key: { scope: `scope-${name}`, key: "stripe" } },
        access: { [`viewers ${nasty}`]: [Principal.group(`${group} ${nasty}`)] },
        env: { CATALOG: `${name} ${nasty}` },
      });
    const everybody = apps.defineStage(definition, workspace("prod-us", { protected: true }), {
      bindings: { warehouse: { id: "wh-us" }, key: { scope: "scope-us", key: "stripe" } },
      access: { [`viewers ${nasty}`]: [Principal.allAccountUsers()] },
      env: { CATALOG: "us" },
      size: "XLARGE",
    });
    new apps.PromotionPipeline(program, "shop", {
      app: definition,
      stages: [
        stage("dev", "developers"),
        stage("staging", "qa"),
        [stage("prod-eu", "all", { protected: true }), everybody],
      ],
      acknowledge: [
        { check: "audience.account-users", path: `shop-prod-us/access/viewers ${nasty}`, reason: `because ${nasty}` },
      ],
    });
    const stack = new apps.WorkspaceStack(program, "tools", workspace("dev"));
    new apps.App(stack, "tool", { definition: apps.defineApp({ name: "tool" }) });
  });
  if (promotion === undefined) throw new Error("the program has Apps");
  return promotion;
}
