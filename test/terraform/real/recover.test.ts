import { TWO_APPS } from "../../cli/recover-project";
import { describeWithTerraform } from "../../support/terraform";
import { ACCESS, APP, APPS, ORDERS, PERMISSIONS, type Program, RecoverRun } from "./recover-run";

jest.setTimeout(60_000);

describeWithTerraform("dbapps recover and the real provider", (terraform) => {
  let run: RecoverRun;
  const start = async (program?: Program) => (run = await RecoverRun.start(terraform, program));

  afterEach(async () => {
    await run.close();
  });

  test("adopts an app whose create got no answer: 1 to import, its permissions to add, then an empty plan", async () => {
    await start();
    await run.killAt({ method: "POST", path: APPS }, "after");
    const id = run.apps.orders?.id;
    expect(await run.apply()).toContain("An app with the same name already exists: orders");

    expect(await run.recover()).toMatchObject({ code: 0 });
    expect(run.project.written).toEqual({ import: [{ to: APP, id: "orders" }] });
    const plan = await run.stack.plan();
    expect(plan.imports).toEqual([APP]);
    expect(plan.actions).toEqual({ [APP]: ["no-op"], [PERMISSIONS]: ["create"] });
    expect(await run.apply()).toBeUndefined();
    expect(await run.stack.plan()).toMatchObject({ empty: true, imports: [] });
    expect(Object.values(run.apps).map((app) => app.id)).toEqual([id]);
  });

  test("adopts the permissions too, and what is in terraform's state already is left alone", async () => {
    await start();
    expect(await run.apply()).toBeUndefined();
    // In the state: importing it again changes nothing.
    expect(await run.recover()).toMatchObject({ code: 0 });
    const imports = [
      { to: APP, id: "orders" },
      { to: PERMISSIONS, id: "/apps/orders" },
    ];
    expect(run.project.written).toEqual({ import: imports });
    expect(await run.stack.plan()).toMatchObject({ empty: true, imports: [] });

    // The state is lost: both are adopted.
    run.loseState();
    const plan = await run.stack.plan();
    expect([...plan.imports].sort()).toEqual([APP, PERMISSIONS]);
    expect(plan.actions).toEqual({ [APP]: ["no-op"], [PERMISSIONS]: ["no-op"] });
    const before = run.apps;
    expect(await run.apply()).toBeUndefined();
    expect(await run.stack.plan()).toMatchObject({ empty: true, imports: [] });
    expect(run.apps).toEqual(before);
  });

  test("adopts one app of two, and the other is created", async () => {
    await start(TWO_APPS);
    await run.killAt({ method: "POST", path: APPS, nth: 2 }, "before");
    const [lost] = Object.keys(run.apps);
    if (lost === undefined) throw new Error("one of two apps was created before the other was asked for");
    run.loseState();
    expect(await run.recover()).toMatchObject({ code: 0 });
    const plan = await run.stack.plan();
    expect(plan.imports).toEqual([`databricks_app.${lost}`]);
    expect(Object.values(plan.actions).filter((actions) => actions.includes("create"))).toHaveLength(2);
    expect(await run.apply()).toBeUndefined();
    expect(await run.stack.plan()).toMatchObject({ empty: true });
    expect(Object.keys(run.apps).sort()).toEqual(["orders", "plain"]);
  });

  test("fails on the app of somebody else, and terraform is stopped by it too", async () => {
    await start();
    const other = { kind: "user", name: "mallory@acme.example" } as const;
    run.plane.seed({ workspaces: [{ id: "1111", name: "dev", users: [other.name] }] });
    const token = run.plane.token(other);
    const made = await fetch(`${run.plane.url}${APPS}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ name: "orders" }),
    });
    expect(made.status).toBe(200);
    // Whoever may not even see it is told by the vendor.
    expect((await run.recover()).err).toMatch(/403 .*ran terraform/);
    // Who may use it sees whose it is.
    await fetch(`${run.plane.url}${ACCESS}`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ access_control_list: [{ group_name: "users", permission_level: "CAN_USE" }] }),
    });
    const { code, err } = await run.recover();
    expect(code).toBe(1);
    expect(err).toContain("app orders exists, but mallory@acme.example created it");
    expect(run.project.written).toBeUndefined();
    expect(await run.apply()).toContain("An app with the same name already exists: orders");
    expect(run.apps.orders?.creator).toBe(other.name);
    expect(run.writes.filter((each) => each.includes(ORDERS))).toEqual([]);
  });
});
