import * as apps from "databricks-apps-constructs";
import { type SynthesizedStack } from "databricks-apps-constructs/testing";
import { PROVIDER_DEFECTS } from "../../src/facts/provider-defects";
import { PROVIDER_FLOOR } from "../../src/facts/provider-versions";
import { addNcc, addPolicy, documentOf, platform, prod, refusal } from "../support/account-program";
import { type Program, PROGRAMS, synthesizePrograms } from "../support/generated";
import { versionOrder } from "../support/version-order";

type Configuration = Readonly<Record<string, unknown>>;

const stacks = synthesizePrograms();
const all = Object.values(stacks);

const STORAGE = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/lake";
const network = documentOf((account) => {
  addPolicy(account);
  addNcc(account, { privateEndpoints: ["dfs", "blob"].map((groupId) => ({ resourceId: STORAGE, groupId })) });
});
const configurations = all.flatMap(appsOf);

function appsOf({ resource }: SynthesizedStack): Configuration[] {
  return Object.values(resource?.databricks_app ?? {});
}

/** The one app of a program. */
function appOf(program: string): Configuration {
  const [app] = appsOf(stacks[program] ?? {});
  if (app === undefined) throw new Error(`the program ${program} wrote no app`);
  return app;
}

function versionOf(program: string): unknown {
  const providers = stacks[program]?.terraform?.required_providers as Record<string, { version: string }> | undefined;
  return providers?.databricks?.version;
}

/** The codes and paths with which a program is refused. */
function refusals(id: string, program: Program): string[] {
  try {
    synthesizePrograms({ [id]: program });
  } catch (error) {
    if (error instanceof apps.AppsError) return error.issues.map(({ code, path }) => `${code} ${path.join("/")}`);
    throw error;
  }
  return [];
}

/** Every value of a document, at any depth. */
function values(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? [value, ...Object.values(value).flatMap(values)] : [value];
}

/** Written by somebody whose compiler does not check: plain JavaScript, or a file. */
function unchecked(value: string): never {
  return value as never;
}

const { AppResource, Permission, Principal } = apps;
const OPERATORS = { access: { operators: Permission.canManage() } };

/** By the id of a row: the workaround, seen in what comes out. */
const SEEN: Readonly<Record<string, () => void>> = {
  "empty-list": () => {
    const empty = configurations.flatMap(values).filter((value) => Array.isArray(value) && value.length === 0);
    expect(empty).toEqual([]);
    expect(Object.keys(appOf("minimal"))).not.toContain("resources");
    expect(Object.keys(appOf("minimal"))).not.toContain("telemetry_export_destinations");
  },
  "empty-description": () => {
    expect(refusals("a", { definition: { description: "" } })).toEqual([
      "text.placeholder a/orders/definition/description",
    ]);
    expect(Object.keys(appOf("minimal"))).not.toContain("description");
  },
  resize: () => {
    const floors = ["minimal", "option-size", "option-standard", "option-horizontal"].map(versionOf);
    expect(floors).toEqual([">= 1.126.0", ">= 1.143.0", ">= 1.143.0", ">= 1.143.0"]);
    expect(Object.keys(appOf("minimal")).filter((name) => name.startsWith("compute_"))).toEqual([]);
  },
  "omitted-is-reset": () => {
    const { medium, both } = synthesizePrograms({
      medium: { stage: { size: "MEDIUM" } },
      both: { stage: { size: "LARGE", scaling: apps.ScalingConfig.horizontal(1) } },
    });
    expect(appsOf(medium ?? {})).toMatchObject([{ compute_size: "MEDIUM" }]);
    expect(appsOf(both ?? {})).toMatchObject([{ compute_size: "LARGE", compute_min_instances: 1 }]);
  },
  "instances-apart": () => {
    expect(appOf("option-horizontal")).toMatchObject({ compute_min_instances: 3, compute_max_instances: 3 });
    const apart = configurations.filter((app) => app.compute_min_instances !== app.compute_max_instances);
    expect(apart).toEqual([]);
  },
  "no-compute-not-read": () => {
    const ignored = configurations.map(({ lifecycle }) => (lifecycle as { ignore_changes: unknown }).ignore_changes);
    expect(new Set(ignored.map((names) => JSON.stringify(names)))).toEqual(new Set(['["no_compute"]']));
  },
  "failed-start-taints": () => {
    expect(configurations.filter(({ no_compute }) => no_compute !== true)).toEqual([]);
  },
  "deleting-name-lock": () => {
    expect(configurations.flatMap(values).filter(isMembersWith("create_before_destroy"))).toEqual([]);
    expect(appOf("option-protected").lifecycle).toMatchObject({ prevent_destroy: true });
  },
  "unstable-id": () => {
    expect("id" in apps.App.prototype).toBe(false);
    const read = all
      .flatMap(values)
      .filter((value) => typeof value === "string" && /databricks_app\.\w+\.id\b/.test(value));
    expect(read).toEqual([]);
    const [permissions] = Object.values(stacks["option-access"]?.resource?.databricks_permissions ?? {});
    expect(permissions).toMatchObject({ app_name: "${databricks_app.orders.name}" });
  },
  "enum-panic": () => {
    const job = { ...AppResource.job("CAN_VIEW"), permission: unchecked("CAN_RUN") };
    const stage = { bindings: { job: { id: "1" } } };
    expect(refusals("a", { definition: { resources: { job } }, stage })).toEqual([
      "resource.permission a/orders/definition/resources/job/permission",
    ]);
    expect(refusals("a", { stage: { size: unchecked("SMALL") } })).toHaveLength(1);
  },
  "git-provider-case": () => {
    const gitRepository = { provider: unchecked("github"), url: "https://github.com/acme/orders" };
    expect(refusals("a", { definition: { gitRepository } })).toHaveLength(1);
  },
  "git-source-not-read": () => {
    const names = configurations.flatMap((app) => Object.keys(app));
    expect(names).not.toContain("git_source");
    expect(names).not.toContain("source_code_path");
  },
  "forward-user-access-token": () => {
    expect(configurations.flatMap((app) => Object.keys(app))).not.toContain("forward_user_access_token");
  },
  "budget-policy-injected": () => {
    expect(appOf("option-budget-policy").budget_policy_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(Object.keys(appOf("minimal"))).not.toContain("budget_policy_id");
  },
  "space-inheritance": () => {
    expect(appOf("option-space").space).toBe("finance");
    expect(Object.keys(appOf("minimal"))).not.toContain("space");
  },
  "admins-group": () => {
    const stage = { access: { operators: [Principal.group("admins")] as const } };
    expect(refusals("a", { definition: OPERATORS, stage })).toEqual(["access.admins a/orders/access/operators/0/name"]);
  },
  "empty-access-control": () => {
    expect(Object.keys(stacks.minimal?.resource ?? {})).toEqual(["databricks_app"]);
  },
  "permissions-replace-all": () => {
    const permissions = Object.values(stacks["option-access"]?.resource?.databricks_permissions ?? {});
    expect(permissions).toHaveLength(1);
    expect(permissions[0]?.access_control).toHaveLength(4);
  },
  "policy-replaced": () => {
    expect(network.resource?.databricks_account_network_policy?.egress).toMatchObject({
      account_id: prod.accountId,
      lifecycle: { prevent_destroy: true },
    });
  },
  "ingress-filled": () => {
    const names = Object.keys(network.resource?.databricks_account_network_policy?.egress ?? {});
    expect(names).toContain("egress");
    expect(names.filter((name) => name.startsWith("ingress"))).toEqual([]);
  },
  "dry-run-filter": () => {
    expect(JSON.stringify(network)).toContain("DRY_RUN");
    expect(JSON.stringify(network)).not.toContain("dry_run_mode_product_filter");
  },
  "option-stays": () => {
    const [option] = Object.values(network.resource?.databricks_workspace_network_option ?? {});
    expect(option?.lifecycle).toMatchObject({ precondition: [{ condition: expect.stringContaining("contains(") }] });
  },
  "binding-stays": () => {
    expect(refusal(() => platform((account) => void addNcc(account, { attachTo: [prod, prod] })))).toEqual([
      "ncc.workspace-twice network/ncc/attachTo/1",
    ]);
  },
  "unknown-name-crashes": () => {
    const adopted = documentOf((account) => {
      const { provider } = account;
      apps.NetworkConnectivityConfig.adopt(account, "old", { provider, name: "ncc-old", attachTo: [prod] });
    });
    const [known = ""] = Object.keys(adopted.data?.databricks_mws_network_connectivity_configs ?? {});
    expect(adopted.data?.databricks_mws_network_connectivity_config?.old?.lifecycle).toMatchObject({
      precondition: [
        { condition: `\${contains(data.databricks_mws_network_connectivity_configs.${known}.names, "ncc-old")}` },
      ],
    });
  },
  "rules-in-parallel": () => {
    const rules = Object.values(network.resource?.databricks_mws_ncc_private_endpoint_rule ?? {});
    expect(rules.filter(({ depends_on: on }) => on === undefined)).toHaveLength(1);
    expect(rules.length).toBeGreaterThan(1);
  },
  "ambient-identity": () => {
    const providers = all.flatMap(({ provider }) => provider?.databricks ?? []);
    expect(providers.filter(({ host, auth_type: type }) => host === undefined || type === undefined)).toEqual([]);
  },
  "prebuilt-pin": () => {
    expect(versionOf("beside-prebuilt")).toBe(">= 1.126.0");
    expect(stacks["beside-prebuilt"]?.provider?.databricks).toHaveLength(2);
  },
};

function isMembersWith(name: string): (value: unknown) => boolean {
  return (value) => typeof value === "object" && value !== null && name in value;
}

describe("a known defect of the provider", () => {
  test("has an id of its own", () => {
    const ids = PROVIDER_DEFECTS.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test("has a workaround that is seen, and no workaround is without a defect", () => {
    expect(Object.keys(SEEN).sort()).toEqual(PROVIDER_DEFECTS.map(({ id }) => id).sort());
  });

  test("is looked for in programs of every kind and option", () => {
    expect(configurations).toHaveLength(Object.keys(PROGRAMS).length);
  });

  describe.each(PROVIDER_DEFECTS)("$id", ({ id, issue, fixedIn, ...texts }) => {
    test("says what is affected, what is wrong, what we do, and where it can be read", () => {
      expect(Object.values(texts).filter((text) => text.length < 10)).toEqual([]);
      expect(issue).toMatch(/^https:\/\/\S+$/);
    });

    test("is not fixed in the oldest provider that we ask for", () => {
      expect(versionOrder(fixedIn ?? "999.0.0")).toBeGreaterThan(versionOrder(PROVIDER_FLOOR.value));
    });

    test("is worked around", () => {
      SEEN[id]?.();
    });
  });
});
