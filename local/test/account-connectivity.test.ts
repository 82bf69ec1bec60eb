import { ManualClock } from "databricks-apps-local";
import { CONFIGS, WORKSPACES, created } from "./support/account";
import { WORKSPACE, accountCallerOf, refusal, startPlane, stopPlanes } from "./support/plane";

afterEach(stopPlanes);

const AZURE = { id: "2222222222222222", name: "prod", cloud: "azure" as const, region: "westeurope" };
const binding = (workspace: string): string => `${WORKSPACES}/${workspace}?update_mask=network_connectivity_config_id`;

test("a configuration is created, read, listed by name and deleted", async () => {
  const call = accountCallerOf(await startPlane());
  const { body } = await call("POST", CONFIGS, { name: "ncc-weu", region: "westeurope" });
  expect(body).toMatchObject({ name: "ncc-weu", region: "westeurope", account_id: expect.any(String) });
  const path = `${CONFIGS}/${String(body.network_connectivity_config_id)}`;
  expect((await call("GET", path)).body).toEqual(body);
  const { items } = (await call("GET", CONFIGS)).body as { items: { name: string }[] };
  expect(items.filter(({ name }) => name === "ncc-weu")).toEqual([body]);
  expect((await call("DELETE", path)).status).toBe(200);
  expect(refusal(await call("GET", path))).toEqual([404, "RESOURCE_DOES_NOT_EXIST"]);
});

test("on Azure it has stable subnets, on AWS stable addresses, the same for every configuration of a region", async () => {
  const call = accountCallerOf(await startPlane());
  const rules = async (name: string, region: string): Promise<unknown> =>
    (await call("POST", CONFIGS, { name, region })).body.egress_config.default_rules as unknown;
  const azure = await rules("one", "westeurope");
  expect(azure).toMatchObject({ azure_service_endpoint_rule: { target_region: "westeurope" } });
  expect(await rules("two", "westeurope")).toEqual(azure);
  expect(await rules("three", "northeurope")).not.toEqual(azure);
  expect(await rules("four", "eu-west-1")).toMatchObject({ aws_stable_ip_rule: { cidr_blocks: expect.any(Array) } });
});

test.each<readonly [string, object, readonly [number, string]]>([
  ["of two characters", { name: "ab", region: "westeurope" }, [400, "INVALID_PARAMETER_VALUE"]],
  ["of 31 characters", { name: "a".repeat(31), region: "westeurope" }, [400, "INVALID_PARAMETER_VALUE"]],
  ["with a dot", { name: "ncc.weu", region: "westeurope" }, [400, "INVALID_PARAMETER_VALUE"]],
  ["without a region", { name: "ncc-weu" }, [400, "INVALID_PARAMETER_VALUE"]],
  ["whose name is taken", { name: "taken", region: "northeurope" }, [409, "RESOURCE_ALREADY_EXISTS"]],
])("fails to create a configuration %s", async (_what, body, expected) => {
  const call = accountCallerOf(await startPlane());
  await created(call, "taken", "westeurope");
  expect(refusal(await call("POST", CONFIGS, body))).toEqual(expected);
});

test("fails for the eleventh configuration of a region; another region has room", async () => {
  const call = accountCallerOf(await startPlane());
  for (let each = 0; each < 10; each += 1) await created(call, `ncc-${each}`);
  expect(refusal(await call("POST", CONFIGS, { name: "more", region: "us-east-1" }))).toEqual([400, "QUOTA_EXCEEDED"]);
  expect((await call("POST", CONFIGS, { name: "more", region: "eu-west-1" })).status).toBe(200);
});

test("a workspace is bound, and bound again: the second configuration replaces the first without a word", async () => {
  const plane = await startPlane();
  const call = accountCallerOf(plane);
  const [one, two] = [await created(call, "one"), await created(call, "two")];
  const { body } = await call("PATCH", binding(WORKSPACE.id), { network_connectivity_config_id: one });
  expect(body).toMatchObject({ workspace_id: Number(WORKSPACE.id), workspace_status: "RUNNING" });
  expect((await call("PATCH", binding(WORKSPACE.id), { network_connectivity_config_id: two })).status).toBe(200);
  expect(plane.state.account.networks[WORKSPACE.id]).toEqual({ connectivityConfig: two });
  expect((await call("DELETE", `${CONFIGS}/${one}`)).status).toBe(200);
});

test("fails to delete a configuration that a workspace is bound to, until the workspace has another one", async () => {
  const call = accountCallerOf(await startPlane());
  const [one, two] = [await created(call, "one"), await created(call, "two")];
  await call("PATCH", binding(WORKSPACE.id), { network_connectivity_config_id: one });
  expect(refusal(await call("DELETE", `${CONFIGS}/${one}`))).toEqual([400, "BAD_REQUEST"]);
  await call("PATCH", binding(WORKSPACE.id), { network_connectivity_config_id: two });
  expect((await call("DELETE", `${CONFIGS}/${one}`)).status).toBe(200);
});

test("fails to bind a workspace of another region, or to what there is not, or without the mask", async () => {
  const plane = await startPlane({ seed: { workspaces: [WORKSPACE, AZURE] } });
  const call = accountCallerOf(plane);
  const body = { network_connectivity_config_id: await created(call) };
  expect(refusal(await call("PATCH", binding(AZURE.id), body))).toEqual([400, "INVALID_PARAMETER_VALUE"]);
  expect(refusal(await call("PATCH", binding("3333"), body))[0]).toBe(404);
  const nothing = { network_connectivity_config_id: "none" };
  expect(refusal(await call("PATCH", binding(WORKSPACE.id), nothing))[0]).toBe(404);
  expect(refusal(await call("PATCH", `${WORKSPACES}/${WORKSPACE.id}`, body))[0]).toBe(400);
  expect(plane.state.account.networks[WORKSPACE.id]?.connectivityConfig).toBeUndefined();
});

test("fails to bind the fifty-first workspace; one of the fifty may be bound again", async () => {
  const workspaces = Array.from({ length: 51 }, (_, index) => ({ id: String(1000 + index), name: `w${index}` }));
  const call = accountCallerOf(await startPlane({ seed: { workspaces } }));
  const body = { network_connectivity_config_id: await created(call) };
  const statuses: number[] = [];
  for (const { id } of workspaces) statuses.push((await call("PATCH", binding(id), body)).status);
  expect(statuses).toEqual([...Array<number>(50).fill(200), 400]);
  expect((await call("PATCH", binding("1000"), body)).status).toBe(200);
});

test("the account lists its workspaces with their regions", async () => {
  const call = accountCallerOf(await startPlane({ seed: { workspaces: [WORKSPACE, AZURE] } }));
  expect((await call("GET", WORKSPACES)).body).toMatchObject([
    { workspace_name: "dev", aws_region: "us-east-1", pricing_tier: "PREMIUM" },
    { workspace_name: "prod", location: "westeurope", workspace_id: 2222222222222222 },
  ]);
});

test("a deactivated rule is gone after seven days, and with it what held the configuration", async () => {
  const clock = new ManualClock();
  const plane = await startPlane({ clock });
  const call = accountCallerOf(plane);
  const config = `${CONFIGS}/${await created(call)}`;
  const target = { endpoint_service: "com.amazonaws.us-east-1.s3", resource_names: ["orders"] };
  const { rule_id: rule } = (await call("POST", `${config}/private-endpoint-rules`, target)).body as {
    rule_id: string;
  };
  plane.answerEndpoint(rule, "ESTABLISHED");
  await call("DELETE", `${config}/private-endpoint-rules/${rule}`);
  clock.advance(7 * 24 * 60 * 60 * 1000 - 1);
  expect((await call("DELETE", config)).status).toBe(400);
  clock.advance(1);
  expect((await call("GET", `${config}/private-endpoint-rules/${rule}`)).status).toBe(404);
  expect((await call("DELETE", config)).status).toBe(200);
});
