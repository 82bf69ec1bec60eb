import { createHash } from "node:crypto";
import type { Clock } from "../clock";
import type { JsonObject } from "../json";
import type { World } from "../state";
import { missing } from "../vendor-error";
import type { ConnectivityConfig } from "./account";
import { isPurged, ruleAnswer } from "./endpoint-rule";
import { cloudOf } from "./region";

export function findConfig(world: World, id: string, clock: Clock): ConnectivityConfig {
  const found = world.account.connectivityConfigs[id];
  if (found === undefined) throw missing(`Network connectivity config ${id} does not exist.`);
  for (const rule of Object.values(found.rules)) {
    if (isPurged(rule, clock)) Reflect.deleteProperty(found.rules, rule.id);
  }
  return found;
}

/** The workspaces that are bound to it. */
export function boundWorkspaces(world: World, id: string): readonly string[] {
  return Object.entries(world.account.networks).flatMap(([workspace, { connectivityConfig }]) =>
    connectivityConfig === id ? [workspace] : [],
  );
}

export function configAnswer(world: World, config: ConnectivityConfig): JsonObject {
  const { id, name, region, creationTime, updatedTime } = config;
  return {
    account_id: world.accountId,
    network_connectivity_config_id: id,
    name,
    region,
    creation_time: creationTime,
    updated_time: updatedTime,
    egress_config: { default_rules: defaultRules(region), ...targetRules(world, config) },
  };
}

/** What a firewall lets in. It is the region's and the vendor's: every configuration of a region has the same. */
function defaultRules(region: string): JsonObject {
  switch (cloudOf(region)) {
    case "aws":
      return { aws_stable_ip_rule: { cidr_blocks: [1, 2].map((each) => `192.0.2.${each * 16}/28`) } };
    case "azure":
      return {
        azure_service_endpoint_rule: {
          subnets: [1, 2].map((each) => subnet(region, each)),
          target_region: region,
          target_services: ["AZURE_BLOB_STORAGE"],
        },
      };
    case "gcp":
      return {};
  }
}

/** In the vendor's own subscriptions; the ids are made up, and the same on every machine. */
function subnet(region: string, index: number): string {
  const digest = createHash("sha256").update(`${region}/${index}`).digest("hex");
  const subscription = [8, 12, 16, 20, 32].map((end, at) => digest.slice([0, 8, 12, 16, 20][at], end)).join("-");
  const network = "providers/Microsoft.Network/virtualNetworks/serverless";
  return `/subscriptions/${subscription}/resourceGroups/prod-${region}-${index}/${network}/subnets/worker-${index}`;
}

function targetRules(world: World, config: ConnectivityConfig): JsonObject {
  const rules = Object.values(config.rules).map((rule) => ruleAnswer(world, config, rule));
  if (rules.length === 0) return {};
  const kind = cloudOf(config.region) === "azure" ? "azure_private_endpoint_rules" : "aws_private_endpoint_rules";
  return { target_rules: { [kind]: rules } };
}
