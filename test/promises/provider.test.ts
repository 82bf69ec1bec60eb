import { type App as CdktfApp, LocalBackend, TerraformStack } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { synthesize } from "databricks-apps-constructs/testing";
import { bare, refusals, resourceOf, stackOf, workspaceWith } from "./sample";

const dev = workspaceWith();
const eu = workspaceWith({ name: "eu", workspaceId: "2" });
const definition = bare("shop");

/** A stack of cdktf's own, with state of its own. */
function plainStack(app: CdktfApp): TerraformStack {
  const stack = new TerraformStack(app, "plain");
  new LocalBackend(stack, { path: "../../../state/plain.tfstate" });
  return stack;
}

test("an App works in a plain stack that has a WorkspaceProvider", () => {
  const program = synthesize((app) => {
    const stack = plainStack(app);
    new apps.WorkspaceProvider(stack, "databricks", dev);
    new apps.App(stack, "shop", { definition });
  });
  const stack = stackOf(program);
  expect(resourceOf(stack, "databricks_app.shop").provider).toBe("databricks");
  expect(stack.provider?.databricks).toEqual([{ host: dev.host, auth_type: "oauth-m2m" }]);
  expect(stack.terraform?.required_providers).toEqual({
    databricks: { source: "databricks/databricks", version: ">= 1.126.0" },
  });
  expect(program.promotion?.apps).toMatchObject([{ path: "plain/shop", bound: { workspace: { name: "dev" } } }]);
});

test("a plain stack's App is checked like any other", () => {
  const issues = refusals((app) => {
    const stack = plainStack(app);
    new apps.WorkspaceProvider(stack, "databricks", dev);
    new apps.App(stack, "one", { definition });
    new apps.App(stack, "two", { definition });
  });
  expect(issues).toEqual(["app.twice plain/two/name"]);
});

test("fails without a WorkspaceProvider in the stack", () => {
  const issues = refusals((app) => new apps.App(plainStack(app), "shop", { definition }));
  expect(issues).toEqual(["provider.none plain/shop/provider"]);
});

test("fails with several WorkspaceProviders and none named", () => {
  const issues = refusals((app) => {
    const stack = plainStack(app);
    new apps.WorkspaceProvider(stack, "dev", dev);
    new apps.WorkspaceProvider(stack, "eu", eu, "eu");
    new apps.App(stack, "shop", { definition });
  });
  expect(issues).toEqual(["provider.several plain/shop/provider"]);
});

test("one of several WorkspaceProviders can be named, and decides the workspace", () => {
  const program = synthesize((app) => {
    const stack = plainStack(app);
    new apps.WorkspaceProvider(stack, "dev", dev);
    const provider = new apps.WorkspaceProvider(stack, "eu", eu, "eu");
    new apps.App(stack, "shop", { definition, provider });
  });
  expect(resourceOf(stackOf(program), "databricks_app.shop").provider).toBe("databricks.eu");
  expect(program.promotion?.apps[0]?.bound.workspace.name).toBe("eu");
});

test("fails with a stage of another workspace than the provider's", () => {
  const program = (workspace: apps.Workspace) => (app: CdktfApp) =>
    void new apps.App(new apps.WorkspaceStack(app, "shop", dev), "shop", apps.defineStage(definition, workspace, {}));
  expect(refusals(program(eu))).toEqual(["provider.other-workspace shop/shop/provider"]);
  expect(synthesize(program(workspaceWith())).promotion?.apps).toHaveLength(1);
});

test("an App that chooses a size raises the provider's floor of its stack only", () => {
  const program = synthesize((app) => {
    new apps.App(new apps.WorkspaceStack(app, "small", dev), "small", { definition: bare("small") });
    new apps.App(new apps.WorkspaceStack(app, "large", dev), "large", { definition: bare("large"), size: "LARGE" });
  });
  const version = (name: string) => stackOf(program, name).terraform?.required_providers;
  expect(version("small")).toMatchObject({ databricks: { version: ">= 1.126.0" } });
  expect(version("large")).toMatchObject({ databricks: { version: ">= 1.143.0" } });
});
