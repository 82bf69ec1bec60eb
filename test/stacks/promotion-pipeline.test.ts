import { PromotionPipeline } from "../../src/stacks/promotion-pipeline";
import { WorkspaceStack } from "../../src/stacks/workspace-stack";
import { AppsError, type Issue } from "../../src/errors";
import { defineApp } from "../../src/definition/app-definition";
import { defineStage } from "../../src/stage/stage";
import { synthesize } from "../../src/testing";
import { orders, ordersDev, ordersProd, workspace } from "../support/orders";
import type { App as CdktfApp } from "cdktf";

function issuesOf(program: (app: CdktfApp) => void): readonly Issue[] {
  try {
    synthesize(program);
  } catch (error) {
    if (error instanceof AppsError) return error.issues;
    throw error;
  }
  return [];
}

function codes(program: (app: CdktfApp) => void): string[] {
  return issuesOf(program).map(({ code, path }) => `${code} ${path.join("/")}`);
}

describe("a promotion pipeline", () => {
  test("makes a stack per stage and records their order, waves included", () => {
    const eu = { ...ordersProd, name: "prod-eu", physicalName: "orders-eu" };
    const { stacks, promotion } = synthesize((app) => {
      new PromotionPipeline(app, "orders", { app: orders, stages: [ordersDev, [ordersProd, eu]] });
    });
    expect(Object.keys(stacks).sort()).toEqual(["orders-dev", "orders-prod", "orders-prod-eu"]);
    expect(promotion?.pipelines).toEqual([
      { path: "orders", definition: "orders", waves: [["orders-dev"], ["orders-prod", "orders-prod-eu"]] },
    ]);
    expect(promotion?.apps.map(({ path }) => path)).toEqual(["orders-dev", "orders-prod", "orders-prod-eu"]);
  });

  test("calls extend once per stage with that stage's stack, app and stage", () => {
    const seen: string[] = [];
    synthesize((app) => {
      new PromotionPipeline(app, "orders", {
        app: orders,
        stages: [ordersDev, ordersProd],
        extend: ({ stack, app: made, stage }) => {
          seen.push(`${stack.node.id} ${made.node.path} ${stage.workspace.name}`);
        },
      });
    });
    expect(seen).toEqual(["orders-dev orders/orders-dev/orders dev", "orders-prod orders/orders-prod/orders prod"]);
  });

  test("fails when a stage is of another definition", () => {
    const twin = defineStage(defineApp({ name: "orders" }), workspace("dev"), {});
    expect(codes((app) => new PromotionPipeline(app, "p", { app: orders, stages: [twin as never] }))).toEqual([
      "pipeline.other-definition p/stages/orders-dev",
    ]);
  });

  test("fails when two stages have one name", () => {
    expect(codes((app) => new PromotionPipeline(app, "p", { app: orders, stages: [ordersDev, ordersDev] }))).toEqual([
      "stack.twice p/stages/orders-dev",
    ]);
  });

  test.each([[[]], [[[]]]])("fails without stages", (stages) => {
    expect(codes((app) => new PromotionPipeline(app, "p", { app: orders, stages }))).toEqual([
      "pipeline.empty p/stages",
    ]);
  });

  test("fails, and not with a stack trace, on what plain JavaScript may pass", () => {
    expect(codes((app) => new PromotionPipeline(app, "p", { app: orders, stages: [undefined as never] }))).toEqual([
      "schema.missing p/stages/orders-unknown",
    ]);
    const nameless = { ...ordersDev, name: "pre prod" };
    expect(codes((app) => new PromotionPipeline(app, "p", { app: orders, stages: [nameless] }))).toEqual([
      "stage.name orders-pre_prod/name",
    ]);
    const homeless = { ...ordersDev, workspace: { name: "dev" } as never };
    expect(issuesOf((app) => new PromotionPipeline(app, "p", { app: orders, stages: [homeless] }))).toContainEqual(
      expect.objectContaining({ code: "schema.missing", path: ["orders-dev", "workspace", "host"] }),
    );
  });

  test("fails once for a definition that every stage uses, not once per stage", () => {
    const broken = defineApp({ name: "Orders!" });
    const stages = [workspace("dev"), workspace("prod")].map((at) => defineStage(broken, at, {}));
    expect(codes((app) => new PromotionPipeline(app, "p", { app: broken, stages }))).toEqual([
      "app.name Orders_-dev/definition/name",
    ]);
  });
});

describe("a workspace stack", () => {
  test("fails when its workspace has problems, even without an App", () => {
    const broken = workspace("dev", { host: "http://localhost" });
    expect(codes((app) => new WorkspaceStack(app, "shared", broken))).toEqual(["workspace.host shared/workspace/host"]);
  });
});
