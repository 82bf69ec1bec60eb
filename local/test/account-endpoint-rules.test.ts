import { CONFIGS, bucketRule, created } from "./support/account";
import { type Call, accountCallerOf, refusal, startPlane, stopPlanes } from "./support/plane";

afterEach(stopPlanes);

const STORAGE = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/orders";
const BALANCER = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/privateLinkServices/desk";
const S3 = "com.amazonaws.us-east-1.s3";

/** The path of the rules of a new configuration. */
async function rulesOf(call: Call, region: string): Promise<string> {
  return `${CONFIGS}/${await created(call, `ncc-${region}`, region)}/private-endpoint-rules`;
}

test("a rule for a storage account is created as it was asked for, pending, and listed by its configuration", async () => {
  const call = accountCallerOf(await startPlane());
  const rules = await rulesOf(call, "westeurope");
  const { body } = await call("POST", rules, { resource_id: STORAGE, group_id: "dfs" });
  expect(body).toMatchObject({
    resource_id: STORAGE,
    group_id: "dfs",
    connection_state: "PENDING",
    deactivated: false,
  });
  expect(body).not.toHaveProperty("enabled");
  expect((await call("GET", `${rules}/${String(body.rule_id)}`)).body).toEqual(body);
  expect((await call("GET", rules)).body).toEqual({ items: [body] });
  const config = await call("GET", rules.replace("/private-endpoint-rules", ""));
  expect(config.body.egress_config.target_rules).toEqual({ azure_private_endpoint_rules: [body] });
});

test("the owner of the target lets a rule in", async () => {
  const plane = await startPlane();
  const call = accountCallerOf(plane);
  const { config, rule } = await bucketRule(call);
  plane.answerEndpoint(rule, "ESTABLISHED");
  const { body } = await call("GET", `${config}/private-endpoint-rules/${rule}`);
  expect(body.connection_state).toBe("ESTABLISHED");
});

test.each<readonly [string, string, object]>([
  ["with a group and domain names", "westeurope", { resource_id: STORAGE, group_id: "dfs", domain_names: ["a.b"] }],
  ["with neither", "westeurope", { resource_id: STORAGE }],
  ["of something that is no Azure resource", "westeurope", { resource_id: "orders", group_id: "dfs" }],
  ["for an endpoint service on Azure", "westeurope", { endpoint_service: S3, resource_names: ["orders"] }],
  ["for an Azure resource on AWS", "us-east-1", { resource_id: STORAGE, group_id: "dfs" }],
  ["without an endpoint service on AWS", "us-east-1", { resource_names: ["orders"] }],
  [
    "with eleven domain names",
    "westeurope",
    { resource_id: BALANCER, domain_names: Array.from({ length: 11 }, (_, index) => `a${index}.acme.example`) },
  ],
])("fails to create a rule %s", async (_what, region, body) => {
  const call = accountCallerOf(await startPlane());
  expect(refusal(await call("POST", await rulesOf(call, region), body))).toEqual([400, "INVALID_PARAMETER_VALUE"]);
});

test("fails for a second rule to the same target; another group of the same account is another target", async () => {
  const call = accountCallerOf(await startPlane());
  const rules = await rulesOf(call, "westeurope");
  const { body } = await call("POST", rules, { resource_id: STORAGE, group_id: "dfs" });
  const again = { resource_id: STORAGE.toUpperCase(), group_id: "dfs" };
  expect(refusal(await call("POST", rules, again))).toEqual([409, "RESOURCE_ALREADY_EXISTS"]);
  expect((await call("POST", rules, { resource_id: STORAGE, group_id: "blob" })).status).toBe(200);
  await call("DELETE", `${rules}/${String(body.rule_id)}`);
  expect((await call("POST", rules, { resource_id: STORAGE, group_id: "dfs" })).status).toBe(200);
});

test("fails for one endpoint more than a region has, over all of its configurations", async () => {
  const call = accountCallerOf(await startPlane());
  const configs = [await created(call, "one"), await created(call, "two")];
  const statuses: number[] = [];
  for (let each = 0; each < 31; each += 1) {
    const target = { endpoint_service: `com.amazonaws.vpce.svc-${each}`, domain_names: ["a.acme.example"] };
    const rules = `${CONFIGS}/${configs[each % 2] ?? ""}/private-endpoint-rules`;
    statuses.push((await call("POST", rules, target)).status);
  }
  expect(statuses).toEqual([...Array<number>(30).fill(200), 400]);
});

test("a change has the mask's fields: what the mask names and the body does not is cleared", async () => {
  const plane = await startPlane();
  const call = accountCallerOf(plane);
  const { config, rule } = await bucketRule(call);
  const path = `${config}/private-endpoint-rules/${rule}`;
  plane.answerEndpoint(rule, "ESTABLISHED");
  await call("PATCH", `${path}?update_mask=enabled,resource_names`, { enabled: true, resource_names: ["a", "b"] });
  expect((await call("GET", path)).body).toMatchObject({ enabled: true, resource_names: ["a", "b"] });
  // What the provider sends for `enabled = false`: false is what a body leaves out.
  await call("PATCH", `${path}?update_mask=enabled`, {});
  expect((await call("GET", path)).body).toMatchObject({ enabled: false, resource_names: ["a", "b"] });
  await call("PATCH", `${path}?update_mask=resource_names`, {});
  expect((await call("GET", path)).body).not.toHaveProperty("resource_names");
});

test("what the body has and the mask does not is left alone", async () => {
  const call = accountCallerOf(await startPlane());
  const rules = await rulesOf(call, "westeurope");
  const { body } = await call("POST", rules, { resource_id: BALANCER, domain_names: ["a.acme.example"] });
  const path = `${rules}/${String(body.rule_id)}`;
  await call("PATCH", `${path}?update_mask=domain_names`, { domain_names: ["b.acme.example"], enabled: true });
  expect((await call("GET", path)).body).toMatchObject({ domain_names: ["b.acme.example"] });
  expect((await call("GET", path)).body).not.toHaveProperty("enabled");
});

test.each([
  ["without a mask", "", {}],
  ["of a field that there is not", "?update_mask=group_id", { group_id: "blob" }],
  ["that enables a rule on Azure", "?update_mask=enabled", { enabled: true }],
  ["that gives buckets to a rule on Azure", "?update_mask=resource_names", { resource_names: ["orders"] }],
  ["that gives domain names to a rule with a group", "?update_mask=domain_names", { domain_names: ["a.b"] }],
])("fails to change a rule %s", async (_what, query, change) => {
  const call = accountCallerOf(await startPlane());
  const rules = await rulesOf(call, "westeurope");
  const { body } = await call("POST", rules, { resource_id: STORAGE, group_id: "dfs" });
  const reply = await call("PATCH", `${rules}/${String(body.rule_id)}${query}`, change);
  expect(refusal(reply)).toEqual([400, "INVALID_PARAMETER_VALUE"]);
});

test("a rule that was approved is deactivated by its deletion, one that was not is gone", async () => {
  const plane = await startPlane();
  const call = accountCallerOf(plane);
  const { config, rule } = await bucketRule(call);
  const pending = { endpoint_service: "com.amazonaws.vpce.svc-1", domain_names: ["a.acme.example"] };
  const { body } = await call("POST", `${config}/private-endpoint-rules`, pending);
  plane.answerEndpoint(rule, "ESTABLISHED");
  const path = `${config}/private-endpoint-rules/${rule}`;
  expect((await call("DELETE", path)).body).toMatchObject({ deactivated: true, deactivated_at: expect.any(Number) });
  expect((await call("GET", path)).body).toMatchObject({ deactivated: true });
  await call("DELETE", `${config}/private-endpoint-rules/${String(body.rule_id)}`);
  expect((await call("GET", `${config}/private-endpoint-rules/${String(body.rule_id)}`)).status).toBe(404);
});

test("fails to delete a configuration that has rules", async () => {
  const call = accountCallerOf(await startPlane());
  const { config, rule } = await bucketRule(call);
  expect(refusal(await call("DELETE", config))).toEqual([400, "BAD_REQUEST"]);
  await call("DELETE", `${config}/private-endpoint-rules/${rule}`);
  expect((await call("DELETE", config)).status).toBe(200);
});
