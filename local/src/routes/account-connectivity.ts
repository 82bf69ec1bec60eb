import { type AccountRoute, uuid } from "../api";
import { boundWorkspaces, configAnswer, findConfig } from "../account/connectivity-config";
import type { ConnectivityConfig } from "../account/account";
import { CONFIGS_PER_REGION } from "../account/limits";
import { type JsonObject, asText } from "../json";
import type { World } from "../state";
import { badRequest, exists, invalid, overLimit } from "../vendor-error";
import { ACCOUNT } from "./account-path";

const CONFIGS = `${ACCOUNT}/network-connectivity-configs`;

/** Network connectivity configurations. There is no call that changes one. */
export const accountConnectivityRoutes: readonly AccountRoute[] = [
  {
    method: "POST",
    path: CONFIGS,
    handle: ({ body }, { world, clock, switches }) => {
      const { name, region } = readConfig(body);
      const all = Object.values(world.account.connectivityConfigs);
      if (switches.connectivityConfigNamesUnique && all.some((each) => each.name === name)) {
        throw exists(`Network connectivity config with name ${name} already exists.`);
      }
      if (all.filter((each) => each.region === region).length >= CONFIGS_PER_REGION) {
        throw overLimit(`There are ${CONFIGS_PER_REGION} network connectivity configs in ${region}, no more.`);
      }
      const now = clock.now();
      const config: ConnectivityConfig = { id: uuid(), name, region, creationTime: now, updatedTime: now, rules: {} };
      world.account.connectivityConfigs[config.id] = config;
      return configAnswer(world, config);
    },
  },
  {
    method: "GET",
    path: CONFIGS,
    handle: (_request, { world, clock }) => ({
      items: Object.keys(world.account.connectivityConfigs).map((id) =>
        configAnswer(world, findConfig(world, id, clock)),
      ),
    }),
  },
  {
    method: "GET",
    path: `${CONFIGS}/:config`,
    handle: ({ params }, { world, clock }) => configAnswer(world, findConfig(world, params.config ?? "", clock)),
  },
  {
    method: "DELETE",
    path: `${CONFIGS}/:config`,
    handle: ({ params }, { world, clock, switches }) => {
      const config = findConfig(world, params.config ?? "", clock);
      checkUnused(world, config, switches.deactivatedRulesHoldConfig);
      Reflect.deleteProperty(world.account.connectivityConfigs, config.id);
      return {};
    },
  },
];

function checkUnused(world: World, { id, name, rules }: ConnectivityConfig, deactivatedCount: boolean): void {
  const bound = boundWorkspaces(world, id);
  if (bound.length > 0) {
    throw badRequest(`Network connectivity config ${name} is attached to workspaces: ${bound.join(", ")}.`);
  }
  const held = Object.values(rules).filter(({ deactivatedAt }) => deactivatedCount || deactivatedAt === undefined);
  if (held.length > 0) {
    throw badRequest(`Network connectivity config ${name} still has ${held.length} private endpoint rules.`);
  }
}

function readConfig(body: JsonObject): { readonly name: string; readonly region: string } {
  const name = asText(body.name) ?? "";
  const region = asText(body.region) ?? "";
  if (!/^[0-9a-zA-Z_-]{3,30}$/.test(name)) {
    throw invalid(`name '${name}' must have 3 to 30 letters, digits, hyphens and underscores.`);
  }
  if (!/^[a-z0-9-]+$/.test(region)) throw invalid(`region '${region}' is not the name of a region.`);
  return { name, region };
}
