import {
  AppResource,
  type AppsError,
  bind,
  defineApp,
  defineStage,
  defineWorkspace,
  extendApp,
  Permission,
  Principal,
  ScalingConfig,
} from "databricks-apps-constructs";
import { freeze } from "../../src/definition/freeze";
import { workspaceWith } from "../stage/sample-program";

function issuesOf(run: () => unknown): string[] {
  try {
    run();
    return [];
  } catch (error) {
    return (error as AppsError).issues.map(({ code, path }) => `${code} ${path.join("/")}`);
  }
}

describe("defining", () => {
  test("freezes what it makes, all the way down", () => {
    const app = defineApp({ name: "orders", egress: [{ host: "api.example.com", because: "orders" }] });
    const stage = defineStage(app, workspaceWith(), {
      telemetry: { logsTable: "a", metricsTable: "b", tracesTable: "c" },
    });
    for (const value of [app, app.egress, app.egress[0], app.resources, stage, stage.telemetry, stage.workspace.auth]) {
      expect(Object.isFrozen(value)).toBe(true);
    }
  });

  test("checks nothing: every problem is reported together, when the stage is bound", () => {
    const app = defineApp({ name: "" });
    expect(issuesOf(() => bind(defineStage(app, workspaceWith({ workspaceId: "x" }), { name: "P" })))).toEqual([
      "text.placeholder definition/name",
      "workspace.id workspace/workspaceId",
      "stage.name name",
    ]);
  });

  test.each([undefined, null])("fails only at binding where plain JavaScript passes %s", (nothing) => {
    const none = nothing as never;
    const app = defineApp({ name: "orders" });
    expect(issuesOf(() => bind(defineStage(defineApp(none), workspaceWith(), none)))).toEqual([
      "schema.missing definition/name",
    ]);
    expect(issuesOf(() => bind(defineStage(app, defineWorkspace(none), none)))).toContain(
      "schema.missing workspace/host",
    );
    expect(issuesOf(() => bind(defineStage(none, none, none)))).toEqual([
      "schema.type definition",
      "schema.type workspace",
    ]);
    expect(issuesOf(() => bind(none))).toEqual(["schema.type "]);
  });

  test("makes value objects that nobody can change", () => {
    const values = [
      AppResource.job("CAN_VIEW"),
      Permission.canUse(),
      Principal.user("a@b.c"),
      ScalingConfig.standard(),
    ];
    for (const value of values) expect(Object.isFrozen(value)).toBe(true);
    expect(AppResource.table("SELECT", { because: "reports" })).toEqual({
      kind: "ucSecurable",
      securable: "TABLE",
      permission: "SELECT",
      because: "reports",
    });
  });
});

describe("freezing", () => {
  test("goes below what its author froze, and ends where data holds itself", () => {
    const inner: Record<string, unknown> = { deep: {} };
    inner.self = inner;
    const outer = freeze(Object.freeze({ inner }));
    expect(Object.isFrozen(outer.inner.deep)).toBe(true);
  });

  test("reaches objects of another realm, and leaves those of a class alone", () => {
    const foreign = structuredClone({ deep: {} });
    const date = new Date(0);
    freeze({ foreign, date });
    expect(Object.isFrozen(foreign.deep)).toBe(true);
    expect(Object.isFrozen(date)).toBe(false);
  });
});

describe("extending", () => {
  const orders = defineApp({
    name: "orders",
    resources: { job: AppResource.job("CAN_VIEW") },
    access: { viewers: Permission.canUse() },
    stageEnv: ["CATALOG"],
  });

  test("adds resources, roles and variables, and leaves the definition as it was", () => {
    const extended = extendApp(orders, {
      resources: { audit: AppResource.volume("WRITE_VOLUME") },
      access: { support: Permission.canManage() },
      stageEnv: ["COST_CENTER"],
    });
    expect(Object.keys(extended.resources)).toEqual(["job", "audit"]);
    expect(Object.keys(extended.roles)).toEqual(["viewers", "support"]);
    expect(extended.stageEnv).toEqual(["CATALOG", "COST_CENTER"]);
    expect(Object.keys(orders.resources)).toEqual(["job"]);
    expect(Object.isFrozen(extended.resources)).toBe(true);
  });

  test("fails at binding for every key that is there already, also after a further extension", () => {
    const stage = {
      bindings: { job: { id: "12" }, toString: { id: "13" } },
      access: { viewers: [Principal.group("orders")] },
      env: { CATALOG: "prod" },
    } as const;
    const again = extendApp(orders, {
      resources: { job: AppResource.job("CAN_MANAGE"), toString: AppResource.job("CAN_VIEW") },
      access: { viewers: Permission.canManage() },
      stageEnv: ["CATALOG"],
    });
    const expected = [
      "definition.collision definition/resources/job",
      "definition.collision definition/access/viewers",
      "env.twice definition/stageEnv/1",
    ];
    expect(issuesOf(() => bind(defineStage(again, workspaceWith(), stage)))).toEqual(expected);
    expect(issuesOf(() => bind(defineStage(extendApp(again, {}), workspaceWith(), stage)))).toEqual(expected);
  });
});
