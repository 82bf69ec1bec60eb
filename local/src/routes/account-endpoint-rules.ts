import { type AccountRequest, type AccountRoute, type Context, uuid } from "../api";
import type { ConnectivityConfig, EndpointRule } from "../account/account";
import { findConfig } from "../account/connectivity-config";
import { checkDomains, readNames, readRule, ruleAnswer, sameTarget } from "../account/endpoint-rule";
import { ENDPOINTS_PER_REGION } from "../account/limits";
import { cloudOf } from "../account/region";
import type { World } from "../state";
import { exists, invalid, missing, overLimit } from "../vendor-error";
import { ACCOUNT } from "./account-path";

const RULES = `${ACCOUNT}/network-connectivity-configs/:config/private-endpoint-rules`;

export const accountEndpointRuleRoutes: readonly AccountRoute[] = [
  {
    method: "POST",
    path: RULES,
    handle: (request, context) => {
      const { world, clock } = context;
      const config = configOf(request, context);
      const asked = readRule(request.body, config);
      if (Object.values(config.rules).some((rule) => rule.deactivatedAt === undefined && sameTarget(rule, asked))) {
        throw exists("A private endpoint rule for this target already exists.");
      }
      checkRoom(world, config.region);
      const now = clock.now();
      const enabled = asked.resourceNames === undefined ? {} : { enabled: false };
      const rule: EndpointRule = {
        id: uuid(),
        ...asked,
        ...enabled,
        // Whoever owns the target has to let it in; until then nothing gets through.
        connectionState: "PENDING",
        creationTime: now,
        updatedTime: now,
      };
      config.rules[rule.id] = rule;
      return ruleAnswer(world, config, rule);
    },
  },
  {
    method: "GET",
    path: RULES,
    handle: (request, context) => {
      const config = configOf(request, context);
      return { items: Object.values(config.rules).map((rule) => ruleAnswer(context.world, config, rule)) };
    },
  },
  {
    method: "GET",
    path: `${RULES}/:rule`,
    handle: (request, context) => ruleAnswer(context.world, configOf(request, context), ruleOf(request, context)),
  },
  {
    method: "PATCH",
    path: `${RULES}/:rule`,
    handle: (request, context) => {
      const rule = ruleOf(request, context);
      changeRule(rule, request, context);
      rule.updatedTime = context.clock.now();
      return ruleAnswer(context.world, configOf(request, context), rule);
    },
  },
  {
    method: "DELETE",
    path: `${RULES}/:rule`,
    handle: (request, context) => {
      const config = configOf(request, context);
      const rule = ruleOf(request, context);
      const pending = rule.connectionState === "PENDING" || rule.connectionState === "EXPIRED";
      rule.deactivatedAt ??= context.clock.now();
      const answer = ruleAnswer(context.world, config, rule);
      // What nobody approved is gone at once.
      if (pending) Reflect.deleteProperty(config.rules, rule.id);
      return answer;
    },
  },
];

function configOf({ params }: AccountRequest, { world, clock }: Context): ConnectivityConfig {
  return findConfig(world, params.config ?? "", clock);
}

function ruleOf(request: AccountRequest, context: Context): EndpointRule {
  const id = request.params.rule ?? "";
  const found = configOf(request, context).rules[id];
  if (found === undefined) throw missing(`Private endpoint rule ${id} does not exist.`);
  return found;
}

/** What the mask names is what the body says, and cleared where the body does not say it. */
function changeRule(rule: EndpointRule, { query, body }: AccountRequest, { switches }: Context): void {
  const mask = (query.get("update_mask") ?? "").split(",").filter((name) => name !== "");
  if (mask.length === 0) throw invalid("update_mask names the fields to change.");
  for (const name of mask) {
    switch (name) {
      case "enabled":
        if (rule.enabled === undefined) throw invalid("enabled is known for endpoints to services of AWS alone.");
        if (rule.connectionState !== "ESTABLISHED" && switches.enablingNeedsConnection) break;
        rule.enabled = body.enabled === true;
        break;
      case "domain_names": {
        if (rule.domainNames === undefined) throw invalid("This private endpoint rule has no domain names.");
        const names = readNames(body, name) ?? [];
        checkDomains(names);
        rule.domainNames = names;
        break;
      }
      case "resource_names":
        if (rule.resourceNames === undefined) throw invalid("This private endpoint rule has no resource names.");
        rule.resourceNames = readNames(body, name) ?? [];
        break;
      default:
        throw invalid(`update_mask names the unknown field ${name}.`);
    }
  }
}

function checkRoom({ account }: World, region: string): void {
  const most = ENDPOINTS_PER_REGION[cloudOf(region)];
  const configs = Object.values(account.connectivityConfigs).filter((each) => each.region === region);
  const held = configs.flatMap(({ rules }) => Object.values(rules));
  if (held.length >= most) throw overLimit(`There are ${most} private endpoints in ${region}, no more.`);
}
