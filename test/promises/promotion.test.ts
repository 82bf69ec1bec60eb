import { type App as CdktfApp, Aspects, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import * as apps from "databricks-apps-constructs";
import { type Synthesized, synthesize } from "databricks-apps-constructs/testing";
import { bare, refusals, shop, shopProps, workspaceWith } from "./sample";

const prod = workspaceWith({ name: "prod", protected: true });

function shopWith(change: (stack: apps.WorkspaceStack, app: IConstruct) => void): Synthesized {
  return synthesize((app) => {
    const stack = new apps.WorkspaceStack(app, "shop", prod);
    change(stack, new apps.App(stack, "shop", { definition: shop, ...shopProps }));
  });
}

function resourceIn(app: IConstruct): TerraformResource {
  return app.node.defaultChild as TerraformResource;
}

describe("what was changed behind the bound app is in promotion.json", () => {
  test("nothing, where nothing was changed", () => {
    expect(shopWith(() => {}).promotion?.overrides).toEqual([]);
  });

  test("an Aspect that widens who may use the app", () => {
    const visit = (node: IConstruct) => {
      if (!TerraformResource.isTerraformResource(node)) return;
      if (node.terraformResourceType !== "databricks_permissions") return;
      node.addOverride("access_control", [{ group_name: "everyone", permission_level: "CAN_MANAGE" }]);
    };
    const { promotion, stacks } = shopWith((stack) => Aspects.of(stack).add({ visit }));
    const [id = ""] = Object.keys(stacks.shop?.resource?.databricks_permissions ?? {});
    const address = `databricks_permissions.${id}`;
    expect(promotion?.overrides).toEqual([
      { app: "shop/shop", stack: "shop", address, attributes: ["access_control"] },
    ]);
  });

  test("an override that takes prevent_destroy away", () => {
    const { promotion } = shopWith((_, app) => resourceIn(app).addOverride("lifecycle.prevent_destroy", false));
    expect(promotion?.overrides).toEqual([
      { app: "shop/shop", stack: "shop", address: "databricks_app.shop", attributes: ["lifecycle"] },
    ]);
  });

  test("an override of the stack that renames the app", () => {
    const { promotion } = shopWith((stack) => stack.addOverride("resource.databricks_app.shop.name", "other"));
    expect(promotion?.overrides).toMatchObject([{ address: "databricks_app.shop", attributes: ["name"] }]);
  });

  test("an override that adds an argument", () => {
    const { promotion } = shopWith((_, app) => resourceIn(app).addOverride("space", "shops"));
    expect(promotion?.overrides).toMatchObject([{ address: "databricks_app.shop", attributes: ["space"] }]);
  });

  test("under the address that an override of the id gave the resource", () => {
    const { promotion } = synthesize((root) => {
      const app = new apps.App(new apps.WorkspaceStack(root, "shop", prod), "shop", { definition: bare("shop") });
      resourceIn(app).overrideLogicalId("desk");
      resourceIn(app).addOverride("description", "Other things");
    });
    expect(promotion?.overrides).toMatchObject([{ address: "databricks_app.desk", attributes: ["description"] }]);
  });
});

test("a deployment file has the variables and the mode of a deployment, in the vendor's words", () => {
  const stages = [apps.defineStage(shop, workspaceWith(), { ...shopProps, physicalName: "shop-eu" })];
  const { files, promotion } = synthesize((app) => new apps.PromotionPipeline(app, "shop", { app: shop, stages }));
  const file = "stacks/shop-dev/shop-eu.deployment.json";
  expect(promotion?.apps[0]?.deployment).toBe(file);
  expect(JSON.parse(files[file] ?? "")).toEqual({
    mode: "SNAPSHOT",
    env_vars: [
      { name: "CATALOG", value: "main" },
      { name: "MODE", value: "strict" },
      { name: "WAREHOUSE_ID", value_from: "warehouse" },
    ],
  });
});

test("promotion.json has every app of the program, and the pipelines in order with their waves", () => {
  const [dev, eu, us] = ["dev", "eu", "us"].map((name, index) => {
    return apps.defineStage(shop, workspaceWith({ name, workspaceId: String(index + 1) }), shopProps);
  });
  if (dev === undefined || eu === undefined || us === undefined) throw new Error("three stages");
  const { promotion } = synthesize((app) => {
    new apps.PromotionPipeline(app, "shop", { app: shop, stages: [dev, [eu, us]] });
    const stack = new apps.WorkspaceStack(app, "by-hand", workspaceWith());
    new apps.App(stack, "extra", { definition: bare("extra") });
  });
  expect(promotion).toMatchObject({
    schemaVersion: 1,
    pipelines: [{ path: "shop", definition: "shop", waves: [["shop-dev"], ["shop-eu", "shop-us"]] }],
  });
  expect(promotion?.apps.map(({ path, stack, stateAddress }) => ({ path, stack, stateAddress }))).toEqual([
    { path: "shop-dev", stack: "shop-dev", stateAddress: "s3://tf-state/shop-dev.tfstate" },
    { path: "shop-eu", stack: "shop-eu", stateAddress: "s3://tf-state/shop-eu.tfstate" },
    { path: "shop-us", stack: "shop-us", stateAddress: "s3://tf-state/shop-us.tfstate" },
    { path: "by-hand/extra", stack: "by-hand", stateAddress: "s3://tf-state/by-hand.tfstate" },
  ]);
  expect(promotion?.definitions.map(({ definition }) => definition.name)).toEqual(["shop", "extra"]);
});

describe("a wide audience in a protected workspace", () => {
  const everybody = { ...shopProps, access: { viewers: [apps.Principal.allAccountUsers()] } } as const;
  const program = (rules: apps.Rules) => (app: CdktfApp) => {
    const stack = new apps.WorkspaceStack(app, "shop", prod, rules);
    new apps.App(stack, "shop", { definition: shop, ...everybody });
  };
  const said = { check: "audience.account-users", path: "shop/shop/access/viewers", reason: "everyone shops" };

  test("fails unless somebody says why", () => {
    expect(refusals(program({}))).toEqual(["audience.account-users shop/shop/access/viewers"]);
  });

  test("stands in promotion.json with the reason", () => {
    const { promotion } = synthesize(program({ acknowledge: [{ ...said, until: "2027-01-31" }] }));
    expect(promotion?.findings).toMatchObject([
      { code: said.check, acknowledged: { reason: "everyone shops", until: "2027-01-31" } },
    ]);
  });

  test("fails with a statement that matches nothing", () => {
    expect(refusals(program({ acknowledge: [said, { ...said, path: "shop/access/viewers" }] }))).toEqual([
      "acknowledgement.unmatched shop/acknowledge/1",
    ]);
  });
});

test("a warning is in promotion.json and in cdktf's manifest, without the trace that would hold paths", () => {
  const scaling = apps.ScalingConfig.horizontal(1);
  const { promotion, files } = synthesize((app) => {
    const stack = new apps.WorkspaceStack(app, "shop", workspaceWith());
    new apps.App(stack, "shop", { definition: bare("shop"), scaling });
  });
  expect(promotion?.findings).toMatchObject([{ code: "scaling.single-instance", level: "warning" }]);
  const manifest = JSON.parse(files["manifest.json"] ?? "") as {
    readonly stacks: { readonly shop: { readonly annotations: readonly { readonly stacktrace?: unknown }[] } };
  };
  const { annotations } = manifest.stacks.shop;
  expect(annotations).toMatchObject([{ constructPath: "shop/shop", level: "@cdktf/warn" }]);
  expect(annotations[0]?.stacktrace).toBeUndefined();
});
