import { App as CdktfApp, Aspects, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import * as apps from "databricks-apps-constructs";
import { synthesize } from "databricks-apps-constructs/testing";
import { readFolder } from "../support/examples";
import { bare, refusals, shop, shopProps, temporaryFolder, workspaceWith } from "./sample";

const { ScalingConfig } = apps;
const dev = workspaceWith();

function addApp(stack: TerraformStack, id: string): apps.App {
  return new apps.App(stack, id, { definition: bare(id) });
}

test("two stacks with one state address are refused", () => {
  const local = workspaceWith({ backend: { kind: "local", folder: "../../../state" } });
  const program = (override: boolean) => (app: CdktfApp) => {
    addApp(new apps.WorkspaceStack(app, "one", local), "one");
    const two = new apps.WorkspaceStack(app, "two", local);
    addApp(two, "two");
    if (override) two.addOverride("terraform.backend.local.path", "../../../state/one.tfstate");
  };
  expect(refusals(program(true))).toEqual(["state.twice two"]);
  expect(Object.keys(synthesize(program(false)).stacks)).toEqual(["one", "two"]);
});

test("two stacks with one id are refused, and no stack is left in an output folder that was empty", () => {
  const outdir = temporaryFolder();
  const app = new CdktfApp({ outdir });
  const pipeline = (id: string, name: string, workspace: apps.Workspace) => {
    const definition = bare(name);
    const stages = [apps.defineStage(definition, workspace, {})];
    return new apps.PromotionPipeline(app, id, { app: definition, stages });
  };
  // Two pipelines of one definition's name: constructs of different paths, and one folder for both.
  pipeline("first", "shop", dev);
  pipeline("second", "shop", workspaceWith({ workspaceId: "2", backend: { kind: "gcs", bucket: "elsewhere" } }));
  expect(refusals(app)).toEqual(["stack.twice second/shop-dev"]);
  expect(Object.keys(readFolder(outdir))).toEqual(["issues.json"]);
});

test("two stages of one pipeline that would make one stack are refused", () => {
  const stages = [apps.defineStage(shop, dev, shopProps), apps.defineStage(shop, dev, shopProps)];
  expect(refusals((app) => new apps.PromotionPipeline(app, "shop", { app: shop, stages }))).toEqual([
    "stack.twice shop/stages/shop-dev",
  ]);
});

test("two pipelines of one program exceed the scaled-app budget together", () => {
  const program = (most: number) => (app: CdktfApp) => {
    const workspace = workspaceWith({ limits: { scaledApps: most } });
    for (const name of ["sales", "stock"]) {
      const definition = bare(name);
      const scaling = ScalingConfig.horizontal(2);
      const stages = [apps.defineStage(definition, workspace, { scaling })];
      new apps.PromotionPipeline(app, name, { app: definition, stages });
    }
  };
  expect(refusals(program(1))).toEqual(["scaling.budget stock-dev/scaling"]);
  expect(Object.keys(synthesize(program(2)).stacks)).toEqual(["sales-dev", "stock-dev"]);
});

test("an app made by hand counts in the same budget as those of a pipeline", () => {
  const workspace = workspaceWith({ limits: { scaledApps: 1 } });
  const scaling = ScalingConfig.horizontal(2);
  const issues = refusals((app) => {
    const stages = [apps.defineStage(bare("sales"), workspace, { scaling })];
    new apps.PromotionPipeline(app, "sales", { app: stages[0]?.definition ?? bare("none"), stages });
    const stack = new apps.WorkspaceStack(app, "by-hand", workspace);
    new apps.App(stack, "stock", { definition: bare("stock"), scaling });
  });
  expect(issues).toEqual(["scaling.budget by-hand/stock/scaling"]);
});

test("two apps of one name in one workspace are refused, in whichever stacks", () => {
  const issues = refusals((app) => {
    addApp(new apps.WorkspaceStack(app, "one", dev), "shop");
    addApp(new apps.WorkspaceStack(app, "two", dev), "shop");
  });
  expect(issues).toEqual(["app.twice two/shop/name"]);
});

test("all problems of all stages, pipelines and stacks come in one error", () => {
  const broken = apps.defineApp({ name: "Broken", access: { viewers: apps.Permission.canUse() } });
  const issues = refusals((app) => {
    const nobody = { access: { viewers: [] } } as unknown as { access: { viewers: [apps.Principal] } };
    const stages = [dev, workspaceWith({ name: "prod", workspaceId: "2", tier: "STANDARD" })].map((workspace) =>
      apps.defineStage(broken, workspace, nobody),
    );
    new apps.PromotionPipeline(app, "broken", { app: broken, stages });
    new apps.PromotionPipeline(app, "empty", { app: bare("empty"), stages: [] });
    const plain = new TerraformStack(app, "plain");
    addApp(plain, "homeless");
    addApp(new apps.WorkspaceStack(app, "odd", workspaceWith({ region: "Nowhere" })), "fine");
    addApp(new apps.WorkspaceStack(app, "one", dev), "twice");
    addApp(new apps.WorkspaceStack(app, "two", dev), "twice");
  });
  expect([...issues].sort()).toEqual([
    "access.nobody Broken-dev/access/viewers",
    "access.nobody Broken-prod/access/viewers",
    "app.name Broken-dev/definition/name",
    "app.twice two/twice/name",
    "pipeline.empty empty/stages",
    "provider.none plain/homeless/provider",
    "workspace.region odd/fine/workspace/region",
    "workspace.tier Broken-prod/workspace/tier",
  ]);
});

test("a synthesis that fails leaves no promotion.json of an earlier run", () => {
  const outdir = temporaryFolder();
  const program = (name: string) => {
    const app = new CdktfApp({ outdir });
    addApp(new apps.WorkspaceStack(app, "shop", dev), name);
    return app;
  };
  expect(synthesize(program("shop")).promotion).toBeDefined();
  expect(refusals(program("Shop"))).toEqual(["app.name shop/Shop/definition/name"]);
  expect(Object.keys(readFolder(outdir))).toContain("stacks/shop/cdk.tf.json");
  expect(Object.keys(readFolder(outdir))).not.toContain("promotion.json");
});

test("an App that an Aspect creates during the synthesis is refused", () => {
  const issues = refusals((app) => {
    const stack = new apps.WorkspaceStack(app, "shop", dev);
    addApp(stack, "shop");
    let late = true;
    const visit = (node: IConstruct) => {
      if (!late || !(node instanceof apps.App)) return;
      late = false;
      addApp(stack, "late");
    };
    Aspects.of(stack).add({ visit });
  });
  expect(issues).toEqual(["app.late shop/late"]);
});
