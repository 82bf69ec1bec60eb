import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Aspects, TerraformResource, TerraformVariable } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { schemaProblems } from "../support/schema-walker";
import { addPolicy, documentOf, platform, prod, refusal, reportFor, staging } from "../support/account-program";
import { ordersProd, workspace } from "../support/orders";

const POLICY = "databricks_account_network_policy";
const OPTION = "databricks_workspace_network_option";
const CURRENT = `data.${OPTION}.egress_current-prod_D4391645`;

type Over = Partial<apps.RestrictedEgressPolicyProps>;

const policyWith = (over: Over = {}, workspaces: readonly [apps.Workspace, ...apps.Workspace[]] = [prod]) =>
  documentOf((account) => void addPolicy(account, over), workspaces);

function policyIn(stack: ReturnType<typeof documentOf>) {
  return (stack.resource?.[POLICY]?.egress ?? {}) as {
    readonly lifecycle?: unknown;
    readonly egress?: { readonly network_access: Readonly<Record<string, unknown>> };
    readonly [name: string]: unknown;
  };
}

function optionsIn(stack: ReturnType<typeof documentOf>) {
  return Object.entries(stack.resource?.[OPTION] ?? {});
}

/** Written by somebody whose compiler does not check. */
const unchecked = (value: unknown) => value as never;

let folder: string;
beforeAll(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "denials-"))));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Writes a report and returns where it lies. */
function write(name: string, report: unknown): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, JSON.stringify(report));
  return file;
}

/** The digest of the list that a policy would enforce. */
function digestOf(over: Over = {}): string {
  const { files } = platform((account) => void addPolicy(account, over));
  return JSON.parse(files["network.json"] ?? "").policies[0].digest;
}

describe("an egress policy", () => {
  test("restricts the internet and storage to what is listed, and always names its account", () => {
    const stack = policyWith({
      otherWorkloads: [
        { host: "api.weather.example", because: "forecast" },
        { storageAccount: "landing", service: "dfs", because: "import" },
      ],
      blocked: ["paste.example"],
    });
    const { egress, account_id, network_policy_id, ingress } = policyIn(stack);
    expect(egress).toEqual({
      network_access: {
        restriction_mode: "RESTRICTED_ACCESS",
        allowed_internet_destinations: [{ destination: "api.weather.example", internet_destination_type: "DNS_NAME" }],
        allowed_storage_destinations: [
          {
            storage_destination_type: "AZURE_STORAGE",
            azure_storage_account: "landing",
            azure_storage_service: "dfs",
          },
        ],
        blocked_internet_destinations: [{ destination: "paste.example", internet_destination_type: "DNS_NAME" }],
        policy_enforcement: { enforcement_mode: "DRY_RUN" },
      },
    });
    expect([account_id, network_policy_id, ingress]).toEqual([prod.accountId, "prod-egress", undefined]);
    expect(schemaProblems(stack)).toEqual([]);
  });

  test.each([
    ["aws", "AWS_S3"],
    ["gcp", "GOOGLE_CLOUD_STORAGE"],
  ] as const)("on %s lists buckets as %s", (cloud, type) => {
    const place = workspace("prod", { cloud });
    const bucket = { bucket: "landing", region: "eu-west-1", because: "import" };
    const stack = policyWith({ attachTo: [place], otherWorkloads: [bucket] }, [place]);
    expect(policyIn(stack).egress?.network_access.allowed_storage_destinations).toEqual([
      { storage_destination_type: type, bucket_name: "landing", region: "eu-west-1" },
    ]);
    expect(schemaProblems(stack)).toEqual([]);
  });

  test("writes no empty list, and no product filter in either mode", () => {
    const { network_access: access } = policyIn(policyWith({ otherWorkloads: [] })).egress ?? {};
    expect(access).toEqual({
      restriction_mode: "RESTRICTED_ACCESS",
      policy_enforcement: { enforcement_mode: "DRY_RUN" },
    });
  });

  test("takes what apps of its workspaces need, and ignores the others", () => {
    const needs = [apps.EgressNeeds.of(ordersProd)];
    const own = JSON.stringify(policyIn(policyWith({ needs })).egress);
    const { destinations = [] } = needs[0] ?? {};
    expect(destinations.length).toBeGreaterThan(0);
    for (const need of destinations) if ("host" in need) expect(own).toContain(`"${need.host}"`);
    const elsewhere = policyIn(policyWith({ needs, attachTo: [staging] }, [staging])).egress;
    expect(elsewhere).toEqual(policyIn(policyWith()).egress);
  });

  test("has addresses that stay", () => {
    const stack = policyWith();
    expect(Object.keys(stack.resource?.[POLICY] ?? {})).toEqual(["egress"]);
    expect(optionsIn(stack).map(([id]) => id)).toEqual(["egress_option-prod_FAF8514D"]);
    expect(Object.keys(stack.data?.[OPTION] ?? {})).toEqual(["egress_current-prod_D4391645"]);
  });

  test("is attached by one option per workspace", () => {
    const stack = policyWith({ attachTo: [prod, staging] });
    expect(optionsIn(stack).map(([, option]) => [option.workspace_id, option.network_policy_id])).toEqual(
      [prod, staging].map(({ workspaceId }) => [Number(workspaceId), `\${${POLICY}.egress.network_policy_id}`]),
    );
  });

  test.each([
    ["the default and itself", {}, '"default-policy", "prod-egress"'],
    ["what it is said to replace", { replaces: "hand-made" }, '"default-policy", "prod-egress", "hand-made"'],
  ])("is attached only over %s: the apply stops at any other", (_, over, known) => {
    const [, option] = optionsIn(policyWith(over))[0] ?? [];
    const { precondition } = option?.lifecycle as { precondition: { condition: string; error_message: string }[] };
    expect(precondition).toHaveLength(1);
    expect(precondition[0]?.condition).toBe(
      `\${contains([${known}], coalesce(${CURRENT}.network_policy_id, "default-policy"))}`,
    );
    expect(precondition[0]?.error_message).not.toMatch(/[$%]\{/);
  });

  test("cannot be destroyed while it is attached", () => {
    expect(policyIn(policyWith()).lifecycle).toEqual({ prevent_destroy: true });
  });

  test("publishes its contract, the same as a value and as a file", () => {
    const made: apps.EgressContract[] = [];
    const { files } = platform((account) => void made.push(addPolicy(account).contract));
    expect(made).toEqual([JSON.parse(files["egress-contract.json"] ?? "")]);
    expect(made[0]).toMatchObject({ policyId: "prod-egress", mode: "dryRun" });
  });

  test("is in the assembly's digest with who asks for what, also where the stack is the same", () => {
    const digestWith = (needs: readonly apps.AppEgressNeeds[]) => {
      const { promotion, stacks } = platform((account) => void addPolicy(account, { needs }));
      return { digest: promotion?.assemblyDigest, stacks };
    };
    const [need] = [apps.EgressNeeds.of(ordersProd)];
    const another = { ...need, app: "another" };
    const [one, other, both] = [digestWith([need]), digestWith([another]), digestWith([need, another])];
    expect(other.stacks).toEqual(one.stacks);
    expect(both.stacks).toEqual(one.stacks);
    expect(new Set([one, other, both].map(({ digest }) => digest)).size).toBe(3);
  });

  test("takes Aspects and overrides, and the assembly records them", () => {
    const { stacks, promotion } = platform((account) => {
      const policy = addPolicy(account);
      const visit = (node: unknown) => {
        if (!TerraformResource.isTerraformResource(node) || node.terraformResourceType !== POLICY) return;
        node.addOverride("egress.network_access.restriction_mode", "FULL_ACCESS");
      };
      Aspects.of(policy).add({ visit });
    });
    expect(policyIn(stacks.network ?? {}).egress?.network_access.restriction_mode).toBe("FULL_ACCESS");
    expect(promotion?.overrides).toEqual([
      { app: "network/egress", stack: "network", address: `${POLICY}.egress`, attributes: ["egress"] },
    ]);
  });

  test("is written as it was checked where nobody changes it", () => {
    const { promotion } = platform((account) => void addPolicy(account, { attachTo: [prod], detach: [staging] }));
    expect(promotion?.overrides).toEqual([]);
  });

  test("is the same whatever the order of its input", () => {
    const workloads = ["a.example", "b.example"].map((host) => ({ host, because: "x" }));
    const texts = [workloads, [...workloads].reverse()].map((otherWorkloads) =>
      JSON.stringify(platform((account) => void addPolicy(account, { otherWorkloads }))),
    );
    expect(texts[1]).toBe(texts[0]);
  });
});

describe("full access", () => {
  const open = { policyId: "prod-egress", mode: "full", attachTo: [prod] } as const;
  const program = (over: object = {}) =>
    platform((account) => {
      new apps.EgressPolicy(account, "egress", { provider: account.provider, ...open, ...over });
    });

  test("lists nothing, and writes the enforcement that the vendor takes by itself", () => {
    const stack = program({ needs: [apps.EgressNeeds.of(ordersProd)] }).stacks.network ?? {};
    expect(policyIn(stack).egress).toEqual({
      network_access: { restriction_mode: "FULL_ACCESS", policy_enforcement: { enforcement_mode: "ENFORCED" } },
    });
    expect(schemaProblems(stack)).toEqual([]);
    expect(policyIn(stack).lifecycle).toEqual({ prevent_destroy: true });
  });

  test("needs no report and no lists; network.json says who asks for what all the same", () => {
    const { files } = program({ needs: [apps.EgressNeeds.of(ordersProd)] });
    const [policy] = JSON.parse(files["network.json"] ?? "").policies;
    expect(policy).toMatchObject({ mode: "full", apps: [{ app: ordersProd.definition.name, workspace: "prod" }] });
    expect(policy.entries).not.toEqual([]);
    expect(files["network.md"]).toContain("**full access**");
    expect(JSON.parse(files["egress-contract.json"] ?? "")).toEqual({
      policyId: "prod-egress",
      mode: "full",
      destinations: [],
    });
  });

  test("has the same addresses as a list, so that going from one to the other is a change in place", () => {
    const restricted = policyWith();
    const stack = program().stacks.network ?? {};
    const addresses = (one: typeof stack) =>
      [POLICY, OPTION].flatMap((type) => Object.keys(one.resource?.[type] ?? {}).map((id) => `${type}.${id}`));
    expect(addresses(stack)).toEqual(addresses(restricted));
  });

  test.each([
    ["otherWorkloads", [{ host: "a.example", because: "x1" }]],
    ["blocked", ["a.example"]],
    ["denials", "denials.json"],
  ])("fails with %s, which would have no effect", (name, value) => {
    expect(refusal(() => program({ [name]: value }))).toEqual([`egress.full-access network/egress/${name}`]);
  });
});

describe("detaching", () => {
  test("is first a change of the same option to the default policy, which frees the policy", () => {
    const [before, after] = [{}, { attachTo: [], detach: [prod] }].map((over) => policyWith(over));
    const [[id, option] = []] = optionsIn(after ?? {});
    expect(id).toBe(optionsIn(before ?? {})[0]?.[0]);
    expect(option?.network_policy_id).toBe("default-policy");
    expect(policyIn(after ?? {}).lifecycle).toBeUndefined();
    expect(policyIn(after ?? {}).egress).toEqual(policyIn(before ?? {}).egress);
  });

  test("keeps the policy, and its list, as long as a workspace has it", () => {
    const needs = [apps.EgressNeeds.of(ordersProd)];
    const [before, after] = [{ attachTo: [prod, staging] }, { attachTo: [staging], detach: [prod] }].map((over) =>
      policyWith({ ...over, needs }),
    );
    expect(policyIn(after ?? {})).toEqual(policyIn(before ?? {}));
    expect(policyIn(after ?? {}).lifecycle).toEqual({ prevent_destroy: true });
  });

  test("names only the attached workspaces in network.json", () => {
    const { files } = platform((account) => void addPolicy(account, { attachTo: [staging], detach: [prod] }));
    const { workspaces } = JSON.parse(files["network.json"] ?? "").policies[0];
    expect(workspaces.map(({ name }: apps.Workspace) => name)).toEqual(["staging"]);
  });

  test("fails for a workspace that is attached too", () => {
    expect(refusal(() => policyWith({ attachTo: [prod], detach: [prod] }))).toEqual([
      "egress.workspace-twice network/egress/detach/0",
    ]);
  });
});

describe("a policy that must not be", () => {
  test.each<[what: string, refused: Over, code: string, accepted: Over]>([
    ["an id of 33 characters", { policyId: "p".repeat(33) }, "egress.policy-id policyId", { policyId: "p".repeat(32) }],
    ["an id with a space", { policyId: "prod egress" }, "egress.policy-id policyId", { policyId: "prod.egress_1-a" }],
    ["the id of the default policy", { policyId: "default-policy" }, "egress.policy-id policyId", {}],
    ["no workspace at all", { attachTo: [] }, "egress.no-workspace attachTo", { attachTo: [], detach: [prod] }],
    [
      "a tier below Premium",
      { attachTo: [workspace("prod", { tier: "STANDARD" })] },
      "egress.tier attachTo/0",
      { attachTo: [workspace("prod", { tier: "ENTERPRISE" })] },
    ],
    [
      "a tier below Premium in what is detached",
      { detach: [workspace("old", { tier: "STANDARD" })] },
      "egress.tier detach/0",
      {},
    ],
    [
      "a workspace of another account",
      { attachTo: [workspace("prod", { accountId: "99999999-2222-3333-4444-555555555555" })] },
      "egress.account attachTo/0",
      {},
    ],
    ["itself as what it replaces", { replaces: "prod-egress" }, "egress.replaces replaces", { replaces: "old" }],
    ["the default as what it replaces", { replaces: "default-policy" }, "egress.replaces replaces", {}],
    ["what is no id as what it replaces", { replaces: "a b" }, "egress.replaces replaces", {}],
    [
      "a wildcard",
      { otherWorkloads: [{ host: "*.example.com", because: "x" }] },
      "egress.host otherWorkloads/0/host",
      { otherWorkloads: [{ host: "example.com", because: "x" }] },
    ],
    ["no list of other workloads", { otherWorkloads: unchecked(undefined) }, "schema.missing otherWorkloads", {}],
    ["no list of needs", { needs: unchecked(undefined) }, "schema.missing needs", { needs: [] }],
    ["another mode", { mode: unchecked("audit") }, "egress.mode mode", {}],
    ["no provider", { provider: unchecked(undefined) }, "provider.other-kind provider", {}],
    ["workspaces that are no list", { attachTo: unchecked(prod) }, "schema.type attachTo", {}],
  ])("fails with %s", (_, over, issue, accepted) => {
    const [code, place] = issue.split(" ");
    expect(refusal(() => policyWith(over))).toContain(`${code} network/egress/${place}`);
    expect(refusal(() => policyWith(accepted))).toEqual([]);
  });

  test("fails when a workspace gets a second policy, in another stack too", () => {
    const program = (second: apps.Workspace) =>
      refusal(() =>
        platform((account, app) => {
          addPolicy(account);
          addPolicy(new apps.AccountStack(app, "more", [staging]), { policyId: "other", attachTo: [second] });
        }),
      );
    expect(program(prod)).toEqual(["egress.workspace-twice more/egress/attachTo"]);
    expect(program(staging)).toEqual([]);
  });

  test("fails when two policies have one id", () => {
    const program = (policyId: string) =>
      refusal(() =>
        platform((account) => {
          addPolicy(account);
          addPolicy(account, { policyId, attachTo: [staging] }, "two");
        }),
      );
    expect(program("prod-egress")).toEqual(["egress.policy-twice network/two/policyId"]);
    expect(program("staging-egress")).toEqual([]);
  });
});

describe("enforcing", () => {
  const enforced = (denials: string | undefined, over: Over = {}) =>
    policyWith({ ...over, mode: "enforced", ...(denials === undefined ? {} : { denials }) });

  test("takes a report that observed exactly this list", () => {
    const stack = enforced(write("good.json", reportFor(prod, digestOf())));
    const { network_access: access } = policyIn(stack).egress ?? {};
    expect(access?.policy_enforcement).toEqual({ enforcement_mode: "ENFORCED" });
    expect(schemaProblems(stack)).toEqual([]);
  });

  test("fails without a report", () => {
    expect(refusal(() => enforced(undefined))).toEqual(["denials.missing network/egress/denials"]);
  });

  test("fails with a file that is not there", () => {
    const missing = path.join(folder, "missing.json");
    expect(refusal(() => enforced(missing))).toHaveLength(1);
    expect(refusal(() => enforced(missing))[0]).toMatch(/^denials\.file network\/egress\/denials\//);
  });

  test.each<[what: string, code: string, report: () => object, over: Over]>([
    ["edited by hand", "denials.edited", () => ({ ...reportFor(prod, digestOf()), rowCount: 7 }), {}],
    ["of another workspace", "denials.other-workspace", () => reportFor(staging, digestOf()), {}],
    ["of another policy digest", "denials.other-policy", () => reportFor(prod, "0".repeat(64)), {}],
    [
      "of a shorter list, which does not say what it observed",
      "denials.other-policy",
      () => reportFor(prod, digestOf()),
      { otherWorkloads: [{ host: "new.example", because: "x" }] },
    ],
  ])("fails with a report %s", (what, code, report, over) => {
    const file = write(`${what.replaceAll(" ", "-")}.json`, report());
    expect(refusal(() => enforced(file, over)).map((found) => found.split(" ")[0])).toContain(code);
  });

  test("takes the report of a shorter list that says what it observed: a list that only grew refuses nothing more", () => {
    const { files } = platform((account) => void addPolicy(account));
    const [before] = JSON.parse(files["network.json"] ?? "").policies;
    const file = write("grown.json", reportFor(prod, before.digest, before));
    const more = { host: "new.example", because: "x" };
    const own = { host: "api.weather.example", because: "nightly forecast job" };
    expect(refusal(() => enforced(file, { otherWorkloads: [own, more] }))).toEqual([]);
    expect(refusal(() => enforced(file, { otherWorkloads: [more] }))).toEqual([
      "denials.other-policy network/egress/denials/0/policyDigest",
    ]);
  });

  test("asks for no report of a workspace that is detached", () => {
    expect(refusal(() => enforced(undefined, { attachTo: [], detach: [prod] }))).toEqual([]);
  });
});

describe("a token", () => {
  test("fails where an id is written: what the apply compares must be known", () => {
    const program = () =>
      platform((account) => {
        const id = new TerraformVariable(account, "id", { type: "string" });
        addPolicy(account, { policyId: id.stringValue });
      });
    expect(refusal(program)).toEqual(["egress.policy-id network/egress/policyId"]);
  });
});
