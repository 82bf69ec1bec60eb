import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { seedFromAssembly } from "databricks-apps-local";
import { callWith, startPlane, stopPlanes } from "./support/plane";

const workspace = { workspaceId: "1111111111111111", accountId: "a-1", name: "dev", cloud: "azure", tier: "PREMIUM" };
const BOUND = {
  name: "orders",
  workspace,
  resources: [
    {
      key: "own",
      kind: "sqlWarehouse",
      permission: "CAN_USE",
      binding: { id: { ref: "databricks_sql_endpoint.own" } },
    },
    { key: "w", kind: "sqlWarehouse", permission: "CAN_USE", binding: { id: "1a2b" } },
    { key: "s", kind: "secret", permission: "READ", binding: { scope: "orders", key: "stripe" } },
    { key: "j", kind: "job", permission: "CAN_VIEW", binding: { id: "42" } },
    { key: "e", kind: "servingEndpoint", permission: "CAN_QUERY", binding: { name: "ranker" } },
    { key: "x", kind: "experiment", permission: "CAN_READ", binding: { experimentId: "77" } },
    { key: "g", kind: "genieSpace", permission: "CAN_RUN", binding: { name: "Sales", spaceId: "01ef" } },
    {
      key: "d",
      kind: "database",
      permission: "CAN_CONNECT_AND_CREATE",
      binding: { instanceName: "pg", databaseName: "o" },
    },
    { key: "a", kind: "app", permission: "CAN_USE", binding: { name: "billing" } },
    { key: "a2", kind: "app", permission: "CAN_USE", binding: { name: "second" } },
    { key: "t", kind: "ucSecurable", securable: "TABLE", permission: "SELECT", binding: { fullName: "main.sales.t" } },
    {
      key: "c",
      kind: "ucSecurable",
      securable: "CONNECTION",
      permission: "USE_CONNECTION",
      binding: { fullName: "crm" },
    },
    {
      key: "p",
      kind: "postgres",
      permission: "CAN_CONNECT_AND_CREATE",
      binding: { branch: "projects/p/branches/b", database: "projects/p/branches/b/databases/d" },
    },
  ],
  access: [
    {
      role: "r",
      level: "CAN_USE",
      principals: [
        { kind: "group", name: "qa" },
        { kind: "allAccountUsers", name: "account users" },
      ],
    },
    {
      role: "m",
      level: "CAN_MANAGE",
      principals: [
        { kind: "user", name: "u@example.com" },
        { kind: "group", name: { ref: "x" } },
      ],
    },
  ],
};

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "local-seed-"));
});

afterEach(async () => {
  await stopPlanes();
  fs.rmSync(folder, { recursive: true, force: true });
});

function seedOf(...bound: object[]) {
  fs.writeFileSync(
    path.join(folder, "promotion.json"),
    JSON.stringify({ apps: bound.map((each) => ({ bound: each })) }),
  );
  return seedFromAssembly(folder);
}

test("everything that an assembly's apps are bound to is there, and the deployer can bind it", async () => {
  const plane = await startPlane({ seed: seedOf(BOUND) });
  const keys = Object.keys(plane.state.workspaces[workspace.workspaceId]?.objects ?? {});
  expect(keys).toEqual(
    expect.arrayContaining([
      "warehouses/1a2b",
      "secret-scopes/orders",
      "jobs/42",
      "serving-endpoints/ranker",
      "experiments/77",
      "genie-spaces/01ef",
      "database-instances/pg",
      "apps/billing",
      "tables/main.sales.t",
      "connections/crm",
      "database-projects/p",
    ]),
  );
  const call = callWith(plane, plane.token());
  const resources = [
    { name: "job", job: { id: "42", permission: "CAN_VIEW" } },
    {
      name: "table",
      uc_securable: { securable_full_name: "main.sales.t", securable_type: "TABLE", permission: "SELECT" },
    },
  ];
  expect((await call("POST", "/api/2.0/apps", { name: "orders", resources })).status).toBe(200);
});

test("a binding by reference is not seeded: Terraform creates what it names", () => {
  expect(seedOf(BOUND).workspaces[0]?.warehouses).toEqual([{ id: "1a2b" }]);
});

test("what the assembly creates itself is not there before", () => {
  const seed = seedOf(BOUND, { name: "second", workspace, resources: [], access: [] });
  expect(seed.workspaces).toHaveLength(1);
  expect(seed.workspaces[0]?.otherApps).toEqual(["billing"]);
});

test("three workspaces of one account become three", () => {
  const others = ["2", "3"].map((workspaceId) => ({ ...BOUND, workspace: { ...workspace, workspaceId } }));
  const seed = seedOf(BOUND, ...others);
  expect(seed).toMatchObject({ accountId: "a-1", workspaces: [{}, { id: "2" }, { id: "3" }] });
});

test("fails for a kind that it does not know", () => {
  expect(() => seedOf({ ...BOUND, resources: [{ kind: "cluster", binding: { id: "1" } }] })).toThrow("cluster");
});

describe("an assembly of the account's network", () => {
  const write = (): void => {
    const dev = { name: "dev", workspaceId: "1111111111111111" };
    const prod = { name: "prod", workspaceId: "2222222222222222", cloud: "azure" };
    const network = {
      policies: [{ workspaces: [{ ...dev, cloud: "azure" }, prod] }],
      connectivity: [{ region: "northeurope", workspaces: [dev] }],
    };
    fs.writeFileSync(path.join(folder, "network.json"), JSON.stringify(network));
    fs.mkdirSync(path.join(folder, "stacks", "network"), { recursive: true });
    const document = { provider: { databricks: [{ account_id: "a-1" }] } };
    fs.writeFileSync(path.join(folder, "stacks", "network", "cdk.tf.json"), JSON.stringify(document));
  };

  test("has the workspaces that it governs, with cloud, region and account, and needs no app", () => {
    write();
    expect(seedFromAssembly(folder)).toEqual({
      accountId: "a-1",
      workspaces: [
        { id: "1111111111111111", name: "dev", cloud: "azure", region: "northeurope" },
        { id: "2222222222222222", name: "prod", cloud: "azure" },
      ],
    });
  });

  test("adds them to the workspaces of its apps, which know more", () => {
    write();
    const { workspaces } = seedOf({ ...BOUND, workspace: { ...workspace, region: "westeurope" } });
    expect(workspaces).toMatchObject([
      { id: "1111111111111111", region: "westeurope", warehouses: [{ id: "1a2b" }] },
      { id: "2222222222222222" },
    ]);
  });
});
