import { TerraformOutput } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { synthesize } from "databricks-apps-constructs/testing";
import { bare, resourceOf, shop, shopProps, stackOf, workspaceWith } from "./sample";

const dev = workspaceWith();
const prod = workspaceWith({ name: "prod", protected: true });

function shopIn(workspace: apps.Workspace) {
  return synthesize((app) => {
    new apps.App(new apps.WorkspaceStack(app, "shop", workspace), "shop", { definition: shop, ...shopProps });
  });
}

test("an app in a protected workspace has prevent_destroy", () => {
  const lifecycleIn = (workspace: apps.Workspace) => resourceOf(stackOf(shopIn(workspace)), "databricks_app").lifecycle;
  expect(lifecycleIn(prod)).toMatchObject({ prevent_destroy: true });
  expect(lifecycleIn(dev)).not.toHaveProperty("prevent_destroy");
});

test("prevent_destroy reaches the app through a pipeline too", () => {
  const stages = [dev, workspaceWith({ name: "prod", workspaceId: "2", protected: true })].map((workspace) =>
    apps.defineStage(shop, workspace, shopProps),
  );
  const result = synthesize((app) => new apps.PromotionPipeline(app, "shop", { app: shop, stages }));
  const lifecycle = (stack: string) => resourceOf(stackOf(result, stack), "databricks_app").lifecycle;
  expect(lifecycle("shop-prod")).toMatchObject({ prevent_destroy: true });
  expect(lifecycle("shop-dev")).not.toHaveProperty("prevent_destroy");
});

test.each([
  ["a creation has no_compute", dev],
  ["a creation in a protected workspace has no_compute", prod],
])("%s", (_, workspace) => {
  const arguments_ = resourceOf(stackOf(shopIn(workspace)), "databricks_app");
  expect(arguments_.no_compute).toBe(true);
  // Terraform never reads it back, so an app that was imported must not plan a change for ever.
  expect(arguments_.lifecycle).toMatchObject({ ignore_changes: ["no_compute"] });
});

test("an app without roles has no permissions resource", () => {
  const program = synthesize((app) => {
    new apps.App(new apps.WorkspaceStack(app, "bare", dev), "bare", { definition: bare("bare") });
  });
  expect(Object.keys(stackOf(program).resource ?? {})).toEqual(["databricks_app"]);
});

test("an app with roles has one permissions resource with everybody in it", () => {
  const permissions = resourceOf(stackOf(shopIn(dev)), "databricks_permissions");
  expect(permissions).toMatchObject({
    app_name: "${databricks_app.shop.name}",
    access_control: [{ group_name: "staff", permission_level: "CAN_USE" }],
  });
});

test("the outputs of an app never read its id, which is unknown in every plan that updates it", () => {
  const program = synthesize((app) => {
    const stack = new apps.WorkspaceStack(app, "shop", dev);
    const made = new apps.App(stack, "shop", { definition: shop, ...shopProps });
    new TerraformOutput(stack, "name", { value: made.name });
    new TerraformOutput(stack, "url", { value: made.url });
    new TerraformOutput(stack, "client", { value: made.servicePrincipalClientId });
    new TerraformOutput(stack, "principal", { value: made.servicePrincipalId });
  });
  expect(stackOf(program).output).toEqual({
    name: { value: "${databricks_app.shop.name}" },
    url: { value: "${databricks_app.shop.url}" },
    client: { value: "${databricks_app.shop.service_principal_client_id}" },
    principal: { value: "${databricks_app.shop.service_principal_id}" },
  });
  expect(JSON.stringify(program.stacks)).not.toContain("databricks_app.shop.id");
});

test("two apps made by hand stand in one stack, each with its permissions and its deployment", () => {
  const roles = { access: { viewers: apps.Permission.canUse() } };
  const program = synthesize((app) => {
    const stack = new apps.WorkspaceStack(app, "desk", dev);
    for (const name of ["sales", "stock"]) {
      const definition = apps.defineApp({ name, ...roles });
      new apps.App(stack, name, { definition, access: { viewers: [apps.Principal.group(name)] } });
    }
  });
  const { resource } = stackOf(program);
  expect(Object.keys(resource?.databricks_app ?? {})).toEqual(["sales", "stock"]);
  expect(Object.values(resource?.databricks_permissions ?? {}).map((permissions) => permissions.app_name)).toEqual([
    "${databricks_app.sales.name}",
    "${databricks_app.stock.name}",
  ]);
  expect(program.promotion?.apps.map(({ path, deployment }) => ({ path, deployment }))).toEqual([
    { path: "desk/sales", deployment: "stacks/desk/sales.deployment.json" },
    { path: "desk/stock", deployment: "stacks/desk/stock.deployment.json" },
  ]);
  expect(Object.keys(program.files)).toEqual(
    expect.arrayContaining(["stacks/desk/sales.deployment.json", "stacks/desk/stock.deployment.json"]),
  );
});
