import { deploymentOf } from "../../src/assembly/deployment";
import { bind } from "../../src/stage/bind";
import { orders, ordersProd } from "../support/orders";

describe("the deployment file", () => {
  test("names every variable in the vendor's wire names, sorted", () => {
    expect(deploymentOf(bind(ordersProd))).toEqual({
      mode: "SNAPSHOT",
      env_vars: [
        { name: "CATALOG", value: "prod" },
        { name: "WAREHOUSE_ID", value_from: "sql-warehouse" },
      ],
    });
  });

  test("has no variables where the app has none", () => {
    const bare = { ...orders, env: {}, stageEnv: [] as never[] };
    expect(deploymentOf(bind({ ...ordersProd, definition: bare, env: {} }))).toEqual({
      mode: "SNAPSHOT",
      env_vars: [],
    });
  });
});
