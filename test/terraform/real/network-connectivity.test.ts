import { LocalRun, type TestStack } from "../../support/local";
import {
  accountChanges,
  accountStack,
  adopting,
  DEV,
  documentOf,
  platform,
  type Platform,
  SEED,
  TEST,
} from "../../support/network";
import { describeWithTerraform } from "../../support/terraform";

jest.setTimeout(90_000);

const LAKE = "/subscriptions/0b7d1f0a/resourceGroups/lake/providers/Microsoft.Storage/storageAccounts/acmelake";
const [DFS, BLOB, QUEUE] = ["dfs", "blob", "queue"].map((groupId) => ({ resourceId: LAKE, groupId })) as [
  Endpoint,
  Endpoint,
  Endpoint,
];
interface Endpoint {
  readonly resourceId: string;
  readonly groupId: string;
}

describeWithTerraform("a network connectivity configuration on a local control plane", (terraform) => {
  let local: LocalRun;
  let stack: TestStack;

  beforeEach(async () => {
    local = await LocalRun.start(terraform, { seed: SEED });
    stack = accountStack(local, documentOf(platform({ ncc: { privateEndpoints: [DFS, BLOB, QUEUE] } })));
  });

  afterEach(async () => {
    expect(local.plane.inspect().unknown).toEqual([]);
    await local.close();
  });

  const write = (ncc: Platform["ncc"]): void => {
    stack.write(documentOf(platform({ ncc })));
  };
  const configs = () => Object.values(local.plane.state.account.connectivityConfigs);
  const boundTo = (workspace: string): string | undefined => {
    const id = local.plane.state.account.networks[workspace]?.connectivityConfig;
    return configs().find((each) => each.id === id)?.name;
  };
  const establish = (): void => {
    for (const { rules } of configs()) {
      for (const id of Object.keys(rules)) local.plane.answerEndpoint(id, "ESTABLISHED");
    }
  };

  test("is applied, bound, and has an empty second plan, before and after the endpoints are approved", async () => {
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ empty: true });
    expect(boundTo(DEV.workspaceId)).toBe("ncc-weu");
    establish();
    const { actions } = await stack.plan();
    expect(Object.values(actions).filter(([each]) => each !== "no-op" && each !== "read")).toEqual([]);
  });

  /** How many rules there are a second after the first was made and its maker did not hear of it yet. */
  async function rulesMeanwhile(): Promise<number> {
    let release = (): void => undefined;
    const until = new Promise<void>((resolve) => (release = resolve));
    const reached = new Promise<void>((resolve) => {
      const effect = { kind: "hold", when: "after", reached: resolve, until } as const;
      local.plane.faults.add({ method: "POST", path: /private-endpoint-rules$/, effect });
    });
    const applied = stack.apply();
    await reached;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const { length } = configs().flatMap(({ rules }) => Object.keys(rules));
    release();
    await applied;
    return length;
  }

  test("its rules are created one after another: none is asked for before the one before it is there", async () => {
    expect(await rulesMeanwhile()).toBe(1);
    const [config] = configs();
    const created = Object.values(config?.rules ?? {});
    expect(created.map(({ target }) => target.group_id)).toEqual(["dfs", "blob", "queue"]);
  });

  test("without the order that the stack gives them the provider asks for all of them at once", async () => {
    const document = structuredClone(documentOf(platform({ ncc: { privateEndpoints: [DFS, BLOB, QUEUE] } })));
    const rules = Object.values(document.resource?.databricks_mws_ncc_private_endpoint_rule ?? {});
    for (const rule of rules) Reflect.deleteProperty(rule, "depends_on");
    stack.write(document);
    expect(await rulesMeanwhile()).toBe(3);
  });

  test("a rule more is one creation, whatever its place in the list", async () => {
    write({ privateEndpoints: [DFS, BLOB] });
    await stack.apply();
    write({ privateEndpoints: [QUEUE, DFS, BLOB] });
    const { actions } = await stack.plan();
    expect(Object.values(actions).filter(([each]) => each !== "no-op" && each !== "read")).toEqual([["create"]]);
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ empty: true });
  });

  test("taking a workspace out unbinds nothing: it keeps the configuration until it is bound to another", async () => {
    write({ attachTo: [DEV, TEST] });
    await stack.apply();
    write({ attachTo: [DEV] });
    const before = local.plane.inspect().requests.length;
    await stack.apply();
    expect(accountChanges(local.plane, before)).toEqual([]);
    expect(boundTo(TEST.workspaceId)).toBe("ncc-weu");
    const next = { name: "ncc-next", attachTo: [TEST], replaces: "ncc-weu" };
    await accountStack(local, documentOf(platform({ policyId: "next", attachTo: [TEST], ncc: next }))).apply();
    expect(boundTo(TEST.workspaceId)).toBe("ncc-next");
    expect(boundTo(DEV.workspaceId)).toBe("ncc-weu");
  });

  test("one that exists is adopted by its name; a name that nobody has fails in words, not in a crash", async () => {
    write({ attachTo: [] });
    await stack.apply();
    const adopted = accountStack(local, documentOf(adopting("ncc-weu")));
    await adopted.apply();
    expect(await adopted.plan()).toMatchObject({ empty: true });
    expect(boundTo(DEV.workspaceId)).toBe("ncc-weu");
    await expect(accountStack(local, documentOf(adopting("ncc-nobody"))).apply()).rejects.toMatchObject({
      stderr: expect.stringMatching(/no network connectivity[\s\S]*called ncc-nobody/) as string,
    });
    await expect(accountStack(local, documentOf(adopting("ncc-nobody"))).apply()).rejects.not.toMatchObject({
      stderr: expect.stringMatching(/panic|crash|plugin|cannot read mws/i) as string,
    });
  });

  test("fails to be destroyed while a workspace is bound to it; bound elsewhere, it goes", async () => {
    write({});
    await stack.apply();
    write(undefined);
    await expect(stack.apply()).rejects.toMatchObject({
      stderr: expect.stringContaining("is attached to workspaces") as string,
    });
    const other = { name: "ncc-parking", attachTo: [DEV], replaces: "ncc-weu" };
    await accountStack(local, documentOf(platform({ policyId: "next", attachTo: [TEST], ncc: other }))).apply();
    await stack.apply();
    expect(configs().map(({ name }) => name)).toEqual(["ncc-parking"]);
  });

  test("fails to go for seven days after rules that were approved", async () => {
    write({ attachTo: [], privateEndpoints: [DFS] });
    await stack.apply();
    establish();
    write(undefined);
    await expect(stack.apply()).rejects.toMatchObject({
      stderr: expect.stringContaining("private endpoint rules") as string,
    });
  });
});
