import { AppResource, defineApp, defineStage } from "databricks-apps-constructs";
import { workspaceWith } from "../stage/sample-program";
import { START, findings, foundIn } from "./checked";
import { temporaryFolder } from "./folder";

const withEnv = (...lines: readonly string[]) => ({
  ...START,
  "app.yaml": `command: [python, main.py]\nenv:\n${lines.map((line) => `  - ${line}\n`).join("")}`,
});

const warehouse = {
  definition: { resources: { "sql-warehouse": AppResource.sqlWarehouse("CAN_USE") } },
  stage: { bindings: { "sql-warehouse": { id: "1a2b3c" } } },
} as const;

describe("variables with valueFrom", () => {
  test("are fine where a resource has the key", () => {
    expect(findings(withEnv("{ name: WAREHOUSE_ID, valueFrom: sql-warehouse }"), warehouse)).toEqual([]);
  });

  test("fail where none has, and name the one that was meant", () => {
    const files = withEnv("{ name: WAREHOUSE_ID, valueFrom: sql-warehous }");
    expect(findings(files, warehouse)).toEqual([
      "error env.value-from app.yaml:3:38",
      "warning env.unread-resource resources/sql-warehouse",
    ]);
    expect(foundIn(temporaryFolder(files), warehouse)[0]).toMatchObject({
      got: "sql-warehous",
      allowed: ["sql-warehouse"],
      fix: 'did you mean "sql-warehouse"?',
    });
  });
});

describe("a resource", () => {
  test("fails where no variable reads it", () => {
    expect(findings(START, warehouse)).toEqual(["warning env.unread-resource resources/sql-warehouse"]);
  });

  test("is read by the definition's variables, too", () => {
    const { definition, stage } = warehouse;
    const app = { definition: { ...definition, env: { W: { valueFrom: "sql-warehouse" } } }, stage };
    expect(findings(START, app)).toEqual([]);
  });

  test("of a kind that sets variables by itself needs no reader", () => {
    const branch = "projects/p/branches/b";
    const app = {
      definition: { resources: { db: AppResource.postgres("CAN_CONNECT_AND_CREATE") } },
      stage: { bindings: { db: { branch, database: `${branch}/databases/d` } } },
    };
    expect(findings(START, app)).toEqual([]);
  });
});

describe("a variable that app.yaml sets", () => {
  const files = withEnv("{ name: MODE, value: fast }");

  test("fails where the definition sets it, too, and both places are named", () => {
    expect(findings(files, { definition: { env: { MODE: "slow" } } })).toEqual(["error env.overridden app.yaml:3:13"]);
    const app = defineApp({ name: "orders", env: { MODE: "slow" } });
    const [issue] = foundIn(temporaryFolder(files), { stage: defineStage(app, workspaceWith(), {}) });
    expect(issue?.message).toMatch(/by the definition at test\/source\/check-env.test.ts:\d+:\d+/);
  });

  test("fails where the stage sets it", () => {
    const app = { definition: { stageEnv: ["MODE"] }, stage: { env: { MODE: "slow" } } };
    expect(findings(files, app)).toEqual(["error env.overridden app.yaml:3:13"]);
  });

  test("is fine where only another one is set there", () => {
    expect(findings(files, { definition: { env: { OTHER: "slow" } } })).toEqual([]);
  });
});
