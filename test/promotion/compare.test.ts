import {
  type BoundApp,
  AppResource,
  Permission,
  Principal,
  ScalingConfig,
  bind,
  compare,
  defineApp,
  defineStage,
} from "databricks-apps-constructs";
import { SECURABLES, KINDS } from "../../src/definition/kinds";
import { DBU_PER_HOUR } from "../../src/facts/compute-cost";
import { LEVEL_ORDER } from "../../src/facts/level-order";
import { costOf } from "../../src/promotion/cost";
import { workspace } from "../support/orders";

const shop = defineApp({
  name: "shop",
  resources: {
    data: AppResource.table("SELECT"),
    files: AppResource.volume("READ_VOLUME"),
    key: AppResource.secret("READ"),
    warehouse: AppResource.sqlWarehouse("CAN_USE"),
  },
  access: { viewers: Permission.canUse() },
  userApiScopes: ["sql"],
  egress: [{ host: "api.example.com", because: "prices" }],
  stageEnv: ["CATALOG"],
});
const before = bind(
  defineStage(shop, workspace("staging", { features: ["userAuthorization", "horizontalScaling"] }), {
    bindings: {
      data: { fullName: "main.shop.items" },
      files: { fullName: "main.shop.files" },
      key: { scope: "shop", key: "stripe" },
      warehouse: { id: "abc" },
    },
    access: { viewers: [Principal.group("qa")] },
    env: { CATALOG: "main" },
  }),
);

type Change = (app: { -readonly [K in keyof BoundApp]: BoundApp[K] }) => void;
const resource =
  (key: string, over: object): Change =>
  (app) => {
    app.resources = app.resources.map((one) => (one.key === key ? { ...one, ...over } : one));
  };
const viewers =
  (...principals: BoundApp["access"][number]["principals"]): Change =>
  (app) => {
    app.access = [{ role: "viewers", level: "CAN_USE", principals }];
  };

function rows(change: Change, from: BoundApp = before): string[] {
  const after = { ...from };
  change(after);
  return compare(from, after).map(({ path, kind, direction }) => `${path} ${kind} ${direction}`);
}

const group = (name: string) => Principal.group(name);

describe("what compare says of", () => {
  test.each<[string, Change, string[]]>([
    [
      "a permission that includes the other",
      resource("data", { permission: "MODIFY" }),
      ["resources/data/permission release widens"],
    ],
    [
      "two permissions without an order",
      resource("files", { permission: "WRITE_VOLUME" }),
      [
        "resources/files/permission/READ_VOLUME release narrows",
        "resources/files/permission/WRITE_VOLUME release widens",
      ],
    ],
    [
      "another level than any that is known",
      resource("data", { permission: "ALL" }),
      ["resources/data/permission/SELECT release narrows", "resources/data/permission/ALL release widens"],
    ],
    [
      "levels that every object inherits a member for",
      (app) => {
        resource("data", { permission: "__proto__" })(app);
        resource("files", { permission: "constructor" })(app);
      },
      [
        "resources/data/permission/SELECT release narrows",
        "resources/data/permission/__proto__ release widens",
        "resources/files/permission/READ_VOLUME release narrows",
        "resources/files/permission/constructor release widens",
      ],
    ],
    ["another warehouse", resource("warehouse", { binding: { id: "def" } }), ["bindings/warehouse binding neither"]],
    [
      "another secret of the scope",
      resource("key", { binding: { scope: "shop", key: "other" } }),
      ["bindings/key/key binding neither"],
    ],
    [
      "another secret scope",
      resource("key", { binding: { scope: "all", key: "stripe" } }),
      ["bindings/key/scope/shop binding narrows", "bindings/key/scope/all binding widens"],
    ],
    ["a resource less", (app) => (app.resources = app.resources.slice(1)), ["resources/data release narrows"]],
    ["another group", viewers(group("ops")), ["access/viewers binding neither"]],
    ["a user instead of a group", viewers(Principal.user("a@example.com")), ["access/viewers binding neither"]],
    ["a group more", viewers(group("qa"), group("ops")), ["access/viewers binding widens"]],
    ["everybody in the workspace", viewers(group("Users")), ["access/viewers binding widens"]],
    ["everybody in the account", viewers(Principal.allAccountUsers()), ["access/viewers binding widens"]],
    [
      "a role more",
      (app) => (app.access = [...app.access, { role: "x", level: "CAN_USE", principals: [] }]),
      ["access/x release widens"],
    ],
    [
      "a role that may do more",
      (app) => (app.access = app.access.map((one) => ({ ...one, level: "CAN_MANAGE" }))),
      ["access/viewers/level release widens"],
    ],
    ["a scope more", (app) => (app.userApiScopes = ["files", "sql"]), ["userApiScopes/files release widens"]],
    [
      "a host below the one that was asked for",
      (app) => {
        app.egress = [...app.egress, { host: "a.api.example.com", because: "more prices" }];
      },
      ["egress/host/a.api.example.com/run release widens"],
    ],
    [
      "a destination at build time instead",
      (app) => {
        app.egress = app.egress.map((one) => ({ ...one, phase: "build" }));
      },
      ["egress/host/api.example.com/build release widens", "egress/host/api.example.com/run release narrows"],
    ],
    ["more instances", (app) => (app.scaling = ScalingConfig.horizontal(3)), ["scaling override widens"]],
    ["scaling with as many instances", (app) => (app.scaling = ScalingConfig.standard()), ["scaling override neither"]],
    ["a size", (app) => (app.size = "LARGE"), ["size override neither"]],
    [
      "a protection",
      (app) => (app.workspace = { ...app.workspace, protected: true }),
      ["workspace/protected platform narrows"],
    ],
    [
      "another workspace",
      (app) => (app.workspace = { ...app.workspace, host: "https://x", region: "eu" }),
      ["workspace platform neither", "workspace/region platform neither"],
    ],
    ["a space", (app) => (app.space = "finance"), ["space override widens"]],
    ["another value of a variable", (app) => (app.env = { CATALOG: "x" }), ["env/CATALOG binding neither"]],
    [
      "a variable from elsewhere",
      (app) => (app.env = { CATALOG: { valueFrom: "data" } }),
      ["env/CATALOG release neither"],
    ],
    ["another provider", (app) => (app.providerFloor = "1.143.0"), ["providerFloor platform neither"]],
  ])("%s", (_, change, expected) => {
    expect(rows(change)).toEqual(expected);
  });

  test("fewer than everybody, however many they are", () => {
    const all = { ...before };
    viewers(Principal.allAccountUsers())(all);
    expect(rows(viewers(group("a"), group("b"), group("users")), all)).toEqual(["access/viewers binding narrows"]);
  });

  test("a user under another case: the vendor takes both for one", () => {
    const one = { ...before };
    viewers(Principal.user("ann@example.com"))(one);
    const both = viewers(Principal.user("ann@example.com"), Principal.user("Ann@example.com"));
    expect(rows(both, one)).toEqual(["access/viewers binding neither"]);
  });

  test("a field that every object inherits has no value where a binding lacks it", () => {
    const binding = { scope: "shop", key: "stripe", constructor: "x" };
    const after = {
      ...before,
      resources: before.resources.map((one) => (one.key === "key" ? { ...one, binding } : one)),
    };
    const [difference, ...others] = compare(before, after);
    expect(others).toEqual([]);
    expect(difference).toMatchObject({ path: "bindings/key/constructor", after: "x" });
    expect(difference).not.toHaveProperty("before");
  });

  test("two objects that only Terraform will know", () => {
    const bound = (ref: string) => {
      const app = { ...before };
      resource("warehouse", { binding: { id: { ref } } })(app);
      return app;
    };
    expect(compare(bound("databricks_sql_endpoint.a.id"), bound("databricks_sql_endpoint.a.id"))).toEqual([]);
    const [one] = compare(bound("databricks_sql_endpoint.a.id"), bound("databricks_sql_endpoint.b.id"));
    expect(one?.why).toContain("known after apply");
  });

  test("a constant under a name that promises a credential is shown to nobody", () => {
    const named = (value: string) => ({ ...before, env: { STRIPE_TOKEN: value } });
    const differences = compare(named("one"), named("two"));
    expect(differences).toMatchObject([{ path: "env/STRIPE_TOKEN", before: "<concealed>", after: "<concealed>" }]);
  });
});

describe("the order of levels", () => {
  const known = Object.entries(KINDS).flatMap(([kind, { permissions }]) =>
    permissions.map((permission: string) => [kind, permission] as const),
  );

  test.each(known)("of %s has a row for %s", (kind, permission) => {
    expect(LEVEL_ORDER[kind]?.value[permission]).toBeDefined();
  });

  test("names levels that are, goes one way only, and includes what is included", () => {
    expect(Object.keys(LEVEL_ORDER).sort()).toEqual([...Object.keys(KINDS), "access"].sort());
    for (const [kind, { value, source }] of Object.entries(LEVEL_ORDER)) {
      expect(source).toMatch(/^https:/);
      if (kind in KINDS)
        expect(Object.keys(value).sort()).toEqual(known.flatMap(([k, p]) => (k === kind ? [p] : [])).sort());
      for (const [level, included] of Object.entries(value)) {
        for (const lower of included) {
          expect(value[lower]).not.toContain(level);
          expect(included).toEqual(expect.arrayContaining([...(value[lower] ?? ["no level"])]));
        }
      }
    }
  });

  test("ranks no two securables of different types", () => {
    for (const levels of Object.values(SECURABLES)) {
      for (const level of levels) {
        const others = LEVEL_ORDER.ucSecurable?.value[level] ?? [];
        expect(others.filter((other) => !(levels as readonly string[]).includes(other))).toEqual([]);
      }
    }
  });
});

describe("the cost", () => {
  test("is the size's price for each instance; a size that nobody chose is MEDIUM", () => {
    expect(costOf(before)).toEqual({ size: "MEDIUM", instances: 1, dbuPerHour: DBU_PER_HOUR.value.MEDIUM });
    const large = { ...before, size: "LARGE", scaling: ScalingConfig.horizontal(3) } as const;
    expect(costOf(large)).toEqual({ size: "LARGE", instances: 3, dbuPerHour: 3 });
  });

  test.each(["XLARGE", "constructor"])("of %s is not known", (size) => {
    const app = { ...before, size: size as "XLARGE" };
    expect(costOf(app)).toEqual({ size, instances: 1 });
  });
});
