import { createColors } from "picocolors";
import type { Promotion } from "../../src/assembly/promotion";
import { printPromotion } from "../../src/cli/print-promotion";
import { App } from "../../src/constructs/app";
import { defineApp } from "../../src/definition/app-definition";
import { AppResource } from "../../src/definition/app-resource";
import { ScalingConfig } from "../../src/definition/scaling-config";
import { defineStage } from "../../src/stage/stage";
import { WorkspaceStack } from "../../src/stacks/workspace-stack";
import { synthesize } from "../../src/testing";
import { orders, ordersProd, workspace } from "../support/orders";

const plain = createColors(false);

function promotionOf(): Promotion {
  const { promotion } = synthesize((app) => {
    const dev = workspace("dev", { features: ["horizontalScaling"] });
    const stack = new WorkspaceStack(app, "orders-dev", dev);
    const stage = { ...ordersProd, workspace: dev, size: "LARGE", scaling: ScalingConfig.horizontal(1) } as const;
    const made = new App(stack, "orders", stage);
    (made.node.defaultChild as unknown as { addOverride(at: string, value: string): void }).addOverride(
      "description",
      "changed",
    );
    const bare = new WorkspaceStack(app, "bare", dev);
    const table = defineApp({ name: "bare", resources: { data: AppResource.table("SELECT") } });
    new App(bare, "bare", defineStage(table, dev, { bindings: { data: { fullName: "main.sales.orders" } } }));
  });
  if (promotion === undefined) throw new Error("the program has Apps");
  return promotion;
}

function print(promotion: Promotion): string {
  return printPromotion(promotion, "cdktf.out", plain);
}

describe("what synth prints", () => {
  const promotion = promotionOf();

  test("is what promotion.json says, per stage", () => {
    expect(print(promotion)).toBe(
      `orders-dev (orders-dev/orders)
  workspace               dev             ${promotion.apps[0]?.bound.workspace.host}
  state                   local:../state/orders-dev.tfstate
  resource sql-warehouse  id abc123       CAN_USE on SQL warehouse
  access viewers          group analysts  CAN_USE
  size                    LARGE
  scaling                 horizontal, 1 instance
  provider                >= 1.143.0
  warning  scaling.single-instance at scaling/instances
    one instance gains nothing from horizontal scaling: a restart takes the app offline
    fix: use ScalingConfig.horizontal(2) or more; one is right only while converting an existing app
  warning  databricks_app.orders
    changed by an override after every check: description

bare (bare/bare)
  workspace      dev                         ${promotion.apps[1]?.bound.workspace.host}
  state          local:../state/bare.tfstate
  resource data  fullName main.sales.orders  SELECT on table
  access         only its creator and the workspace's admins
  size           left to the platform
  scaling        left to the platform
  provider       >= 1.126.0

2 apps, 1 warning, assembly ${promotion.assemblyDigest.slice(0, 12)} in cdktf.out
`,
    );
  });

  test("changes in every line when promotion.json is edited, and comes from nowhere else", () => {
    const edited = JSON.parse(JSON.stringify(promotion), (key, value: unknown) => {
      if (key === "size") return "XLARGE";
      if (key === "scaling") return { kind: "horizontal", instances: 4 };
      if (key === "access")
        return [{ role: "others", level: "CAN_MANAGE", principals: [{ kind: "user", name: "a@b" }] }];
      if (key === "kind" || key === "schemaVersion" || key === "securable") return value;
      return typeof value === "string" ? `~${value}` : value;
    }) as Promotion;
    const withSizes = edited.apps.map((app) => ({
      ...app,
      bound: { ...app.bound, size: "XLARGE", scaling: { kind: "horizontal", instances: 4 } } as const,
    }));
    const before = print(promotion).split("\n").filter(Boolean);
    const after = print({ ...edited, apps: withSizes })
      .split("\n")
      .filter(Boolean);
    expect(after).toHaveLength(before.length);
    expect(after.filter((line) => before.includes(line))).toEqual([]);
  });

  test("goes through the pipelines in their order, whatever the order of the Apps", () => {
    const stack = (name: string) =>
      ({ ...promotion.apps[0], path: name, stack: name }) as (typeof promotion.apps)[number];
    const pipelines = [{ path: "p", definition: orders.name, waves: [["one"], ["two", "three"]] }];
    const printed = print({
      ...promotion,
      pipelines,
      apps: [stack("three"), stack("one"), stack("two")],
      findings: [],
    });
    expect(printed.match(/^(?:one|two|three)$/gm)).toEqual(["one", "two", "three"]);
  });

  test("shows a reference as what it refers to", () => {
    const [app] = promotion.apps;
    if (app === undefined) throw new Error("the program has Apps");
    const show = (id: object) =>
      print({
        ...promotion,
        apps: [
          {
            ...app,
            bound: {
              ...app.bound,
              resources: [{ key: "wh", kind: "sqlWarehouse", permission: "CAN_USE", binding: { id } as never }],
            },
          },
        ],
      });
    expect(show({ ref: "databricks_sql_endpoint.w.id" })).toContain("id databricks_sql_endpoint.w.id  ");
    expect(show({ ref: "databricks_sql_endpoint.w.id", stack: "shared" })).toContain("w.id of stack shared");
    expect(show({ template: "x-${var.v}" })).toContain("id x-${var.v}");
  });

  test("shows an acknowledged issue with its reason, and does not count it as a warning", () => {
    const finding = {
      code: "c",
      path: ["orders-dev/orders", "access", "viewers"],
      message: "m",
      level: "error",
    } as const;
    const printed = print({ ...promotion, findings: [{ ...finding, acknowledged: { reason: "because" } }] });
    expect(printed).toContain("  acknowledged  c at access/viewers\n    m\n    because: because");
    expect(printed).toContain("0 warnings");
  });
});
