import { POLICIES, WORKSPACES, host, policy } from "./support/account";
import { WORKSPACE, accountCallerOf, refusal, startPlane, stopPlanes } from "./support/plane";

afterEach(stopPlanes);

const POLICY = `${POLICIES}/egress`;
const OPTION = `${WORKSPACES}/${WORKSPACE.id}/network`;

test("a policy comes back as it was sent, with its account, and nothing else added", async () => {
  const plane = await startPlane();
  const call = accountCallerOf(plane);
  const sent = policy({
    allowed_internet_destinations: [host("api.example.com")],
    allowed_storage_destinations: [],
    policy_enforcement: { enforcement_mode: "DRY_RUN" },
  });
  const { body } = await call("POST", POLICIES, sent);
  expect(body).toEqual({ ...sent, account_id: plane.state.accountId });
  expect((await call("GET", POLICY)).body).toEqual(body);
});

test("a change is a whole new policy under the same id", async () => {
  const call = accountCallerOf(await startPlane());
  await call("POST", POLICIES, policy({ allowed_internet_destinations: [host("api.example.com")] }));
  const next = policy({ blocked_internet_destinations: [host("bad.example.com")] });
  const { body } = await call("PUT", POLICY, next);
  expect(body).toMatchObject(next);
  expect((await call("GET", POLICY)).body).toEqual(body);
  expect(JSON.stringify(body)).not.toContain("api.example.com");
});

test.each<readonly [string, object]>([
  ["without an id", { network_policy_id: undefined }],
  ["whose id has 33 characters", { network_policy_id: "a".repeat(33) }],
  ["whose id has a slash", { network_policy_id: "a/b" }],
  ["without a restriction mode", { egress: { network_access: {} } }],
  ["of an unknown restriction mode", policy({ restriction_mode: "DENY" })],
  ["of an unknown enforcement mode", policy({ policy_enforcement: { enforcement_mode: "LOG" } })],
  [
    "whose dry run names apps, which the filter does not know",
    policy({ policy_enforcement: { enforcement_mode: "DRY_RUN", dry_run_mode_product_filter: ["APPS"] } }),
  ],
  ["with a destination that is a URL", policy({ allowed_internet_destinations: [host("https://api.example.com")] })],
  ["with a destination of one label", policy({ allowed_internet_destinations: [host("localhost")] })],
  ["with a destination of no type", policy({ allowed_internet_destinations: [{ destination: "api.example.com" }] })],
  [
    "with a bucket that has no name",
    policy({ allowed_storage_destinations: [{ storage_destination_type: "AWS_S3", region: "us-east-1" }] }),
  ],
  [
    "with storage of an unknown kind",
    policy({ allowed_storage_destinations: [{ storage_destination_type: "FTP", bucket_name: "orders" }] }),
  ],
  ["whose ingress has no mode", { ...policy(), ingress: { public_access: {} } }],
])("fails to create a policy %s", async (_what, change) => {
  const call = accountCallerOf(await startPlane());
  expect(refusal(await call("POST", POLICIES, { ...policy(), ...change }))).toEqual([400, "INVALID_PARAMETER_VALUE"]);
});

test("2,000 destinations are accepted; fails with one more, whatever its kind", async () => {
  const call = accountCallerOf(await startPlane());
  const internet = Array.from({ length: 1999 }, (_, index) => host(`a${index}.example.com`));
  const bucket = { storage_destination_type: "AWS_S3", bucket_name: "orders", region: "us-east-1" };
  const access = { allowed_internet_destinations: internet, allowed_storage_destinations: [bucket] };
  expect((await call("POST", POLICIES, policy(access))).status).toBe(200);
  const more = { ...access, blocked_internet_destinations: [host("bad.example.com")] };
  expect(refusal(await call("PUT", POLICY, policy(more)))).toEqual([400, "QUOTA_EXCEEDED"]);
});

test("fails to create a policy twice, and to change what there is not", async () => {
  const call = accountCallerOf(await startPlane());
  expect(refusal(await call("PUT", POLICY, policy()))[0]).toBe(404);
  await call("POST", POLICIES, policy());
  expect(refusal(await call("POST", POLICIES, policy()))).toEqual([409, "RESOURCE_ALREADY_EXISTS"]);
});

test("fails to change the ids of a policy", async () => {
  const call = accountCallerOf(await startPlane());
  await call("POST", POLICIES, policy());
  const ids = [{ network_policy_id: "other" }, { account_id: "other" }];
  for (const id of ids) expect(refusal(await call("PUT", POLICY, { ...policy(), ...id }))[0]).toBe(400);
});

test("the default policy is there, is what a workspace has, lets everything through, and can be changed", async () => {
  const plane = await startPlane();
  const call = accountCallerOf(plane);
  expect((await call("GET", OPTION)).body).toEqual({
    workspace_id: Number(WORKSPACE.id),
    network_policy_id: "default-policy",
  });
  expect(plane.egress({ host: "api.example.com" }).decision).toBe("allowed");
  const { items } = (await call("GET", POLICIES)).body as { items: { network_policy_id: string }[] };
  expect(items.map(({ network_policy_id }) => network_policy_id)).toEqual(["default-policy"]);
  await call("PUT", `${POLICIES}/default-policy`, {
    egress: { network_access: { restriction_mode: "RESTRICTED_ACCESS" } },
  });
  expect(plane.egress({ host: "api.example.com" }).decision).toBe("denied");
});

test("fails to delete the default policy, attached or not", async () => {
  const call = accountCallerOf(await startPlane());
  await call("POST", POLICIES, policy());
  await call("PUT", OPTION, { network_policy_id: "egress" });
  expect(refusal(await call("DELETE", `${POLICIES}/default-policy`))).toEqual([400, "BAD_REQUEST"]);
});

test("fails to delete a policy that a workspace has; after two steps it is gone", async () => {
  const call = accountCallerOf(await startPlane());
  await call("POST", POLICIES, policy());
  await call("PUT", OPTION, { workspace_id: Number(WORKSPACE.id), network_policy_id: "egress" });
  expect(refusal(await call("DELETE", POLICY))).toEqual([400, "BAD_REQUEST"]);
  await call("PUT", OPTION, { workspace_id: Number(WORKSPACE.id), network_policy_id: "default-policy" });
  expect((await call("DELETE", POLICY)).status).toBe(200);
  expect((await call("GET", POLICY)).status).toBe(404);
});

test("fails to attach what there is not, to what there is not, and to another workspace than the path's", async () => {
  const call = accountCallerOf(await startPlane());
  const given = { network_policy_id: "default-policy" };
  expect(refusal(await call("PUT", OPTION, { network_policy_id: "egress" }))[0]).toBe(404);
  expect(refusal(await call("PUT", `${WORKSPACES}/3333/network`, given))[0]).toBe(404);
  expect(refusal(await call("PUT", OPTION, { ...given, workspace_id: 3333 }))).toEqual([
    400,
    "INVALID_PARAMETER_VALUE",
  ]);
});

test("fails to attach a policy to a workspace below PREMIUM", async () => {
  const call = accountCallerOf(await startPlane({ seed: { workspaces: [{ ...WORKSPACE, tier: "STANDARD" }] } }));
  await call("POST", POLICIES, policy());
  expect(refusal(await call("PUT", OPTION, { network_policy_id: "egress" }))).toEqual([400, "BAD_REQUEST"]);
});
