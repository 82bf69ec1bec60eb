import * as fs from "node:fs";
import * as path from "node:path";
import { type JsonObject, asList, asObject, asText } from "./json";
import type { SecurableObjects, Seed, WorkspaceSeed } from "./seed";
import { seedOfNetwork } from "./seed-of-network";

const LISTS = [
  "users",
  "groups",
  "servicePrincipals",
  "warehouses",
  "servingEndpoints",
  "jobs",
  "experiments",
  "genieSpaces",
  "secretScopes",
  "securables",
  "databases",
  "postgres",
  "otherApps",
] as const;

type ListName = (typeof LISTS)[number];

/** The lists of a seed while they are gathered. */
type Lists = { readonly [K in ListName]: NonNullable<WorkspaceSeed[K]>[number][] };

/**
 * Everything that the bound apps of a synthesized assembly name, so that it exists: warehouses, endpoints, secrets,
 * principals; and the workspaces that its network is attached to. A binding that refers to another resource of the
 * stack is skipped: Terraform creates what it names.
 */
export function seedFromAssembly(folder: string): Seed {
  const network = seedOfNetwork(folder);
  const file = path.join(folder, "promotion.json");
  // The assembly of a platform may have no app.
  if (network !== undefined && !fs.existsSync(file)) return network;
  const { accountId, workspaces } = seedOfApps(asObject(JSON.parse(fs.readFileSync(file, "utf8"))));
  const others = (network?.workspaces ?? []).filter(({ id }) => !workspaces.some((each) => each.id === id));
  const account = accountId ?? network?.accountId;
  return { ...(account === undefined ? {} : { accountId: account }), workspaces: [...workspaces, ...others] };
}

function seedOfApps(promotion: JsonObject): Seed {
  const bound = asList(promotion.apps).map((each) => asObject(asObject(each).bound));
  const workspaces = new Map<string, WorkspaceSeed>();
  for (const app of bound) {
    const workspace = asObject(app.workspace);
    const id = asText(workspace.workspaceId) ?? "";
    workspaces.set(id, joined(workspaces.get(id), seedOf(app, workspace, id)));
  }
  const own = (seed: WorkspaceSeed): readonly string[] =>
    bound.filter((app) => asText(asObject(app.workspace).workspaceId) === seed.id).map((app) => asText(app.name) ?? "");
  const accountId = asText(asObject(bound[0]?.workspace).accountId);
  return {
    ...(accountId === undefined ? {} : { accountId }),
    // What the assembly itself creates is not there before.
    workspaces: [...workspaces.values()].map((seed) => ({
      ...seed,
      otherApps: (seed.otherApps ?? []).filter((name) => !own(seed).includes(name)),
    })),
  };
}

function seedOf(app: JsonObject, workspace: JsonObject, id: string): WorkspaceSeed {
  const lists = emptyLists();
  for (const each of asList(app.resources)) addResource(lists, asObject(each));
  for (const each of asList(app.access)) {
    for (const principal of asList(asObject(each).principals)) addPrincipal(lists, asObject(principal));
  }
  const cloud = asText(workspace.cloud);
  const region = asText(workspace.region);
  return {
    id,
    name: asText(workspace.name) ?? id,
    cloud: cloud === "azure" || cloud === "gcp" ? cloud : "aws",
    ...(region === undefined ? {} : { region }),
    tier: asText(workspace.tier) ?? "PREMIUM",
    ...lists,
  };
}

function addResource(lists: Lists, resource: JsonObject): void {
  const binding = asObject(resource.binding);
  const fields = Object.fromEntries(Object.entries(binding).map(([name, value]) => [name, asText(value)]));
  if (Object.values(fields).includes(undefined)) return;
  const text = (name: string): string => fields[name] ?? "";
  switch (resource.kind) {
    case "sqlWarehouse":
      lists.warehouses.push({ id: text("id") });
      break;
    case "job":
      lists.jobs.push(text("id"));
      break;
    case "servingEndpoint":
      lists.servingEndpoints.push(text("name"));
      break;
    case "genieSpace":
      lists.genieSpaces.push(text("spaceId"));
      break;
    case "secret":
      lists.secretScopes.push({ scope: text("scope"), keys: [text("key")] });
      break;
    case "experiment":
      lists.experiments.push(text("experimentId"));
      break;
    case "database":
      lists.databases.push({ instance: text("instanceName"), databases: [text("databaseName")] });
      break;
    case "postgres":
      lists.postgres.push({ branch: text("branch"), databases: [text("database")] });
      break;
    case "app":
      lists.otherApps.push(text("name"));
      break;
    case "ucSecurable": {
      const type = SECURABLES[asText(resource.securable) ?? ""];
      if (type !== undefined) lists.securables.push({ type, fullName: text("fullName") });
      break;
    }
    default:
      throw new Error(`promotion.json has a resource of the unknown kind ${JSON.stringify(resource.kind)}`);
  }
}

const SECURABLES: { readonly [securable: string]: SecurableObjects } = {
  TABLE: "tables",
  VOLUME: "volumes",
  FUNCTION: "functions",
  CONNECTION: "connections",
};

function addPrincipal(lists: Lists, principal: JsonObject): void {
  const name = asText(principal.name);
  if (name === undefined) return;
  if (principal.kind === "user") lists.users.push(name);
  if (principal.kind === "group") lists.groups.push({ name });
  if (principal.kind === "servicePrincipal") lists.servicePrincipals.push(name);
}

function joined(before: WorkspaceSeed | undefined, after: WorkspaceSeed): WorkspaceSeed {
  if (before === undefined) return after;
  const both = LISTS.map((name) => [name, [...(before[name] ?? []), ...(after[name] ?? [])]]);
  return { ...before, ...(Object.fromEntries(both) as Lists) };
}

function emptyLists(): Lists {
  return Object.fromEntries(LISTS.map((name) => [name, []])) as unknown as Lists;
}
