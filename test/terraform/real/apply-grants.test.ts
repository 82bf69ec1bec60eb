import type { SynthesizedStack } from "databricks-apps-constructs/testing";
import { appStack } from "../../support/app-stack";
import { LocalRun, type TestStack } from "../../support/local";
import { describeWithTerraform } from "../../support/terraform";

jest.setTimeout(90_000);

const WAREHOUSE = "1a2b3c4d5e6f7a8b";
const SEED = {
  workspaces: [{ id: "1", name: "only", warehouses: [{ id: WAREHOUSE }], groups: [{ name: "analysts" }] }],
};

const app = {
  name: "orders",
  resources: [{ name: "warehouse", sql_warehouse: { id: WAREHOUSE, permission: "CAN_USE" } }],
};

/** The app, and somebody's authoritative list of who may use the warehouse. */
function withList(...entries: readonly object[]): SynthesizedStack {
  const list = {
    sql_endpoint_id: WAREHOUSE,
    access_control: [{ group_name: "analysts", permission_level: "CAN_USE" }, ...entries],
    depends_on: ["databricks_app.orders"],
  };
  const document = appStack(app);
  return { ...document, resource: { ...document.resource, databricks_permissions: { warehouse: list } } };
}

describeWithTerraform("the access of an app's service principal to what it is bound to", (terraform) => {
  let local: LocalRun;
  let stack: TestStack;

  beforeAll(async () => {
    local = await LocalRun.start(terraform, { seed: SEED });
    stack = local.stack(appStack(app), "1");
  });

  afterAll(async () => {
    await local.close();
  });

  /** Who has what on the warehouse; the app's service principal under the app's name. */
  function grants(): unknown {
    const { apps, objects } = local.workspace("1");
    return objects[`warehouses/${WAREHOUSE}`]?.grants.map(({ principal: { name }, level }) => [
      name === apps.orders?.servicePrincipal.clientId ? "orders" : name,
      level,
    ]);
  }

  test("comes with the resource, and nobody writes it down", async () => {
    expect(grants()).toEqual([]);
    await stack.apply();
    expect(grants()).toEqual([["orders", "CAN_USE"]]);
    expect(Object.keys(stack.state)).toEqual(["databricks_app.orders"]);
  });

  test("is lost to an authoritative list that leaves it out, and no plan shows it", async () => {
    stack.write(withList());
    await stack.apply();
    expect(grants()).toContainEqual(["analysts", "CAN_USE"]);
    expect(grants()).not.toContainEqual(["orders", expect.anything()]);
    expect(await stack.plan()).toMatchObject({ empty: true });
  });

  test("is kept by a list that names the service principal", async () => {
    const entry = "${databricks_app.orders.service_principal_client_id}";
    stack.write(withList({ service_principal_name: entry, permission_level: "CAN_USE" }));
    await stack.apply();
    expect(grants()).toContainEqual(["orders", "CAN_USE"]);
    expect(await stack.plan()).toMatchObject({ empty: true });
  });

  test("ends with the app", async () => {
    const before = local.workspace("1").apps.orders?.servicePrincipal.clientId;
    await stack.destroy();
    expect(JSON.stringify(local.workspace("1").objects)).not.toContain(before);
  });
});
