import type { SynthesizedStack } from "databricks-apps-constructs/testing";
import { EXAMPLES, synthesizeExample } from "../../support/examples";
import { LocalRun, seedOf, type TestStack, workspaceOf } from "../../support/local";
import { describeWithTerraform } from "../../support/terraform";

jest.setTimeout(90_000);

/** The account's stacks have no app: network-example.test.ts applies them. */
const WITH_APPS = EXAMPLES.filter((name) => synthesizeExample(name).promotion.apps.length > 0);

const STACKS = WITH_APPS.flatMap((name) =>
  Object.entries(synthesizeExample(name).stacks).map(([id, document]) => {
    return { id, document, workspace: workspaceOf(synthesizeExample(name), id) };
  }),
);

/** What a stack would create, by what it is called. */
function namesOf({ resource }: SynthesizedStack, type: string): unknown[] {
  return Object.values(resource?.[type] ?? {}).map(({ name }) => name);
}

/** The description changed, the last resource removed, and the audience another one. */
function changed(document: SynthesizedStack): SynthesizedStack {
  const next = structuredClone(document);
  for (const app of Object.values(next.resource?.databricks_app ?? {})) {
    const resources = (app.resources ?? []) as readonly unknown[];
    // An empty list is not the same as none, for the provider.
    Object.assign(app, { description: "changed", ...(resources.length > 1 && { resources: resources.slice(0, -1) }) });
  }
  for (const permissions of Object.values(next.resource?.databricks_permissions ?? {})) {
    Object.assign(permissions, { access_control: [{ group_name: "account users", permission_level: "CAN_USE" }] });
  }
  return next;
}

describeWithTerraform("the examples on a local control plane", (terraform) => {
  let local: LocalRun;

  beforeAll(async () => {
    local = await LocalRun.start(terraform);
    for (const name of WITH_APPS) local.plane.seed(seedOf(synthesizeExample(name)));
  });

  afterAll(async () => {
    await local.close();
  });

  function stackOf(id: string): TestStack {
    const found = STACKS.find((each) => each.id === id);
    if (found === undefined) throw new Error(`no example has the stack ${id}`);
    return local.stack(found.document, found.workspace);
  }

  function appOf(id: string, name: string) {
    const found = STACKS.find((each) => each.id === id);
    return local.workspace(found?.workspace ?? "").apps[name];
  }

  test.each(STACKS)("$id is applied, has an empty plan, and leaves nothing", async ({ id, document, workspace }) => {
    const before = local.workspace(workspace);
    const stack = stackOf(id);
    expect(await stack.plan()).toMatchObject({ empty: false });
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ empty: true });
    const after = local.workspace(workspace);
    expect(Object.keys(after.apps)).toEqual(namesOf(document, "databricks_app"));
    expect(Object.values(after.warehouses).map(({ name }) => name)).toEqual([
      ...Object.values(before.warehouses).map(({ name }) => name),
      ...namesOf(document, "databricks_sql_endpoint"),
    ]);
    await stack.destroy({ liftProtection: true });
    expect(local.workspace(workspace)).toEqual(before);
    expect(stack.state).toEqual({});
  });

  // An app with a chosen size cannot be updated below provider 1.143.0: see below.
  const updatable = STACKS.filter(({ document }) => !JSON.stringify(document).includes("compute_size"));

  test.each(updatable)("$id is updated in place, there and back", async ({ id, document }) => {
    const stack = stackOf(id);
    await stack.apply();
    for (const next of [changed(document), document]) {
      stack.write(next);
      const { empty, actions } = await stack.plan();
      expect(empty).toBe(false);
      const touched = Object.entries(actions).filter(([address]) => /databricks_(?:app|permissions)\./.test(address));
      expect(touched.map(([, each]) => each)).toEqual(touched.map(() => ["update"]));
      await stack.apply();
      expect(await stack.plan()).toMatchObject({ empty: true });
    }
    await stack.destroy({ liftProtection: true });
  });

  test("outputs have the app's URL", async () => {
    const stack = stackOf("hello");
    await stack.apply();
    const { url } = stack.state["databricks_app.hello"] ?? {};
    expect(url).toMatch(local.plane.url);
    expect(await stack.output()).toEqual({ url });
    await stack.destroy();
  });

  test("the whole promotion of orders runs from dev through staging to prod", async () => {
    const { waves } = synthesizeExample("orders").promotion.pipelines[0] ?? { waves: [] };
    expect(waves).toEqual([["orders-dev"], ["orders-staging"], ["orders-prod"]]);
    const stacks = waves.flat().map((id) => ({ id, stack: stackOf(id) }));
    for (const { stack } of stacks) await stack.apply();
    const warehouses = stacks.map(({ id }) => {
      const resources = appOf(id, "orders")?.config.resources as readonly Readonly<Record<string, unknown>>[];
      return resources.find(({ name }) => name === "sql-warehouse")?.sql_warehouse;
    });
    expect(warehouses).toEqual([
      { id: "1a2b3c4d5e6f7a8b", permission: "CAN_USE" },
      { id: "2b3c4d5e6f7a8b9c", permission: "CAN_USE" },
      { id: "3c4d5e6f7a8b9c0d", permission: "CAN_USE" },
    ]);
    const urls = stacks.map(({ stack }) => stack.state["databricks_app.orders"]?.url);
    expect(new Set(urls).size).toBe(3);
    for (const { stack } of stacks) expect(await stack.plan()).toMatchObject({ empty: true });
    for (const { stack } of stacks) await stack.destroy({ liftProtection: true });
  });

  describe("orders-prod, which chooses a size, asks for provider 1.143.0 and is protected", () => {
    const ID = "orders-prod";
    let stack: TestStack;
    let document: SynthesizedStack;

    beforeAll(async () => {
      stack = stackOf(ID);
      document = STACKS.find(({ id }) => id === ID)?.document ?? {};
      await stack.apply();
    });

    afterAll(async () => {
      stack.write(document);
      await stack.destroy({ liftProtection: true });
    });

    test("has that floor, and runs below it, for the override lowers it", () => {
      expect(document.terraform).toMatchObject({ required_providers: { databricks: { version: ">= 1.143.0" } } });
      expect(appOf(ID, "orders")?.config).toMatchObject({ compute_size: "LARGE", compute_min_instances: 3 });
    });

    test("destroying a protected stack fails first", async () => {
      await expect(stack.destroy()).rejects.toMatchObject({
        command: "destroy",
        exitCode: 1,
        stderr: expect.stringContaining("Instance cannot be destroyed") as string,
      });
      expect(appOf(ID, "orders")).toMatchObject({ compute: { state: "STOPPED" } });
    });

    test("an app with a chosen size fails its update below provider 1.143.0, with the vendor's message", async () => {
      const changed = structuredClone(document);
      Object.assign(changed.resource?.databricks_app?.orders ?? {}, { description: "Order desk of the company" });
      stack.write(changed);
      expect((await stack.plan()).actions).toMatchObject({ "databricks_app.orders": ["update"] });
      await expect(stack.apply()).rejects.toMatchObject({
        stderr: expect.stringMatching(/Compute size updates are not\s+\W*supported in this update API/) as string,
      });
      expect(appOf(ID, "orders")?.config).toMatchObject({ description: "Order desk" });
      stack.write(document);
      expect(await stack.plan()).toMatchObject({ empty: true });
    });
  });
});
