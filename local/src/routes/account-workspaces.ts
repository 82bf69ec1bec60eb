import type { AccountRequest, AccountRoute, Context } from "../api";
import { DEFAULT_POLICY, type WorkspaceNetwork } from "../account/account";
import { boundWorkspaces, findConfig } from "../account/connectivity-config";
import { WORKSPACES_PER_CONFIG } from "../account/limits";
import { findPolicy, policyOf } from "../account/network-policy";
import { asText } from "../json";
import type { Workspace, World } from "../state";
import { badRequest, invalid, missing, overLimit } from "../vendor-error";
import { ACCOUNT } from "./account-path";

const WORKSPACES = `${ACCOUNT}/workspaces`;
const MASK = "network_connectivity_config_id";

/** The workspaces of the account: what they are bound to, and which policy they have. */
export const accountWorkspaceRoutes: readonly AccountRoute[] = [
  {
    method: "GET",
    path: WORKSPACES,
    handle: (_request, context) => Object.values(context.world.workspaces).map((each) => answer(each, context)),
  },
  {
    method: "GET",
    path: `${WORKSPACES}/:workspace`,
    handle: (request, context) => answer(workspaceOf(request, context), context),
  },
  {
    method: "PATCH",
    path: `${WORKSPACES}/:workspace`,
    handle: (request, context) => {
      const workspace = workspaceOf(request, context);
      if (request.query.get("update_mask") !== MASK) {
        throw invalid(`Of a workspace only ${MASK} can be changed here, and update_mask has to say so.`);
      }
      bind(workspace, asText(request.body[MASK]) ?? "", context);
      return answer(workspace, context);
    },
  },
  {
    method: "GET",
    path: `${WORKSPACES}/:workspace/network`,
    handle: (request, context) => option(context.world, workspaceOf(request, context)),
  },
  {
    method: "PUT",
    path: `${WORKSPACES}/:workspace/network`,
    handle: (request, context) => {
      const { world } = context;
      const workspace = workspaceOf(request, context);
      const { network_policy_id: given, workspace_id: named = Number(workspace.id) } = request.body;
      if (Number(named) !== Number(workspace.id)) throw invalid("workspace_id is not that of the path.");
      const policy = asText(given) ?? "";
      findPolicy(world, policy === "" ? DEFAULT_POLICY : policy);
      if (workspace.tier === "STANDARD") throw badRequest("Network policies need a workspace of tier PREMIUM.");
      networkOf(world, workspace).policy = policy === "" ? DEFAULT_POLICY : policy;
      return option(world, workspace);
    },
  },
];

/** Whatever was there before is replaced without a word. */
function bind(workspace: Workspace, id: string, { world, clock, switches }: Context): void {
  const network = networkOf(world, workspace);
  if (id === "") {
    if (!switches.bindingCanBeCleared) throw invalid(`${MASK} must not be empty.`);
    delete network.connectivityConfig;
    return;
  }
  const { region } = findConfig(world, id, clock);
  if (region !== workspace.region) {
    throw invalid(`Workspace ${workspace.id} is in ${workspace.region}, the network connectivity config in ${region}.`);
  }
  const others = boundWorkspaces(world, id).filter((each) => each !== workspace.id);
  if (others.length >= WORKSPACES_PER_CONFIG) {
    throw overLimit(`A network connectivity config serves at most ${WORKSPACES_PER_CONFIG} workspaces.`);
  }
  network.connectivityConfig = id;
}

function networkOf({ account }: World, { id }: Workspace): WorkspaceNetwork {
  return (account.networks[id] ??= {});
}

function workspaceOf({ params }: AccountRequest, { world }: Context): Workspace {
  const found = world.workspaces[params.workspace ?? ""];
  if (found === undefined) throw missing(`Workspace ${params.workspace ?? ""} does not exist.`);
  return found;
}

function option(world: World, { id }: Workspace): object {
  return { workspace_id: Number(id), network_policy_id: policyOf(world, id) };
}

function answer({ id, name, cloud, region, tier }: Workspace, { world, switches }: Context): object {
  const bound = world.account.networks[id]?.connectivityConfig;
  return {
    account_id: world.accountId,
    workspace_id: Number(id),
    workspace_name: name,
    deployment_name: name,
    cloud,
    ...(cloud === "aws" ? { aws_region: region } : { location: region }),
    pricing_tier: tier,
    workspace_status: "RUNNING",
    ...(switches.workspaceShowsBinding && bound !== undefined && { network_connectivity_config_id: bound }),
  };
}
