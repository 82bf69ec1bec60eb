import { App as PrebuiltApp } from "@cdktf/provider-databricks/lib/app/index";
import { type App, Testing, TerraformStack } from "cdktf";
import { DatabricksApp } from "../../src/terraform/databricks-app";
import { DatabricksPermissions } from "../../src/terraform/databricks-permissions";
import { Fragment, Rendered } from "../../src/terraform/rendered";
import { Resource } from "../../src/terraform/resource";
import { WorkspaceProvider } from "../../src/terraform/workspace-provider";
import { WORKSPACE } from "./side-by-side";

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
      (stack.node.findChild("orders") as DatabricksApp).fqn; // cdktf's own reference: the spy does see captures
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
      app.addOverride("description", "overridden");
      const overridden = stack.toTerraform().resource.databricks_app.orders;
      expect(overridden.description).toBe("overridden");
      expect(overridden).not.toBe(toTerraform.mock.results[0]?.value.resource.databricks_app.orders);
    } finally {
      toTerraform.mockRestore();
    }
  });

  test.each<[string, (app: DatabricksApp, stack: TerraformStack) => void]>([
    [
      "an override",
      (app) => {
        app.addOverride("description", "d");
      },
    ],
    [
      "an override of its stack",
      (_, stack) => {
        stack.addOverride("resource.databricks_app.orders.description", "d");
      },
    ],
    ["count", (app) => void (app.count = 2)],
    [
      "an import",
      (app) => {
        app.importFrom("orders");
      },
    ],
    [
      "a move",
      (app) => {
        app.moveFromId("databricks_app.old");
      },
    ],
    ["a condition", (app) => void (app.lifecycle = { precondition: [{ condition: "${true}", errorMessage: "m" }] })],
    ["a method of its own", (app) => void Object.assign(app, { synthesizeAttributes: () => ({}) })],
    ["a second resource on its address", (_, stack) => secondOn(stack, "orders").toTerraform()],
    ["a stack that does not tell its overrides", (_, stack) => void Object.assign(stack, { rawOverrides: undefined })],
  ])("is ready no more with %s", (_, change) => {
    const stack = stackWithProvider();
    const [app] = appWithPermissions(stack);
    expect(app.toTerraform()).toBeInstanceOf(Fragment);
    change(app, stack);
    expect(app.toTerraform()).not.toBeInstanceOf(Fragment);
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

  test("read its arguments when it was created", () => {
    const scopes = ["sql"];
    const stack = stackWithProvider();
    const app = new DatabricksApp(stack, "orders", { name: "orders", user_api_scopes: scopes });
    scopes.push("files");
    expect(app.toTerraform().resource.databricks_app.orders.user_api_scopes).toEqual(["sql"]);
  });
});

describe("a resource of ours and a foreign one on one address", () => {
  test("fails with the address in cdktf's message when ours comes first", () => {
    const stack = stackWithProvider();
    appWithPermissions(stack);
    new PrebuiltApp(stack, "prebuilt", { name: "prebuilt" }).overrideLogicalId("orders");
    expect(() => Testing.synth(stack)).toThrow("databricks_app.orders");
  });

  test("is ours alone when the foreign one comes first", () => {
    const stack = stackWithProvider();
    new PrebuiltApp(stack, "prebuilt", { name: "prebuilt", description: "lost" }).overrideLogicalId("orders");
    appWithPermissions(stack);
    const written = stack.toTerraform().resource.databricks_app.orders;
    expect([written.name, written.description]).toEqual(["orders", undefined]);
  });
});

function secondOn(stack: TerraformStack, id: string): DatabricksApp {
  const second = new DatabricksApp(stack, `second-${id}`, { name: "second" });
  second.overrideLogicalId(id);
  return second;
}
