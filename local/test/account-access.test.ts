import { ACCOUNT, CONFIGS, POLICIES, WORKSPACES, policy } from "./support/account";
import {
  ADMIN,
  ANNA,
  DEPLOYER,
  SEED,
  WORKSPACE,
  accountCallerOf,
  callWith,
  callerOf,
  refusal,
  startPlane,
  stopPlanes,
} from "./support/plane";

afterEach(stopPlanes);

test("an admin of the account calls its level, and inspect() says that it was one", async () => {
  const plane = await startPlane({ seed: { ...SEED, accountAdmin: ADMIN } });
  expect((await accountCallerOf(plane)("GET", WORKSPACES)).status).toBe(200);
  expect(plane.inspect().requests).toMatchObject([{ path: WORKSPACES, identity: ADMIN, account: expect.any(String) }]);
  expect(plane.inspect().requests[0]).not.toHaveProperty("workspace");
});

test("an answer of the account level names no workspace in its header", async () => {
  const plane = await startPlane();
  const { headers } = await accountCallerOf(plane)("GET", WORKSPACES);
  expect(headers).not.toHaveProperty("x-databricks-org-id");
});

test.each([
  ["GET", WORKSPACES],
  ["GET", `${WORKSPACES}/${WORKSPACE.id}`],
  ["PATCH", `${WORKSPACES}/${WORKSPACE.id}?update_mask=network_connectivity_config_id`],
  ["GET", `${WORKSPACES}/${WORKSPACE.id}/network`],
  ["PUT", `${WORKSPACES}/${WORKSPACE.id}/network`],
  ["GET", CONFIGS],
  ["POST", CONFIGS],
  ["GET", `${CONFIGS}/x`],
  ["DELETE", `${CONFIGS}/x`],
  ["POST", `${CONFIGS}/x/private-endpoint-rules`],
  ["GET", `${CONFIGS}/x/private-endpoint-rules/y`],
  ["PATCH", `${CONFIGS}/x/private-endpoint-rules/y`],
  ["DELETE", `${CONFIGS}/x/private-endpoint-rules/y`],
  ["GET", POLICIES],
  ["POST", POLICIES],
  ["GET", `${POLICIES}/default-policy`],
  ["PUT", `${POLICIES}/default-policy`],
  ["DELETE", `${POLICIES}/default-policy`],
])("fails for who is no admin of the account: %s %s", async (method, path) => {
  const plane = await startPlane();
  const before = plane.state.account;
  const body = method === "GET" || method === "DELETE" ? undefined : policy();
  expect(refusal(await accountCallerOf(plane, ANNA)(method, path, body))).toEqual([403, "PERMISSION_DENIED"]);
  expect(refusal(await callerOf(plane)(method, path, body))).toEqual([401, "UNAUTHENTICATED"]);
  expect(refusal(await callWith(plane)(method, path, body))).toEqual([401, "UNAUTHENTICATED"]);
  expect({ ...plane.state.account, tokens: [] }).toEqual({ ...before, tokens: [] });
});

test("fails for the workspace's admin group: admins of a workspace are none of the account", async () => {
  const plane = await startPlane({
    seed: { workspaces: [{ ...WORKSPACE, groups: [{ name: "admins", members: [ANNA] }] }] },
  });
  expect(refusal(await accountCallerOf(plane, ANNA)("GET", POLICIES))).toEqual([403, "PERMISSION_DENIED"]);
});

test("fails for the account's token at a workspace's call", async () => {
  const plane = await startPlane({ seed: { ...SEED, accountAdmin: DEPLOYER } });
  const call = callWith(plane, plane.accountToken(DEPLOYER));
  expect(refusal(await call("GET", "/api/2.0/apps"))).toEqual([401, "UNAUTHENTICATED"]);
});

test("fails at another account", async () => {
  const plane = await startPlane();
  const other = POLICIES.replace("00000000-0000-4000", "00000000-0000-4001");
  expect(refusal(await accountCallerOf(plane)("GET", other))).toEqual([403, "PERMISSION_DENIED"]);
});

test("fails with 501 and the path where the account level has no answer", async () => {
  const plane = await startPlane();
  expect(refusal(await accountCallerOf(plane)("GET", `${ACCOUNT}/vpc-endpoints`))).toEqual([501, "NOT_IMPLEMENTED"]);
  expect(plane.inspect().unknown).toMatchObject([{ path: `${ACCOUNT}/vpc-endpoints` }]);
});

test("fails to make a token for somebody whom nobody knows", async () => {
  const plane = await startPlane();
  expect(() => plane.accountToken({ kind: "user", name: "eve@example.com" })).toThrow("eve@example.com");
});

test("an account has one admin even where the seed names none, and keeps whom it has", async () => {
  const plane = await startPlane();
  const [first] = plane.state.account.admins;
  plane.seed(SEED);
  expect(plane.state.account.admins).toEqual([first]);
  plane.seed({ ...SEED, accountAdmin: ADMIN });
  expect(plane.state.account.admins).toEqual([first, ADMIN]);
});
