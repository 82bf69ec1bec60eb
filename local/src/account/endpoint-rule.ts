import type { Clock } from "../clock";
import { type Json, type JsonObject, asList, asText } from "../json";
import type { World } from "../state";
import { invalid } from "../vendor-error";
import type { ConnectivityConfig, EndpointRule } from "./account";
import { DOMAINS_PER_RULE } from "./limits";
import { cloudOf } from "./region";

/** How long a rule that was deleted stays to be seen. */
const KEPT = 7 * 24 * 60 * 60 * 1000;

export function isPurged({ deactivatedAt }: EndpointRule, clock: Clock): boolean {
  return deactivatedAt !== undefined && clock.now() - deactivatedAt >= KEPT;
}

/** What a rule is about, of the body of a request. */
export type RuleRequest = Pick<EndpointRule, "target" | "domainNames" | "resourceNames">;

export function readRule(body: JsonObject, { region }: ConnectivityConfig): RuleRequest {
  const domainNames = readNames(body, "domain_names");
  const resourceNames = readNames(body, "resource_names");
  const group = asText(body.group_id);
  const one = [group, domainNames, resourceNames].filter((each) => each !== undefined);
  if (one.length !== 1) {
    throw invalid("A private endpoint rule has exactly one of group_id, domain_names and resource_names.");
  }
  if (domainNames !== undefined) checkDomains(domainNames);
  const target = cloudOf(region) === "azure" ? azureTarget(body, group) : awsTarget(body, group);
  return { target, ...(domainNames && { domainNames }), ...(resourceNames && { resourceNames }) };
}

export function checkDomains(names: readonly string[]): void {
  if (names.length > DOMAINS_PER_RULE) {
    throw invalid(`A private endpoint rule has at most ${DOMAINS_PER_RULE} domain names.`);
  }
}

/** The names of a list that is there and not empty. */
export function readNames(body: JsonObject, field: string): readonly string[] | undefined {
  const names = asList(body[field]).map((each) => asText(each) ?? "");
  if (names.includes("")) throw invalid(`${field} is a list of names.`);
  return names.length === 0 ? undefined : names;
}

function azureTarget(body: JsonObject, group: string | undefined): JsonObject {
  const resource = asText(body.resource_id) ?? "";
  if (!/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/.+/i.test(resource)) {
    throw invalid(`resource_id '${resource}' is not the id of an Azure resource.`);
  }
  return { resource_id: resource, ...(group === undefined ? {} : { group_id: group }) };
}

function awsTarget(body: JsonObject, group: string | undefined): JsonObject {
  const service = asText(body.endpoint_service) ?? "";
  if (service === "" || group !== undefined || body.resource_id !== undefined) {
    throw invalid("A private endpoint rule on AWS has an endpoint_service, and neither resource_id nor group_id.");
  }
  return { endpoint_service: service };
}

/** Do two rules of a configuration lead to the same place? */
export function sameTarget(a: RuleRequest, b: RuleRequest): boolean {
  const text = (value: Json | undefined): string => (asText(value) ?? "").toLowerCase();
  const keys = ["resource_id", "group_id", "endpoint_service"] as const;
  return keys.every((key) => text(a.target[key]) === text(b.target[key]));
}

export function ruleAnswer(world: World, config: ConnectivityConfig, rule: EndpointRule): JsonObject {
  const onAws = rule.target.endpoint_service !== undefined;
  return {
    ...rule.target,
    ...listed("domain_names", rule.domainNames),
    ...listed("resource_names", rule.resourceNames),
    ...(rule.enabled === undefined ? {} : { enabled: rule.enabled }),
    account_id: world.accountId,
    rule_id: rule.id,
    network_connectivity_config_id: config.id,
    ...(onAws ? { vpc_endpoint_id: `vpce-${rule.id.slice(0, 8)}` } : { endpoint_name: `databricks-${rule.id}` }),
    connection_state: rule.connectionState,
    creation_time: rule.creationTime,
    updated_time: rule.updatedTime,
    deactivated: rule.deactivatedAt !== undefined,
    ...(rule.deactivatedAt === undefined ? {} : { deactivated_at: rule.deactivatedAt }),
  };
}

/** A list that is empty is not there. */
function listed(field: string, names: readonly string[] = []): JsonObject {
  return names.length === 0 ? {} : { [field]: names };
}
