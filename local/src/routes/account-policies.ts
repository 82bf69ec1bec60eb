import type { AccountRequest, AccountRoute, Context } from "../api";
import { DEFAULT_POLICY } from "../account/account";
import { attachedWorkspaces, findPolicy, policyAnswer, readPolicy, readPolicyId } from "../account/network-policy";
import { badRequest, exists, invalid } from "../vendor-error";
import { ACCOUNT } from "./account-path";

const POLICIES = `${ACCOUNT}/network-policies`;

/** Network policies. A change is a whole new policy under the same id. */
export const accountPolicyRoutes: readonly AccountRoute[] = [
  {
    method: "POST",
    path: POLICIES,
    handle: ({ body }, context) => {
      const id = readPolicyId(body, context.switches);
      const { networkPolicies } = context.world.account;
      if (networkPolicies[id] !== undefined) throw exists(`Network policy ${id} already exists.`);
      networkPolicies[id] = readPolicy(body, context.switches);
      return answer(id, context);
    },
  },
  {
    method: "GET",
    path: POLICIES,
    handle: (_request, context) => ({
      items: Object.keys(context.world.account.networkPolicies).map((id) => answer(id, context)),
    }),
  },
  { method: "GET", path: `${POLICIES}/:policy`, handle: (request, context) => answer(idOf(request), context) },
  {
    method: "PUT",
    path: `${POLICIES}/:policy`,
    handle: (request, context) => {
      const id = idOf(request);
      findPolicy(context.world, id);
      const { network_policy_id: named = id, account_id: account = context.world.accountId } = request.body;
      if (named !== id || account !== context.world.accountId) {
        throw invalid("The ids of a network policy cannot be changed.");
      }
      context.world.account.networkPolicies[id] = readPolicy(request.body, context.switches);
      return answer(id, context);
    },
  },
  {
    method: "DELETE",
    path: `${POLICIES}/:policy`,
    handle: (request, { world }) => {
      const id = idOf(request);
      findPolicy(world, id);
      if (id === DEFAULT_POLICY) throw badRequest(`Network policy ${id} cannot be deleted.`);
      const attached = attachedWorkspaces(world, id);
      if (attached.length > 0) {
        throw badRequest(`Network policy ${id} is attached to workspaces: ${attached.join(", ")}.`);
      }
      Reflect.deleteProperty(world.account.networkPolicies, id);
      return {};
    },
  },
];

function idOf({ params }: AccountRequest): string {
  return params.policy ?? "";
}

function answer(id: string, { world, switches }: Context): object {
  const { egressDefaultsFilled, ingressPrivateAccessFilled: ingressFilled } = switches;
  return policyAnswer(world, id, { egressDefaultsFilled, ingressFilled });
}
