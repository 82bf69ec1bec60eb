import type { Construct } from "constructs";
import { sha256 } from "../definition/digest";
import type { Emitted } from "../assembly/documents";
import { hasToken } from "../definition/text";
import { endpointTarget, type PrivateEndpoint, partOf } from "../network/private-endpoint";
import type { AccountProvider } from "../terraform/account-provider";
import { MwsNccPrivateEndpointRule, type MwsNccPrivateEndpointRuleConfig } from "../terraform/network-connectivity";
import { renderReference } from "../terraform/refs";
import { addressOf } from "./network-part";

/** A rule, and what it should be when it is written. */
export interface CreatedRule {
  readonly rule: MwsNccPrivateEndpointRule;
  readonly emitted: () => Emitted;
}

/** Each waits for the one before: made in parallel, the vendor runs into time limits. */
export function createRules(
  scope: Construct,
  endpoints: readonly PrivateEndpoint[],
  configId: string,
  provider: AccountProvider | undefined,
): readonly CreatedRule[] {
  const rules: CreatedRule[] = [];
  const used = new Map<string, number>();
  for (const endpoint of endpoints) {
    const id = ruleId(scope, endpoint, used);
    const config = { network_connectivity_config_id: configId, ...ruleConfig(endpoint) };
    const previous = rules.at(-1)?.rule;
    const after = previous === undefined ? {} : { dependsOn: [previous] };
    const rule = new MwsNccPrivateEndpointRule(scope, id, { ...config, provider, ...after });
    rules.push({ rule, emitted: () => ({ address: addressOf(rule), config }) });
  }
  return rules;
}

/** By target, so that adding one rule or changing the order replaces none; domains and buckets change in place. */
function ruleId(scope: Construct, endpoint: PrivateEndpoint, used: Map<string, number>): string {
  const part = partOf(endpoint);
  const target = `${describeTarget(scope, endpointTarget(endpoint))} ${part}`;
  const count = (used.get(target) ?? 0) + 1;
  used.set(target, count);
  const digest = sha256(count === 1 ? target : `${target} ${count}`);
  return `rule-${part.replaceAll(/[^\w-]/g, "")}-${digest.slice(0, 8)}`;
}

/** What an endpoint leads to. A token's own text depends on the order of creation. */
export function describeTarget(scope: Construct, target: unknown): string {
  if (typeof target !== "string" || !hasToken(target)) return String(target);
  const rendered = renderReference(target, scope);
  if (rendered === undefined) return target;
  return "ref" in rendered ? [rendered.stack, rendered.ref].filter(Boolean).join("/") : rendered.template;
}

/** The arguments of a rule. What the vendor computes is never written: newer providers refuse it. */
function ruleConfig(
  endpoint: PrivateEndpoint,
): Omit<MwsNccPrivateEndpointRuleConfig, "network_connectivity_config_id"> {
  if ("resourceId" in endpoint) {
    return "groupId" in endpoint
      ? { resource_id: endpoint.resourceId, group_id: endpoint.groupId }
      : { resource_id: endpoint.resourceId, domain_names: endpoint.domainNames };
  }
  return "resourceNames" in endpoint
    ? { endpoint_service: endpoint.endpointService, resource_names: endpoint.resourceNames }
    : { endpoint_service: endpoint.endpointService, domain_names: endpoint.domainNames };
}
