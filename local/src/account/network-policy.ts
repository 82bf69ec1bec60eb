import { type Json, type JsonObject, asList, asObject, asText, isObject } from "../json";
import type { World } from "../state";
import type { Switches } from "../switches";
import { invalid, missing, overLimit } from "../vendor-error";
import { DEFAULT_POLICY } from "./account";
import { DESTINATIONS_PER_POLICY } from "./limits";

/** What is kept of a policy: nothing is added, for the provider compares what it sent with what comes back. */
const KEPT = ["egress", "ingress", "ingress_dry_run"];
const ID = /^[a-zA-Z0-9_.-]{1,32}$/;
const HOST = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

const STORAGE: { readonly [type: string]: readonly string[] } = {
  AWS_S3: ["bucket_name"],
  AZURE_STORAGE: ["azure_storage_account", "azure_storage_service"],
  GOOGLE_CLOUD_STORAGE: ["bucket_name"],
};

export function readPolicyId(body: JsonObject, switches: Switches): string {
  const id = asText(body.network_policy_id) ?? "";
  if (id === "" || (switches.networkPolicyIdsChecked && !ID.test(id))) {
    throw invalid(`network_policy_id '${id}' must have 1 to 32 letters, digits, underscores, dots and hyphens.`);
  }
  return id;
}

export function findPolicy(world: World, id: string): JsonObject {
  const found = world.account.networkPolicies[id];
  if (found === undefined) throw missing(`Network policy ${id} does not exist.`);
  return found;
}

/** The workspaces that have it. */
export function attachedWorkspaces(world: World, id: string): readonly string[] {
  return Object.keys(world.workspaces).filter((workspace) => policyOf(world, workspace) === id);
}

export function policyOf(world: World, workspace: string): string {
  return world.account.networks[workspace]?.policy ?? DEFAULT_POLICY;
}

export function policyAnswer(world: World, id: string, { egressDefaultsFilled, ingressFilled }: Filled): JsonObject {
  const policy = findPolicy(world, id);
  return {
    ...policy,
    ...(egressDefaultsFilled && isObject(policy.egress) && { egress: withEnforcement(policy.egress) }),
    ...(ingressFilled && isObject(policy.ingress) && { ingress: withPrivateAccess(policy.ingress) }),
    network_policy_id: id,
    account_id: world.accountId,
  };
}

/** What the server adds to what it was asked. */
export interface Filled {
  readonly egressDefaultsFilled: boolean;
  readonly ingressFilled: boolean;
}

function withPrivateAccess(ingress: JsonObject): JsonObject {
  return { private_access: { restriction_mode: "RESTRICTION_MODE_UNSPECIFIED" }, ...ingress };
}

function withEnforcement(egress: JsonObject): JsonObject {
  const access = asObject(egress.network_access);
  return { ...egress, network_access: { policy_enforcement: { enforcement_mode: "ENFORCED" }, ...access } };
}

export function readPolicy(body: JsonObject, switches: Switches): JsonObject {
  if (body.egress !== undefined) checkEgress(asObject(asObject(body.egress).network_access), switches);
  for (const direction of ["ingress", "ingress_dry_run"]) {
    const modes = Object.values(asObject(body[direction])).map((each) => asObject(each).restriction_mode);
    if (modes.includes(undefined)) throw invalid(`Every part of ${direction} has a restriction_mode.`);
  }
  return Object.fromEntries(KEPT.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])));
}

function checkEgress(access: JsonObject, switches: Switches): void {
  checkOneOf("restriction_mode", access.restriction_mode, ["FULL_ACCESS", "RESTRICTED_ACCESS"]);
  const internet = [...asList(access.allowed_internet_destinations), ...asList(access.blocked_internet_destinations)];
  for (const each of internet.map(asObject)) checkInternet(each, switches);
  const storage = asList(access.allowed_storage_destinations);
  for (const each of storage.map(asObject)) checkStorage(each);
  if (internet.length + storage.length > DESTINATIONS_PER_POLICY) {
    throw overLimit(`A network policy has at most ${DESTINATIONS_PER_POLICY} destinations.`);
  }
  const { policy_enforcement: enforcement } = access;
  if (enforcement === undefined) return;
  checkOneOf("enforcement_mode", asObject(enforcement).enforcement_mode, ["ENFORCED", "DRY_RUN"]);
  for (const each of asList(asObject(enforcement).dry_run_mode_product_filter)) {
    checkOneOf("dry_run_mode_product_filter", each, ["DBSQL", "ML_SERVING"]);
  }
}

function checkInternet({ destination, internet_destination_type: type }: JsonObject, switches: Switches): void {
  checkOneOf("internet_destination_type", type, ["DNS_NAME"]);
  const given = asText(destination) ?? "";
  const host = switches.wildcardDestinations ? given.replace(/^\*\./, "") : given;
  if (!HOST.test(host)) throw invalid(`'${given}' is not a fully qualified domain name.`);
}

function checkStorage(destination: JsonObject): void {
  const type = asText(destination.storage_destination_type) ?? "";
  checkOneOf("storage_destination_type", type, Object.keys(STORAGE));
  for (const name of STORAGE[type] ?? []) {
    if ((asText(destination[name]) ?? "") === "") throw invalid(`A destination of type ${type} has ${name}.`);
  }
}

function checkOneOf(field: string, value: Json | undefined, allowed: readonly string[]): void {
  if (allowed.includes(asText(value) ?? "")) return;
  throw invalid(`${field} '${asText(value) ?? ""}' is not one of ${allowed.join(", ")}.`);
}
