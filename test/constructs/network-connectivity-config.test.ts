import { Aspects, TerraformOutput, TerraformResource, TerraformVariable } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { schemaProblems } from "../support/schema-walker";
import { addNcc, documentOf, platform, prod, refusal, staging } from "../support/account-program";
import { workspace } from "../support/orders";

const CONFIG = "databricks_mws_network_connectivity_config";
const BINDING = "databricks_mws_ncc_binding";
const RULE = "databricks_mws_ncc_private_endpoint_rule";
const STORAGE = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/";

const dfs = { resourceId: `${STORAGE}lake`, groupId: "dfs" };
const blob = { resourceId: `${STORAGE}lake`, groupId: "blob" };
const domains = (...domainNames: string[]) => ({ resourceId: `${STORAGE}balancer`, domainNames });

const aws = (name: string) => workspace(name, { cloud: "aws", region: "eu-west-1" });
const bucket = { endpointService: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0", resourceNames: ["lake"] };
const service = {
  endpointService: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef1",
  domainNames: ["db.acme.com"],
};

/** Written by somebody whose compiler does not check. */
const unchecked = (value: unknown) => value as never;

function members(stack: ReturnType<typeof documentOf>, type: string) {
  return Object.entries(stack.resource?.[type] ?? {});
}

describe("a network connectivity configuration", () => {
  test("is a configuration, a rule for each private endpoint and a binding for each workspace", () => {
    const stack = documentOf((account) => {
      addNcc(account, { attachTo: [prod, staging], privateEndpoints: [dfs, blob] });
    });
    expect(members(stack, CONFIG)).toEqual([
      ["ncc", { "//": expect.anything(), name: "ncc-weu", region: "westeurope", provider: "databricks" }],
    ]);
    expect(members(stack, RULE).map(([, { group_id, resource_id }]) => [group_id, resource_id])).toEqual(
      expect.arrayContaining([
        ["dfs", dfs.resourceId],
        ["blob", dfs.resourceId],
      ]),
    );
    expect(members(stack, BINDING).map(([, { workspace_id: id }]) => id)).toEqual(
      [prod, staging].map(({ workspaceId }) => Number(workspaceId)),
    );
    expect(schemaProblems(stack)).toEqual([]);
  });

  test("has addresses that stay", () => {
    const stack = documentOf((account) => {
      addNcc(account, { privateEndpoints: [dfs, domains("db.acme.com")] });
    });
    const addresses = Object.entries(stack.resource ?? {}).flatMap(([type, byId]) =>
      Object.keys(byId).map((id) => `${type}.${id}`),
    );
    expect(addresses.sort()).toEqual([
      `${BINDING}.ncc_binding-prod_41C7F982`,
      `${RULE}.ncc_rule-dfs-27e5cc02_F04F945D`,
      `${RULE}.ncc_rule-domains-818f8700_5B6782F5`,
      `${CONFIG}.ncc`,
    ]);
  });

  test("makes rules one after another, and binds after the last", () => {
    const stack = documentOf((account) => {
      addNcc(account, { privateEndpoints: [dfs, blob, domains("db.acme.com")] });
    });
    const rules = Object.fromEntries(members(stack, RULE).map(([id, rule]) => [`${RULE}.${id}`, rule]));
    const order: string[] = [];
    const [binding] = members(stack, BINDING);
    for (let at = binding?.[1]; at?.depends_on !== undefined;) {
      const [previous = "", ...more] = at.depends_on as string[];
      expect(more).toEqual([]);
      order.unshift(previous);
      at = rules[previous];
    }
    expect(order.map((address) => rules[address]?.group_id)).toEqual(["dfs", "blob", undefined]);
  });

  test.each([
    ["their order", [blob, dfs]],
    ["another one before them", [domains("db.acme.com"), dfs, blob]],
  ])("replaces no rule for a change of %s", (_, changed) => {
    const ids = (privateEndpoints: readonly apps.PrivateEndpoint[]) =>
      members(
        documentOf((account) => void addNcc(account, { privateEndpoints })),
        RULE,
      ).map(([id]) => id);
    expect(ids(changed)).toEqual(expect.arrayContaining(ids([dfs, blob])));
  });

  test("changes domain names in place", () => {
    const stacks = [domains("a.acme.com"), domains("b.acme.com", "c.acme.com")].map((endpoint) =>
      documentOf((account) => void addNcc(account, { privateEndpoints: [endpoint] })),
    );
    const [before, after] = stacks.map((stack) => members(stack, RULE)[0]);
    expect(after?.[0]).toBe(before?.[0]);
    expect(after?.[1].domain_names).toEqual(["b.acme.com", "c.acme.com"]);
  });

  test("takes a resource id of another construct, at an address that does not depend on the order of creation", () => {
    const stackWith = (others: number) =>
      documentOf((account) => {
        const tokens: string[] = [];
        for (let n = 0; n < others; n += 1) tokens.push(new TerraformVariable(account, `other${n}`, {}).stringValue);
        const id = new TerraformVariable(account, "storage", { type: "string" });
        addNcc(account, { privateEndpoints: [{ resourceId: id.stringValue, groupId: "dfs" }] });
      });
    const [few, many] = [stackWith(0), stackWith(3)].map((stack) => members(stack, RULE));
    expect(many).toEqual(few);
    expect(few?.[0]?.[1].resource_id).toBe("${var.storage}");
  });

  test("on AWS leads to buckets and to domain names", () => {
    const live = aws("live");
    const stack = documentOf(
      (account) => {
        addNcc(account, { region: "eu-west-1", attachTo: [live], privateEndpoints: [bucket, service] });
      },
      [live],
    );
    expect(members(stack, RULE).map(([, rule]) => rule.resource_names ?? rule.domain_names)).toEqual(
      expect.arrayContaining([["lake"], ["db.acme.com"]]),
    );
    expect(schemaProblems(stack)).toEqual([]);
  });

  test("writes nothing that the vendor computes", () => {
    const stack = documentOf((account) => {
      addNcc(account, { privateEndpoints: [dfs] });
    });
    const names = [CONFIG, RULE, BINDING].flatMap((type) =>
      members(stack, type).flatMap(([, all]) => Object.keys(all)),
    );
    expect(new Set(names)).toEqual(
      new Set([
        ...["//", "provider", "depends_on", "name", "region", "network_connectivity_config_id", "workspace_id"],
        ...["resource_id", "group_id"],
      ]),
    );
  });

  test("has stable subnets, CIDR blocks and an id as outputs", () => {
    const stack = documentOf((account) => {
      const ncc = addNcc(account);
      new TerraformOutput(account, "subnets", { value: ncc.stableSubnets });
      new TerraformOutput(account, "blocks", { value: ncc.stableCidrBlocks });
      new TerraformOutput(account, "id", { value: ncc.networkConnectivityConfigId });
    });
    const rules = `${CONFIG}.ncc.egress_config[*].default_rules[*]`;
    expect(stack.output).toMatchObject({
      subnets: { value: `\${flatten(${rules}.azure_service_endpoint_rule[*].subnets)}` },
      blocks: { value: `\${flatten(${rules}.aws_stable_ip_rule[*].cidr_blocks)}` },
      id: { value: `\${${CONFIG}.ncc.network_connectivity_config_id}` },
    });
  });

  test("cannot be destroyed where it serves a protected workspace", () => {
    const guarded = workspace("live", { protected: true });
    const stack = documentOf((account) => void addNcc(account, { attachTo: [guarded] }), [guarded]);
    expect(stack.resource?.[CONFIG]?.ncc).toMatchObject({ lifecycle: { prevent_destroy: true } });
  });

  test("keeps every digit of a workspace id", () => {
    const large = workspace("large", { workspaceId: "9007199254740993" });
    const stack = documentOf((account) => void addNcc(account, { attachTo: [large] }), [large]);
    expect(members(stack, BINDING)[0]?.[1].workspace_id).toBe("9007199254740993");
  });

  test("takes Aspects and overrides, and the assembly records them", () => {
    const { stacks, promotion } = platform((account) => {
      const ncc = addNcc(account, { privateEndpoints: [dfs] });
      const visit = (node: unknown) => {
        if (TerraformResource.isTerraformResource(node)) node.addOverride("count", 1);
      };
      Aspects.of(ncc).add({ visit });
    });
    const all = [CONFIG, RULE, BINDING].flatMap((type) => members(stacks.network ?? {}, type));
    expect(all.map(([, { count }]) => count)).toEqual([1, 1, 1]);
    expect(promotion?.overrides).toHaveLength(3);
    expect(promotion?.overrides[0]).toMatchObject({ app: "network/ncc", stack: "network", attributes: ["count"] });
  });

  test("is recorded in network.json", () => {
    const { files } = platform((account) => void addNcc(account, { privateEndpoints: [dfs] }));
    expect(JSON.parse(files["network.json"] ?? "").connectivity).toEqual([
      {
        stack: "network",
        name: "ncc-weu",
        region: "westeurope",
        adopted: false,
        workspaces: [{ name: "prod", workspaceId: prod.workspaceId }],
        privateEndpoints: [{ target: dfs.resourceId, part: "dfs" }],
      },
    ]);
  });
});

describe("an adopted configuration", () => {
  const adopt = (account: apps.AccountStack, over: object = {}) =>
    apps.NetworkConnectivityConfig.adopt(account, "old", {
      provider: account.provider,
      name: "ncc-old",
      attachTo: [prod],
      ...over,
    });

  test("is read by its name, and bound", () => {
    const stack = documentOf((account) => {
      new TerraformOutput(account, "subnets", { value: adopt(account).stableSubnets });
    });
    expect(stack.data?.[CONFIG]?.old).toMatchObject({ name: "ncc-old", provider: "databricks" });
    expect(stack.resource?.[CONFIG]).toBeUndefined();
    expect(members(stack, BINDING)[0]?.[1]).toMatchObject({
      network_connectivity_config_id: `\${data.${CONFIG}.old.network_connectivity_config_id}`,
    });
    expect(schemaProblems(stack)).toEqual([]);
  });

  test("fails to be bound by the apply to a workspace of another region", () => {
    const stack = documentOf((account) => void adopt(account));
    expect(members(stack, BINDING)[0]?.[1].lifecycle).toMatchObject({
      precondition: [{ condition: `\${(data.${CONFIG}.old.region == "westeurope")}` }],
    });
  });

  test("may be bound to nothing", () => {
    expect(refusal(() => platform((account) => void adopt(account, { attachTo: [] })))).toEqual([]);
  });
});

describe("a configuration that the vendor would refuse", () => {
  const refused = (over: object, workspaces: readonly [apps.Workspace, ...apps.Workspace[]] = [prod]) =>
    refusal(() => platform((account) => void addNcc(account, over), workspaces));
  const many = (count: number) => Array.from({ length: count }, (_, n) => ({ ...dfs, resourceId: `${STORAGE}a${n}` }));
  const hosts = (count: number) => domains(...Array.from({ length: count }, (_, n) => `h${n}.acme.com`));
  const places = (count: number) =>
    Array.from({ length: count }, (_, n) => workspace(`w${n}`, { workspaceId: `${n + 1}` }));

  test.each<[what: string, refused: object, code: string, accepted: object]>([
    ["a name of two characters", { name: "nc" }, "ncc.name name", { name: "ncc" }],
    ["a name of 31 characters", { name: "n".repeat(31) }, "ncc.name name", { name: "n".repeat(30) }],
    ["a name with a dot", { name: "ncc.weu" }, "ncc.name name", { name: "ncc_weu-1" }],
    ["a region in capitals", { region: "WestEurope", attachTo: [] }, "ncc.region-name region", { attachTo: [] }],
    ["a workspace of another region", { region: "northeurope" }, "ncc.region attachTo/0", {}],
    [
      "a workspace of another account",
      { attachTo: [workspace("prod", { accountId: "99999999-2222-3333-4444-555555555555" })] },
      "ncc.account attachTo/0",
      {},
    ],
    ["51 workspaces", { attachTo: places(51) }, "ncc.workspaces attachTo", { attachTo: places(50) }],
    [
      "a workspace named twice",
      { attachTo: [prod, prod] },
      "ncc.workspace-twice attachTo/1",
      { attachTo: [prod, staging] },
    ],
    ["itself as what it replaces", { replaces: "ncc-weu" }, "ncc.replaces replaces", { replaces: "ncc-old" }],
    [
      "31 private endpoints",
      { privateEndpoints: many(31) },
      "endpoint.limit privateEndpoints",
      { privateEndpoints: many(30) },
    ],
    [
      "a target named twice",
      { privateEndpoints: [dfs, { ...dfs, resourceId: dfs.resourceId.toUpperCase() }] },
      "endpoint.twice privateEndpoints/1",
      { privateEndpoints: [dfs, blob] },
    ],
    [
      "a domain name in two endpoints",
      { privateEndpoints: [domains("a.acme.com", "b.acme.com"), domains("b.acme.com")] },
      "endpoint.twice privateEndpoints/1",
      { privateEndpoints: [domains("a.acme.com"), domains("b.acme.com")] },
    ],
    [
      "11 domain names",
      { privateEndpoints: [hosts(11)] },
      "endpoint.domains privateEndpoints/0/domainNames",
      { privateEndpoints: [hosts(10)] },
    ],
    ["no domain name", { privateEndpoints: [hosts(0)] }, "endpoint.empty privateEndpoints/0/domainNames", {}],
    [
      "a domain name with a wildcard",
      { privateEndpoints: [domains("*.acme.com")] },
      "egress.host privateEndpoints/0/domainNames/0",
      { privateEndpoints: [domains("acme.com")] },
    ],
    [
      "what is no resource id",
      { privateEndpoints: [{ ...dfs, resourceId: "lake" }] },
      "network.resource-id privateEndpoints/0/resourceId",
      { privateEndpoints: [{ ...dfs, resourceId: dfs.resourceId.replace("resourceGroups", "resourcegroups") }] },
    ],
    [
      "a group id with a space",
      { privateEndpoints: [{ ...dfs, groupId: "the blob" }] },
      "endpoint.group privateEndpoints/0/groupId",
      { privateEndpoints: [{ ...dfs, groupId: "sqlServer" }] },
    ],
    ["an endpoint of AWS on Azure", { privateEndpoints: [bucket] }, "endpoint.cloud privateEndpoints/0", {}],
    [
      "a group id beside domain names",
      { privateEndpoints: [unchecked({ ...dfs, domainNames: ["a.acme.com"] })] },
      "schema.unknown-key privateEndpoints/0/domainNames",
      {},
    ],
    ["an endpoint that is no object", { privateEndpoints: [unchecked("dfs")] }, "schema.type privateEndpoints/0", {}],
    ["workspaces that are no list", { attachTo: unchecked(prod) }, "schema.type attachTo", {}],
    ["no region", { region: unchecked(undefined) }, "schema.type region", {}],
    ["no provider", { provider: unchecked(undefined) }, "provider.other-kind provider", {}],
  ])("fails with %s", (_, over, issue, accepted) => {
    const [code, path] = issue.split(" ");
    expect(refused(over)).toContain(`${code} network/ncc/${path}`);
    expect(refused(accepted)).toEqual([]);
  });

  test("fails on AWS with a bucket that cannot be one, and with what is no endpoint service", () => {
    const live = aws("live");
    const codes = (endpoint: apps.PrivateEndpoint) =>
      refused({ region: "eu-west-1", attachTo: [live], privateEndpoints: [endpoint] }, [live]);
    expect(codes(bucket)).toEqual([]);
    expect(codes({ ...bucket, resourceNames: ["Lake"] })).toEqual([
      "endpoint.bucket network/ncc/privateEndpoints/0/resourceNames/0",
    ]);
    expect(codes({ ...service, endpointService: "vpce-svc-1" })).toEqual([
      "network.endpoint-service network/ncc/privateEndpoints/0/endpointService",
    ]);
    expect(codes(dfs)).toEqual(["endpoint.cloud network/ncc/privateEndpoints/0"]);
  });

  test("fails when a workspace gets a second configuration, in another stack too", () => {
    const program = (second: apps.Workspace) =>
      refusal(() =>
        platform((account, app) => {
          addNcc(account);
          addNcc(new apps.AccountStack(app, "more", [staging]), { name: "ncc-two", attachTo: [second] });
        }),
      );
    expect(program(prod)).toEqual(["ncc.workspace-twice more/ncc/attachTo/0"]);
    expect(program(staging)).toEqual([]);
  });

  test("fails when two configurations have one name", () => {
    const program = (name: string) =>
      refusal(() =>
        platform((account) => {
          addNcc(account);
          addNcc(account, { name, attachTo: [] }, "two");
        }),
      );
    expect(program("ncc-weu")).toEqual(["ncc.twice network/two/name"]);
    expect(program("ncc-two")).toEqual([]);
  });

  test("fails with an eleventh configuration in a region; those that are adopted are there already", () => {
    const program = (count: number) =>
      refusal(() =>
        platform((account) => {
          for (let n = 0; n < count; n += 1) addNcc(account, { name: `ncc-${n}`, attachTo: [] }, `ncc${n}`);
          const { provider } = account;
          for (let n = 0; n < 11; n += 1) {
            apps.NetworkConnectivityConfig.adopt(account, `old${n}`, { provider, name: `ncc-old-${n}`, attachTo: [] });
          }
          addNcc(account, { name: "elsewhere", region: "northeurope", attachTo: [] }, "elsewhere");
        }),
      );
    expect(program(11)).toEqual(["ncc.limit network/ncc10/region"]);
    expect(program(10)).toEqual([]);
  });

  test("fails with two workspaces of one name", () => {
    const twin = workspace("prod", { workspaceId: "77" });
    expect(refused({ attachTo: [prod, twin] })).toEqual(["workspace.name-twice network/ncc/attachTo"]);
  });

  test("fails with the provider of another stack", () => {
    const found = refusal(() =>
      platform((account, app) => {
        const { provider } = new apps.AccountStack(app, "other", [staging]);
        addNcc(account, { provider });
      }),
    );
    expect(found).toEqual(["provider.other-stack network/ncc/provider"]);
  });

  test("reports every problem at once, those of its workspaces too", () => {
    const broken = workspace("prod", { host: "http://prod" });
    expect(refused({ name: "n", region: "northeurope", attachTo: [broken], privateEndpoints: [bucket] })).toEqual([
      "workspace.host network/workspace/host",
      "ncc.name network/ncc/name",
      "ncc.region network/ncc/attachTo/0",
      "endpoint.cloud network/ncc/privateEndpoints/0",
    ]);
  });
});

describe("that a destroy detaches nothing", () => {
  const warnings = (over: object, props: apps.StackProps = {}) => {
    const { promotion } = platform((account) => void addNcc(account, over), [prod], props);
    return promotion?.findings.map(({ code, level, path, acknowledged }) => [
      code,
      level,
      path.join("/"),
      acknowledged,
    ]);
  };

  test("is a warning wherever a workspace is bound", () => {
    expect(warnings({})).toEqual([["ncc.stays-bound", "warning", "network/ncc/attachTo", undefined]]);
    expect(warnings({ attachTo: [] })).toEqual([]);
  });

  test("can be acknowledged at the stack", () => {
    const reason = "the platform's runbook says how";
    const acknowledge = [{ check: "ncc.stays-bound", path: "network/ncc/attachTo", reason }];
    expect(warnings({}, { acknowledge })).toEqual([["ncc.stays-bound", "warning", "network/ncc/attachTo", { reason }]]);
  });

  test("fails to be acknowledged where it is not the case", () => {
    const acknowledge = [{ check: "ncc.stays-bound", path: "network/ncc/attachTo", reason: "so it is" }];
    expect(refusal(() => warnings({ attachTo: [] }, { acknowledge }))).toEqual([
      "acknowledgement.unmatched network/acknowledge/0",
    ]);
  });
});
