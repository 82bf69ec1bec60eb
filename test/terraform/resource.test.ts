import { type App, Lazy, Testing, TerraformStack, Tokenization } from "cdktf";
import { DatabricksApp } from "../../src/terraform/databricks-app";
import { DatabricksPermissions } from "../../src/terraform/databricks-permissions";
import { Fragment, Rendered } from "../../src/terraform/rendered";
import { Resource } from "../../src/terraform/resource";
import { WorkspaceProvider } from "../../src/terraform/workspace-provider";
import { WORKSPACE } from "./workspace";

function stackWithProvider(app: App = Testing.app(), id = "dev"): TerraformStack {
  const stack = new TerraformStack(app, id);
  new WorkspaceProvider(stack, "provider", WORKSPACE);
  return stack;
}

function appWithPermissions(stack: TerraformStack): [DatabricksApp, DatabricksPermissions] {
  const app = new DatabricksApp(stack, "orders", {
    name: "orders",
    resources: [{ name: "warehouse", sql_warehouse: { id: "w1", permission: "CAN_USE" } }],
    no_compute: true,
    lifecycle: { ignoreChanges: ["no_compute"] },
  });
  const permissions = new DatabricksPermissions(stack, "permissions", {
    app_name: app.name,
    access_control: [{ group_name: "users", permission_level: "CAN_USE" }],
    dependsOn: [app],
  });
  return [app, permissions];
}

describe("an app with permissions", () => {
  test("is written with its arguments, metadata and references", () => {
    const stack = stackWithProvider();
    appWithPermissions(stack);
    expect(stack.toTerraform().resource).toEqual({
      databricks_app: {
        orders: {
          "//": { metadata: { path: "dev/orders", uniqueId: "orders" } },
          lifecycle: { ignore_changes: ["no_compute"] },
          name: "orders",
          no_compute: true,
          resources: [{ name: "warehouse", sql_warehouse: { id: "w1", permission: "CAN_USE" } }],
        },
      },
      databricks_permissions: {
        permissions: {
          "//": { metadata: { path: "dev/permissions", uniqueId: "permissions" } },
          access_control: [{ group_name: "users", permission_level: "CAN_USE" }],
          app_name: "${databricks_app.orders.name}",
          depends_on: ["databricks_app.orders"],
        },
      },
    });
  });

  test("captures no stack trace, neither when created nor when written", () => {
    const stack = stackWithProvider();
    Testing.synth(stack);
    const capture = jest.spyOn(Error, "captureStackTrace");
    try {
      appWithPermissions(stack);
      expect(capture).toHaveBeenCalledTimes(0);
      Testing.synth(stack);
      expect(capture).toHaveBeenCalledTimes(0);
      Lazy.stringValue({ produce: () => "x" }); // cdktf's own token: the spy does see captures
      expect(capture.mock.calls.length).toBeGreaterThan(0);
    } finally {
      capture.mockRestore();
    }
  });

  test("gives the same token on every reading of an output", () => {
    const [app] = appWithPermissions(stackWithProvider());
    expect(app.url).toBe(app.url);
    expect(app.url).not.toBe(app.name);
  });

  test("is found by the matchers of cdktf", () => {
    const stack = stackWithProvider();
    appWithPermissions(stack);
    const properties = { name: "orders" };
    expect(Testing.toHaveResourceWithProperties(Testing.synth(stack), "databricks_app", properties)).toBe(true);
    expect(DatabricksApp.tfResourceType).toBe("databricks_app");
    expect(DatabricksPermissions.tfResourceType).toBe("databricks_permissions");
  });
});

describe("a ready resource", () => {
  test("is handed over finished", () => {
    for (const resource of appWithPermissions(stackWithProvider())) {
      expect(resource.toTerraform()).toBeInstanceOf(Fragment);
      const { terraformResourceType: type, friendlyUniqueId: id } = resource;
      expect(resource.toTerraform().resource[type][id]).toBeInstanceOf(Rendered);
    }
  });

  test("reaches the stack's document as the very object it handed over: a walk would have copied it", () => {
    const stack = stackWithProvider();
    const [app] = appWithPermissions(stack);
    const toTerraform = jest.spyOn(Resource.prototype, "toTerraform");
    try {
      const document = stack.toTerraform().resource;
      const [ofApp, ofPermissions] = toTerraform.mock.results.map(({ value }) => value.resource);
      expect(document.databricks_app.orders).toBe(ofApp.databricks_app.orders);
      expect(document.databricks_permissions.permissions).toBe(ofPermissions.databricks_permissions.permissions);

      toTerraform.mockClear();
      app.addOverride("description", Lazy.stringValue({ produce: () => "lazy" }));
      const walked = stack.toTerraform().resource.databricks_app.orders;
      expect(walked.description).toBe("lazy");
      expect(walked).not.toBe(toTerraform.mock.results[0]?.value.resource.databricks_app.orders);
    } finally {
      toTerraform.mockRestore();
    }
  });

  test.each<[string, (app: DatabricksApp, stack: TerraformStack) => void]>([
    ["a token that is none of ours", (app) => app.addOverride("x", Lazy.stringValue({ produce: () => "lazy" }))],
    ["a reference into another stack", (app) => app.addOverride("x", elsewhere(app).url)],
    [
      "an override of its stack on it",
      (_, stack) => {
        stack.addOverride("resource.databricks_app.orders.description", "d");
      },
    ],
    ["a method of its own that makes the document", (app) => void Object.assign(app, { toTerraform: patched(app) })],
    ["a stack that does not tell its overrides", (_, stack) => void Object.assign(stack, { rawOverrides: undefined })],
  ])("is ready no more with %s", (_, change) => {
    const stack = stackWithProvider();
    const [app] = appWithPermissions(stack);
    expect(app.toTerraform()).toBeInstanceOf(Fragment);
    change(app, stack);
    expect(app.toTerraform()).not.toBeInstanceOf(Fragment);
  });

  test.each<[string, (app: DatabricksApp, stack: TerraformStack) => void]>([
    ["an override", (app) => app.addOverride("tags.owner", "team")],
    ["an override by a reference into its stack", (app) => app.addOverride("tags.owner", app.url)],
    ["an override of its stack on another", (_, stack) => stack.addOverride("resource.databricks_app.x.name", "d")],
    ["count", (app) => void (app.count = 2)],
    ["an import", (app) => app.importFrom("orders")],
    ["a move", (app) => app.moveFromId("databricks_app.old")],
    ["a condition", (app) => void (app.lifecycle = { precondition: [{ condition: "${true}", errorMessage: "m" }] })],
    ["attributes of its own", (app) => void Object.assign(app, { synthesizeAttributes: () => ({ name: "own" }) })],
  ])("stays ready with %s", (_, change) => {
    const stack = stackWithProvider();
    const [app] = appWithPermissions(stack);
    change(app, stack);
    expect(app.toTerraform()).toBeInstanceOf(Fragment);
  });

  test("is ready with what the library itself puts on it: lifecycle, provider, dependsOn, references", () => {
    const stack = stackWithProvider();
    const provider = new WorkspaceProvider(stack, "second", WORKSPACE, "second");
    const [app, permissions] = appWithPermissions(stack);
    app.provider = provider;
    permissions.lifecycle = { preventDestroy: true };
    expect(app.toTerraform().resource.databricks_app.orders).toMatchObject({ provider: "databricks.second" });
    expect(permissions.toTerraform()).toBeInstanceOf(Fragment);
  });

  test("is no token once a second resource stands on its address, because cdktf merges the two", () => {
    const stack = stackWithProvider();
    const [app] = appWithPermissions(stack);
    const handedOver = app.toTerraform().resource.databricks_app.orders as object;
    expect(Tokenization.isResolvable(handedOver)).toBe(true);
    secondOn(stack, "orders").toTerraform();
    expect(Tokenization.isResolvable(handedOver)).toBe(false);
  });

  test("hands over a fresh copy each time, so whoever changes a document changes only that document", () => {
    const [app] = appWithPermissions(stackWithProvider());
    const first = app.toTerraform().resource.databricks_app.orders;
    first.name = "changed";
    first.resources[0].sql_warehouse.id = "changed";
    delete first["//"].metadata.path;
    expect(app.toTerraform().resource.databricks_app.orders).toMatchObject({
      "//": { metadata: { path: "dev/orders" } },
      name: "orders",
      resources: [{ sql_warehouse: { id: "w1" } }],
    });
  });

  test("reads its arguments when it is written, as a resource of cdktf does", () => {
    const scopes = ["sql"];
    const stack = stackWithProvider();
    const app = new DatabricksApp(stack, "orders", { name: "orders", user_api_scopes: scopes });
    scopes.push("files");
    expect(app.toTerraform().resource.databricks_app.orders.user_api_scopes).toEqual(["sql", "files"]);
  });

  test("leaves arguments alone that overrides are merged into", () => {
    const stack = stackWithProvider();
    const given = { name: "orders", user_api_scopes: Object.freeze(["sql", "files"]) };
    const app = new DatabricksApp(stack, "orders", given);
    app.addOverride("user_api_scopes.0", "iam");
    expect(app.toTerraform().resource.databricks_app.orders.user_api_scopes).toEqual(["iam", "files"]);
    expect(given.user_api_scopes).toEqual(["sql", "files"]);
  });
});

function secondOn(stack: TerraformStack, id: string): DatabricksApp {
  const second = new DatabricksApp(stack, `second-${id}`, { name: "second" });
  second.overrideLogicalId(id);
  return second;
}

function elsewhere(app: DatabricksApp): DatabricksApp {
  return new DatabricksApp(stackWithProvider(app.node.root as App, "elsewhere"), "other", { name: "other" });
}

function patched(app: DatabricksApp): () => unknown {
  const toTerraform = app.toTerraform.bind(app);
  return () => toTerraform();
}
