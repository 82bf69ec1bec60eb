import type { Acknowledgement, Check, Level } from "databricks-apps-constructs";
import { BUILT_IN_CHECKS } from "../../src/stage/built-in-checks";
import { checkProgram } from "../../src/stage/check-program";
import { PROGRAM_CHECKS } from "../../src/stage/program-checks";
import { sourceOf } from "../network/sample";
import { type CheckCase, CHECK_CASES } from "./check-cases";
import { brief, findingsOf, placed, programOf, type SampleApp, stack, workspaceWith } from "./sample-program";

const plain = workspaceWith({ protected: false });
const guarded = workspaceWith({ protected: true });

type Row = readonly [about: string, level: Level, id: string, row: CheckCase, index: 0 | 1];

const rows: readonly Row[] = Object.entries(CHECK_CASES).flatMap(([id, row]): Row[] => [
  [row.about, row.levels[0], id, row, 0],
  [`${row.about}, where it is protected`, row.levels[1], id, row, 1],
]);
const at = (level: Level) => rows.filter((row) => row[1] === level);

function expectLevel(id: string, { refused, accepted, path }: CheckCase, index: 0 | 1, level: Level): void {
  const workspace = index === 0 ? plain : guarded;
  const found = checkProgram(refused(workspace)).filter(({ code }) => code === id);
  expect(found.map(brief)).toEqual(level === "off" ? [] : expect.arrayContaining([{ code: id, path, level }]));
  expect(checkProgram(accepted(workspace)).map(brief)).toEqual([]);
}

describe("the table of checks", () => {
  test("has a program to refuse and one to pass for each of its rows", () => {
    const ids = [...BUILT_IN_CHECKS, ...PROGRAM_CHECKS].map(({ id }) => id);
    expect(Object.keys(CHECK_CASES).sort()).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(at("error"))("fails on %s", (_, level, id, row, index) => {
    expectLevel(id, row, index, level);
  });

  test.each(at("warning"))("warns about %s", (_, level, id, row, index) => {
    expectLevel(id, row, index, level);
  });

  test.each(at("off"))("says nothing about %s", (_, level, id, row, index) => {
    expectLevel(id, row, index, level);
  });

  test.each([
    ["aws", 100],
    ["azure", 100],
    ["gcp", 50],
  ] as const)("knows the vendor's limit of apps on %s: %i", (cloud, most) => {
    const workspace = workspaceWith({ cloud });
    const app = placed({ workspace });
    const apps = Array.from({ length: most + 1 }, (_, n) => ({ ...app, path: `a${n}` }));
    const found = checkProgram(programOf(apps)).filter(({ code }) => code === "app.limit");
    expect(found.map(brief)).toEqual([{ code: "app.limit", path: `a${most}/workspace`, level: "error" }]);
  });

  test.each([
    ["enforced", "error"],
    ["dryRun", "warning"],
  ] as const)("takes a need beyond a contract that is %s for an %s, with the line to ask for", (mode, level) => {
    const workspace = workspaceWith({ egress: { policyId: "prod-egress", mode, destinations: [] } });
    const source = sourceOf(["package.json"]);
    const definition = { egress: [{ host: "api.stripe.com", because: "charges cards" }] };
    const found = checkProgram(programOf([{ ...placed({ workspace, definition }), source }]));
    const code = "egress.not-in-contract";
    expect(found.map(brief)).toEqual([
      { code, path: "orders-prod/egress/api.stripe.com", level },
      { code, path: "orders-prod/egress/databricksapps.com", level },
      { code, path: `orders-prod/source/app/package.json/${["registry", "npmjs", "org"].join(".")}`, level },
    ]);
    expect(found[0]?.fix).toContain('"host":"api.stripe.com","because":"charges cards"');
  });

  test("suggests the scope that an unknown one is near to", () => {
    const [issue] = findingsOf({ definition: { userApiScopes: ["sqll"] } });
    expect(issue?.fix).toContain('"sql"');
  });
});

const viewers = (more: SampleApp = {}): SampleApp => ({
  workspace: guarded,
  definition: { access: { viewers: { level: "CAN_USE" } } },
  stage: { access: { viewers: [{ kind: "allAccountUsers", name: "account users" }] } },
  ...more,
});

const said = (more: Partial<Acknowledgement> = {}): Acknowledgement => ({
  check: "audience.account-users",
  path: "orders-prod/access/viewers",
  reason: "everyone orders",
  ...more,
});

const issue = { code: "audience.account-users", path: "orders-prod/access/viewers", level: "error" };
const acknowledging = (...acknowledge: readonly Acknowledgement[]) =>
  findingsOf(viewers({ rules: [{ acknowledge }] })).map(brief);

describe("an acknowledgement", () => {
  test("joins the issue that it names", () => {
    expect(acknowledging(said())).toEqual([{ ...issue, acknowledged: { reason: "everyone orders" } }]);
  });

  test("keeps its day, which a later command judges", () => {
    const until = "2020-01-31";
    expect(acknowledging(said({ until }))).toEqual([{ ...issue, acknowledged: { reason: "everyone orders", until } }]);
  });

  test("may stand at the App or at anything above it", () => {
    const found = findingsOf(viewers({ rules: [{ checks: [] }, { acknowledge: [said()] }] }));
    expect(found.map(brief)).toEqual([{ ...issue, acknowledged: { reason: "everyone orders" } }]);
  });

  test("of one rule shared by several apps is not stale while one of them needs it", () => {
    const rules = [{ acknowledge: [said()] }];
    const found = findingsOf(viewers({ rules }), { path: "other-prod", workspace: guarded, rules });
    expect(found.map(brief)).toEqual([{ ...issue, acknowledged: { reason: "everyone orders" } }]);
  });

  test.each([
    ["another path", { path: "orders-dev/access/viewers" }],
    ["another code", { check: "audience.workspace-users" }],
    ["the start of a path", { path: "orders-prod/access" }],
  ])("fails where it names %s", (_, more) => {
    expect(acknowledging(said(more))).toEqual([
      issue,
      { code: "acknowledgement.unmatched", path: "scope-0/acknowledge/0", level: "error" },
    ]);
  });

  test("fails where it matches nothing, and lists the paths that it could have meant", () => {
    const found = findingsOf(viewers({ rules: [{ acknowledge: [said({ path: "orders/access/viewers" })] }] }));
    expect(found.at(-1)?.allowed).toEqual(["orders-prod/access/viewers"]);
  });

  test.each(["", "  ", undefined as unknown as string])("fails without a reason: %j", (reason) => {
    expect(acknowledging(said({ reason }))).toContainEqual({
      code: "acknowledgement.reason",
      path: "scope-0/acknowledge/0/reason",
      level: "error",
    });
  });

  test.each(["tomorrow", "31.01.2027", "2027-1-31", "2027-13-01", "2027-01-31T00:00:00Z", "2027-02-30"])(
    "fails with the day %s",
    (until) => {
      expect(acknowledging(said({ until }))).toContainEqual({
        code: "acknowledgement.until",
        path: "scope-0/acknowledge/0/until",
        level: "error",
      });
    },
  );

  test("is not called stale while an app below it is not bound", () => {
    const broken = viewers({ stage: { access: {} }, rules: [{ acknowledge: [said()] }] });
    expect(findingsOf(broken).map(brief)).toEqual([
      { code: "access.nobody", path: "orders-prod/access/viewers", level: "error" },
    ]);
  });

  test("fails for a mistake in a stage, which nobody can acknowledge", () => {
    const rules = [{ acknowledge: [said({ check: "access.nobody" })] }];
    const broken = { ...viewers({ stage: { access: {} }, rules }) };
    expect(findingsOf(broken, { path: "b" }).map(brief)).toEqual([
      { code: "access.nobody", path: "orders-prod/access/viewers", level: "error" },
    ]);
  });

  test("fails for a rule that Terraform or the vendor enforces", () => {
    const rules = [{ acknowledge: [said({ check: "app.twice", path: "b/name" })] }];
    const found = findingsOf(
      { path: "a", definition: { name: "orders" }, rules },
      { path: "b", definition: { name: "orders" }, rules },
    );
    expect(found.map(brief)).toEqual([
      { code: "app.twice", path: "b/name", level: "error" },
      { code: "acknowledgement.unmatched", path: "scope-0/acknowledge/0", level: "error" },
    ]);
  });
});

const company = (level: Level, more: Partial<Check> = {}): Check => ({
  id: "acme.described",
  level: () => level,
  check: ({ description }) =>
    description === undefined ? [{ code: "ignored", path: ["description"], message: "say what the app is for" }] : [],
  ...more,
});

const checking = (...checks: readonly Check[]) => findingsOf({ rules: [{ checks }] }).map(brief);
const failed = { code: "acme.described", path: "orders-prod/checks/acme.described", level: "error" };

describe("a company's check", () => {
  test.each(["error", "warning"] as const)("reports its issues under its id, at its level %s", (level) => {
    expect(checking(company(level))).toEqual([{ code: "acme.described", path: "orders-prod/description", level }]);
  });

  test("is silent where its level is off, and where it has nothing to say", () => {
    expect(checking(company("off"))).toEqual([]);
    const described = { definition: { description: "Order desk" }, rules: [{ checks: [company("error")] }] };
    expect(findingsOf(described)).toEqual([]);
  });

  test("has its level from the workspace", () => {
    const strict = company("off", { level: ({ protected: on }) => (on === true ? "error" : "off") });
    const rules = [{ checks: [strict] }];
    expect(findingsOf({ workspace: plain, rules })).toEqual([]);
    expect(findingsOf({ workspace: guarded, rules })).toHaveLength(1);
  });

  test("can be acknowledged by its id", () => {
    const acknowledge = [{ check: "acme.described", path: "orders-prod/description", reason: "a demo" }];
    const [found] = findingsOf({ rules: [{ checks: [company("error")], acknowledge }] });
    expect(found?.acknowledged).toEqual({ reason: "a demo" });
  });

  test("runs once where an App meets it twice on the way up", () => {
    const check = company("error");
    expect(findingsOf({ rules: [{ checks: [check] }, { checks: [check] }] })).toHaveLength(1);
  });

  const broken: readonly (readonly [string, Partial<Check>])[] = [
    [
      "throws",
      {
        check: () => {
          throw new Error("boom");
        },
      },
    ],
    [
      "throws in its level",
      {
        level: () => {
          throw new Error("boom");
        },
      },
    ],
    ["has a level that there is not", { level: () => "warn" as Level }],
    ["returns nothing", { check: () => undefined as never }],
    ["returns issues without a path", { check: () => [{ code: "x", message: "y" }] as never }],
  ];

  test.each(broken)("fails where it %s: it has found out nothing", (_, more) => {
    expect(checking(company("error", more))).toEqual([failed]);
  });

  test("fails where two different checks have one id", () => {
    expect(checking(company("error"), company("error"))).toContainEqual({
      code: "check.twice",
      path: "orders-prod/checks",
      level: "error",
    });
  });

  test.each(["app.space", "app.twice"])("fails where it takes the id of the library's own %s", (id) => {
    expect(checking(company("off", { id }))).toEqual([
      { code: "check.twice", path: "orders-prod/checks", level: "error" },
    ]);
  });
});

describe("the problems of a program", () => {
  test("name a mistake in a definition or a workspace once, not once per stage", () => {
    const workspace = workspaceWith({ region: "West Europe" });
    const [first, second] = [placed({ path: "a", workspace }), placed({ path: "b", workspace })];
    const found = checkProgram(programOf([first, second], { workspaces: [{ path: "c", workspace }] }));
    expect(found.map(brief)).toEqual([{ code: "workspace.region", path: "a/workspace/region", level: "error" }]);
  });

  test("hold those of a stack without Apps, and what only constructs see", () => {
    const found = checkProgram(
      programOf([], {
        stacks: [stack("empty")],
        workspaces: [{ path: "empty", workspace: workspaceWith({ accountId: "acme" }) }],
        misplaced: [{ code: "provider.none", path: ["x"], message: "no provider" }],
      }),
    );
    expect(found.map(brief)).toEqual([
      { code: "provider.none", path: "x", level: "error" },
      { code: "workspace.account-id", path: "empty/workspace/accountId", level: "error" },
    ]);
  });

  test("count scaled apps over the whole program, also where two descriptions name one workspace", () => {
    const app = { stage: { scaling: { kind: "horizontal", instances: 2 } } };
    const apps = Array.from({ length: 6 }, (_, n) => ({ ...app, path: `a${n}`, workspace: workspaceWith() }));
    expect(findingsOf(...apps).map(brief)).toContainEqual({
      code: "scaling.budget",
      path: "a5/scaling",
      level: "error",
    });
  });
});
