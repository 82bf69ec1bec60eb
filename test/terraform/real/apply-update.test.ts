import * as apps from "databricks-apps-constructs";
import { synthesize } from "databricks-apps-constructs/testing";
import { addProgram, type Program } from "../../support/generated";
import { LocalRun, seedOf, type TestStack, workspaceOf } from "../../support/local";
import { describeWithTerraform } from "../../support/terraform";

jest.setTimeout(90_000);

const { AppResource, Permission, Principal } = apps;

interface Version {
  readonly description?: string;
  readonly job?: apps.AppResource;
  readonly warehouse?: string;
  readonly viewers?: readonly [apps.Principal, ...apps.Principal[]];
  readonly level?: apps.Permission;
  readonly scopes?: readonly string[];
}

const FIRST: Version = {
  description: "Order desk",
  warehouse: "1a2b3c4d5e6f7a8b",
  viewers: [Principal.group("analysts")],
};

function programOf({
  description,
  job,
  warehouse,
  viewers = [Principal.group("analysts")],
  level,
  scopes,
}: Version): Program {
  return {
    definition: {
      description,
      userApiScopes: scopes,
      resources: {
        ...(warehouse === undefined ? {} : { warehouse: AppResource.sqlWarehouse("CAN_USE") }),
        ...(job === undefined ? {} : { job }),
      },
      access: { viewers: level ?? Permission.canUse() },
    },
    stage: {
      access: { viewers },
      bindings: {
        ...(warehouse === undefined ? {} : { warehouse: { id: warehouse } }),
        ...(job === undefined ? {} : { job: { id: "123456789" } }),
      },
    },
  };
}

function synthesizeVersion(version: Version) {
  const synthesized = synthesize((app) => addProgram(app, "orders", programOf(version)));
  return {
    document: synthesized.stacks.orders ?? {},
    seed: seedOf(synthesized),
    workspace: workspaceOf(synthesized, "orders"),
  };
}

const APP = "databricks_app.orders";
const PERMISSIONS = "databricks_permissions.orders_permissions_EED9341B";
const UNCHANGED = { [APP]: ["no-op"], [PERMISSIONS]: ["no-op"] };

/** One after the other, each from what the one before left. */
const CHANGES: readonly (readonly [what: string, change: Version, actions: object])[] = [
  ["the description changed", { description: "Order desk of the company" }, { [APP]: ["update"] }],
  ["a resource added", { job: AppResource.job("CAN_VIEW") }, { [APP]: ["update"] }],
  ["the level of a resource raised", { job: AppResource.job("CAN_MANAGE_RUN") }, { [APP]: ["update"] }],
  ["a resource bound to another object", { warehouse: "2b3c4d5e6f7a8b9c" }, { [APP]: ["update"] }],
  ["a resource removed", { job: undefined }, { [APP]: ["update"] }],
  ["the description removed", { description: undefined }, { [APP]: ["update"] }],
  ["scopes added", { scopes: ["sql"] }, { [APP]: ["update"] }],
  ["scopes removed", { scopes: undefined }, { [APP]: ["update"] }],
  [
    "the audience changed",
    { viewers: [Principal.group("finance"), Principal.user("ann@example.com")] },
    { [PERMISSIONS]: ["update"] },
  ],
  ["the level of a role changed", { level: Permission.canManage() }, { [PERMISSIONS]: ["update"] }],
];

describeWithTerraform("an applied app, on a local control plane", (terraform) => {
  let local: LocalRun;
  let stack: TestStack;
  let version = FIRST;
  const { document, seed, workspace } = synthesizeVersion(FIRST);

  beforeAll(async () => {
    local = await LocalRun.start(terraform, { seed });
    stack = local.stack(document, workspace);
    await stack.apply();
  });

  afterAll(async () => {
    await local.close();
  });

  test.each(CHANGES)("is updated in place: %s", async (_, change, actions) => {
    const { id } = local.workspace(workspace).apps.orders ?? {};
    version = { ...version, ...change };
    const next = synthesizeVersion(version);
    local.plane.seed(next.seed);
    stack.write(next.document);
    expect((await stack.plan()).actions).toEqual({ ...UNCHANGED, ...actions });
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ empty: true, actions: UNCHANGED });
    expect(local.workspace(workspace).apps.orders).toMatchObject({ id });
  });

  test("is what the last version says, in the control plane's own words", () => {
    const { apps: found, objects } = local.workspace(workspace);
    expect(found.orders?.config).toEqual({
      resources: [{ name: "warehouse", sql_warehouse: { id: "2b3c4d5e6f7a8b9c", permission: "CAN_USE" } }],
    });
    const levels = objects["apps/orders"]?.grants.map(({ principal, level }) => [principal.name, level]);
    expect(levels).toEqual(
      expect.arrayContaining([
        ["finance", "CAN_MANAGE"],
        ["ann@example.com", "CAN_MANAGE"],
      ]),
    );
    expect(levels?.map(([name]) => name)).not.toContain("analysts");
  });

  test("loses its permissions and its app when it is destroyed", async () => {
    await stack.destroy();
    expect(local.workspace(workspace)).toMatchObject({ apps: {} });
    expect(Object.keys(local.workspace(workspace).objects)).not.toContain("apps/orders");
  });
});
