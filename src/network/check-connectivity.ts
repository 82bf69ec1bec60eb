import { problems } from "../definition/parse";
import { optional, strictObject } from "../definition/schema";
import { matching } from "../definition/text";
import type { Issue } from "../errors";
import {
  CONNECTIVITY_CONFIG_NAME,
  CONNECTIVITY_CONFIGS_PER_REGION,
  PRIVATE_ENDPOINTS_PER_REGION,
  WORKSPACES_PER_CONFIG,
} from "../facts/connectivity";
import type { Workspace } from "../workspace/workspace";
import { checkPrivateEndpoints, type PrivateEndpoint } from "./private-endpoint";

/** A network connectivity configuration as its construct was given it. */
export interface ConnectivityConfig {
  readonly accountId: string;
  readonly cloud?: string;
  readonly name: string;
  /** Of one that is adopted only the vendor knows the region. */
  readonly region?: string;
  readonly adopted: boolean;
  readonly attachTo: readonly Workspace[];
  readonly privateEndpoints: readonly PrivateEndpoint[];
  /** What is attached today; stated, because it cannot be read. */
  readonly replaces?: string;
}

export const connectivitySchema = strictObject({
  name: matching(
    CONNECTIVITY_CONFIG_NAME.value,
    "ncc.name",
    "a network connectivity configuration's name has 3 to 30 letters, digits, hyphens and underscores",
  ),
  region: optional(matching(/^[a-z][a-z0-9-]+$/, "ncc.region-name", "a region is the cloud's own name of it")),
});

/** Every problem of one configuration, with paths from its props inwards. */
export function checkConnectivityConfig(config: ConnectivityConfig): readonly Issue[] {
  const { name, region, attachTo, privateEndpoints, replaces, cloud } = config;
  const issues = problems(connectivitySchema, { name, ...(config.adopted ? {} : { region: region ?? null }) });
  attachTo.forEach((workspace, index) => {
    issues.push(...checkAttachment(config, workspace, ["attachTo", index]));
  });
  if (attachTo.length > WORKSPACES_PER_CONFIG.value) {
    const message = `a configuration serves at most ${WORKSPACES_PER_CONFIG.value} workspaces`;
    const fix = "make another configuration for some of them";
    issues.push({ code: "ncc.workspaces", path: ["attachTo"], message, got: attachTo.length, fix });
  }
  if (replaces !== undefined && replaces === name) {
    const message = "this is the configuration itself: it cannot replace what it is";
    issues.push({ code: "ncc.replaces", path: ["replaces"], message, fix: "leave it out" });
  }
  return [...issues, ...checkPrivateEndpoints(privateEndpoints, cloud)];
}

function checkAttachment(config: ConnectivityConfig, workspace: Workspace, path: Issue["path"]): Issue[] {
  const { name, accountId, region } = workspace;
  if (accountId !== config.accountId) {
    const message = `workspace ${name} is in another account than the configuration`;
    return [{ code: "ncc.account", path, message, got: accountId, allowed: [config.accountId] }];
  }
  if (config.region === undefined || region === config.region) return [];
  const message = `workspace ${name} is in ${region}, and a configuration serves workspaces of its own region only`;
  return [{ code: "ncc.region", path, message, got: region, allowed: [config.region] }];
}

/** What several configurations of a program do to each other: an issue and the index of whose it is. */
export function checkConnectivityTogether(
  configs: readonly ConnectivityConfig[],
): readonly { readonly index: number; readonly issue: Issue }[] {
  return [...checkWorkspacesTwice(configs), ...checkNamesTwice(configs), ...checkLimits(configs)];
}

type Found = { readonly index: number; readonly issue: Issue };

function checkWorkspacesTwice(configs: readonly ConnectivityConfig[]): Found[] {
  const bound = new Map<string, string>();
  return configs.flatMap(({ name, attachTo }, index) =>
    attachTo.flatMap(({ workspaceId, name: workspace }, place): Found[] => {
      const first = bound.get(workspaceId);
      bound.set(workspaceId, first ?? name);
      if (first === undefined) return [];
      const message = `workspace ${workspace} has ${first} already: the last binding silently wins`;
      const fix = "bind each workspace to one configuration";
      return [{ index, issue: { code: "ncc.workspace-twice", path: ["attachTo", place], message, fix } }];
    }),
  );
}

function checkNamesTwice(configs: readonly ConnectivityConfig[]): Found[] {
  const seen = new Set<string>();
  return configs.flatMap(({ accountId, name }, index): Found[] => {
    const key = `${accountId} ${name}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `two configurations of the account are called ${name}`;
    return [{ index, issue: { code: "ncc.twice", path: ["name"], message, fix: "rename one, or use one for both" } }];
  });
}

/** What the vendor allows for one account in one region. Adopted configurations exist already. */
function checkLimits(configs: readonly ConnectivityConfig[]): Found[] {
  const used = new Map<string, { configs: number; endpoints: number }>();
  return configs.flatMap(({ accountId, region = "", adopted, privateEndpoints }, index): Found[] => {
    if (adopted) return [];
    const key = `${accountId} ${region}`;
    const sum = used.get(key) ?? { configs: 0, endpoints: 0 };
    used.set(key, sum);
    const before = sum.endpoints;
    sum.configs += 1;
    sum.endpoints += privateEndpoints.length;
    const found: Found[] = [];
    if (sum.configs > CONNECTIVITY_CONFIGS_PER_REGION.value) {
      const message = `an account has at most ${CONNECTIVITY_CONFIGS_PER_REGION.value} configurations in a region`;
      const fix = "share one between workspaces";
      found.push({ index, issue: { code: "ncc.limit", path: ["region"], message, got: sum.configs, fix } });
    }
    const most = PRIVATE_ENDPOINTS_PER_REGION.value;
    if (sum.endpoints > most && privateEndpoints.length > 0) {
      const message = `an account has at most ${most} private endpoints in a region; before these, ${before} are taken`;
      const path = ["privateEndpoints"];
      const fix = "share endpoints between workspaces of the region";
      found.push({ index, issue: { code: "endpoint.limit", path, message, got: sum.endpoints, fix } });
    }
    return found;
  });
}

/** What Terraform will not undo. */
export function connectivityWarnings({ attachTo, name, replaces }: ConnectivityConfig): readonly Issue[] {
  if (attachTo.length === 0) return [];
  const today = replaces === undefined ? "that nothing is attached today" : `that ${replaces} is attached today`;
  return [
    {
      code: "ncc.stays-bound",
      path: ["attachTo"],
      message:
        `destroying a binding detaches nothing: ${attachTo.map((workspace) => workspace.name).join(", ")} will stay ` +
        `on ${name}, which cannot be deleted meanwhile. A binding also overwrites silently; the program says ${today}`,
      fix: "to get rid of it, bind the workspaces to another configuration first; acknowledge this to hide it",
    },
  ];
}
