import type { EgressProduct, LocalControlPlane } from "databricks-apps-local";
import { POLICIES, WORKSPACES, host, policy } from "./support/account";
import { SEED, WORKSPACE, accountCallerOf, startPlane, stopPlanes } from "./support/plane";

afterEach(stopPlanes);

/** A control plane whose workspace has the policy. */
async function under(access: object): Promise<LocalControlPlane> {
  const plane = await startPlane();
  const call = accountCallerOf(plane);
  expect((await call("POST", POLICIES, policy(access))).status).toBe(200);
  await call("PUT", `${WORKSPACES}/${WORKSPACE.id}/network`, { network_policy_id: "egress" });
  return plane;
}

test("a restricted policy lets through what it lists, and says by which entry", async () => {
  const plane = await under({ allowed_internet_destinations: [host("api.example.com")] });
  expect(plane.egress({ host: "API.example.com" })).toEqual({
    decision: "allowed",
    policy: "egress",
    destination: "api.example.com",
  });
  expect(plane.egress({ host: "other.example.com" })).toEqual({ decision: "denied", policy: "egress" });
});

test("a host is another one where a label of the entry only ends it", async () => {
  const plane = await under({ allowed_internet_destinations: [host("example.com")] });
  expect(plane.egress({ host: "badexample.com" }).decision).toBe("denied");
  expect(plane.egress({ host: "example.com.evil.example" }).decision).toBe("denied");
});

test.each([
  [
    { storage_destination_type: "AWS_S3", bucket_name: "orders", region: "eu-west-1" },
    "orders.s3.eu-west-1.amazonaws.com",
  ],
  [
    { storage_destination_type: "AZURE_STORAGE", azure_storage_account: "orders", azure_storage_service: "dfs" },
    "orders.dfs.core.windows.net",
  ],
  [{ storage_destination_type: "GOOGLE_CLOUD_STORAGE", bucket_name: "orders" }, "orders.storage.googleapis.com"],
])("a storage destination lets through the host of that storage: %j", async (destination, expected) => {
  const plane = await under({ allowed_storage_destinations: [destination] });
  expect(plane.egress({ host: expected }).decision).toBe("allowed");
  expect(plane.egress({ host: expected.replace("orders", "other") }).decision).toBe("denied");
});

test("what is blocked is denied, under full access and beside an entry that allows it", async () => {
  const blocked_internet_destinations = [host("bad.example.com")];
  const full = await under({ restriction_mode: "FULL_ACCESS", blocked_internet_destinations });
  expect(full.egress({ host: "bad.example.com" }).decision).toBe("denied");
  expect(full.egress({ host: "api.example.com" }).decision).toBe("allowed");
  const allowed_internet_destinations = [host("example.com")];
  const restricted = await under({ allowed_internet_destinations, blocked_internet_destinations });
  expect(restricted.egress({ host: "bad.example.com" }).decision).toBe("denied");
});

const PRODUCTS: readonly EgressProduct[] = ["apps", "sql", "serving", "jobs"];

test.each<readonly [string, readonly string[] | undefined, readonly string[]]>([
  ["without a filter is one for everything", undefined, ["dryRun", "dryRun", "dryRun", "dryRun"]],
  ["of SQL alone is enforced for apps", ["DBSQL"], ["denied", "dryRun", "denied", "denied"]],
  [
    "of all that the filter knows is enforced for apps",
    ["DBSQL", "ML_SERVING"],
    ["denied", "dryRun", "dryRun", "denied"],
  ],
])("a dry run %s", async (_what, filter, expected) => {
  const plane = await under({
    policy_enforcement: { enforcement_mode: "DRY_RUN", ...(filter && { dry_run_mode_product_filter: filter }) },
  });
  expect(PRODUCTS.map((product) => plane.egress({ host: "api.example.com", product }).decision)).toEqual(expected);
});

test("a policy without an enforcement mode is enforced", async () => {
  expect((await under({})).egress({ host: "api.example.com" }).decision).toBe("denied");
});

test("every workspace has its own policy; fails where it is not said which one is meant", async () => {
  const second = { ...WORKSPACE, id: "2222222222222222", name: "prod" };
  const plane = await startPlane({ seed: { workspaces: [...SEED.workspaces, second] } });
  const call = accountCallerOf(plane);
  await call("POST", POLICIES, policy());
  await call("PUT", `${WORKSPACES}/${second.id}/network`, { network_policy_id: "egress" });
  expect(plane.egress({ workspace: "dev", host: "api.example.com" }).policy).toBe("default-policy");
  expect(plane.egress({ workspace: second.id, host: "api.example.com" }).policy).toBe("egress");
  expect(() => plane.egress({ host: "api.example.com" })).toThrow("name one workspace");
});
