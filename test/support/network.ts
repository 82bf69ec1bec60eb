import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as apps from "databricks-apps-constructs";
import { type Synthesized, synthesize, type SynthesizedStack } from "databricks-apps-constructs/testing";
import type { LocalControlPlane, Seed } from "databricks-apps-local";
import type { LocalRun, TestStack } from "./local";

const ACCOUNT = "4f0c6d0e-2a4b-4c8e-9a53-0d6e2f7b1c11";

function workspace(name: string, workspaceId: string): apps.Workspace {
  return apps.defineWorkspace({
    name,
    host: `https://adb-${workspaceId}.1.azuredatabricks.net`,
    workspaceId,
    accountId: ACCOUNT,
    cloud: "azure",
    region: "westeurope",
    tier: "PREMIUM",
    auth: { type: "azure-cli" },
    backend: { kind: "local", folder: "../../../state" },
  });
}

export const DEV = workspace("dev", "1111111111111111");
export const TEST = workspace("test", "2222222222222222");

/** The account with those workspaces. */
export const SEED: Seed = {
  accountId: ACCOUNT,
  workspaces: [DEV, TEST].map(({ workspaceId: id, name, cloud, region, tier }) => ({ id, name, cloud, region, tier })),
};

export type Platform = Partial<Omit<apps.RestrictedEgressPolicyProps, "provider">> & {
  readonly ncc?: Partial<Omit<apps.NetworkConnectivityConfigProps, "provider">>;
};

/** The platform's stack: a policy in dry run, and a connectivity configuration where one is asked for. */
export function platform({ ncc, ...policy }: Platform): Synthesized {
  return synthesize((app) => {
    const stack = new apps.AccountStack(app, "network", [DEV, TEST]);
    const { provider } = stack;
    new apps.EgressPolicy(stack, "egress", {
      provider,
      policyId: "egress",
      mode: "dryRun",
      attachTo: [DEV],
      needs: [],
      otherWorkloads: [],
      ...policy,
    });
    if (ncc === undefined) return;
    const config = { provider, name: "ncc-weu", region: "westeurope", attachTo: [DEV], ...ncc };
    new apps.NetworkConnectivityConfig(stack, "ncc", config);
  });
}

/** The platform's stack with a policy that lets everything through. */
export function fullAccess(): Synthesized {
  return synthesize((app) => {
    const stack = new apps.AccountStack(app, "network", [DEV, TEST]);
    const { provider } = stack;
    new apps.EgressPolicy(stack, "egress", { provider, policyId: "egress", mode: "full", attachTo: [DEV] });
  });
}

/** The platform's stack with a connectivity configuration that exists. */
export function adopting(name: string): Synthesized {
  return synthesize((app) => {
    const stack = new apps.AccountStack(app, "network", [DEV, TEST]);
    const { provider } = stack;
    apps.NetworkConnectivityConfig.adopt(stack, "ncc", { provider, name, attachTo: [DEV] });
  });
}

export function documentOf({ stacks }: Synthesized): SynthesizedStack {
  return stacks.network ?? {};
}

/** The platform's stack, to be applied by the account's admin. */
export function accountStack(local: LocalRun, document: SynthesizedStack): TestStack {
  return local.stackAt(document, local.plane.url, local.plane.accountToken());
}

/** What changed something at the account level, since a number of requests: method and path below the account. */
export function accountChanges(plane: LocalControlPlane, since = 0): string[] {
  return plane
    .inspect()
    .requests.slice(since)
    .filter(({ account, method }) => account !== undefined && method !== "GET")
    .map(({ method, path: at }) => `${method} ${at.replace(`/api/2.0/accounts/${ACCOUNT}/`, "")}`);
}

/** An app team's repository: its assembly with `needs.json`, in a folder that `remove` deletes. */
export function appRepository(name: string, egress: readonly apps.Destination[], workspaces = [DEV]): Repository {
  const definition = apps.defineApp({ name, egress });
  const synthesized = synthesize((app) => {
    const stages = workspaces.map((each) => apps.defineStage(definition, each, {}));
    const [first, ...more] = stages;
    if (first !== undefined) new apps.PromotionPipeline(app, name, { app: definition, stages: [first, ...more] });
  });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `repository-${name}-`));
  fs.writeFileSync(path.join(folder, "needs.json"), synthesized.files["needs.json"] ?? "");
  const remove = (): void => {
    fs.rmSync(folder, { recursive: true, force: true });
  };
  return { folder, synthesized, remove };
}

export interface Repository {
  readonly folder: string;
  readonly synthesized: Synthesized;
  readonly remove: () => void;
}
