import { randomUUID } from "node:crypto";
import { objectKey } from "./access";
import { defaultRegion } from "./account/region";
import { nextId } from "./api";
import type { Federation } from "./federation";
import { fileKey, makeFolder } from "./files";
import type { Json } from "./json";
import type { ObjectType } from "./object-type";
import { ACCOUNT_USERS, ADMINS, type Principal, USERS, samePrincipal } from "./principal";
import type { Features, Workspace, World } from "./state";

/** What a workspace holds before anybody calls. Everything is managed by the deployer and by nobody else. */
export interface WorkspaceSeed {
  /** Its numeric id, as text. */
  readonly id: string;
  readonly name: string;
  /** @default "aws" */
  readonly cloud?: "aws" | "azure" | "gcp";
  /** @default one of the cloud's */
  readonly region?: string;
  /** @default "PREMIUM" */
  readonly tier?: string;
  /** @default all of them */
  readonly features?: Partial<Features>;
  /** Who applies Terraform: no admin, but able to grant everything listed here. @default a service principal */
  readonly deployer?: Principal;
  readonly users?: readonly string[];
  readonly groups?: readonly { readonly name: string; readonly members?: readonly Principal[] }[];
  /** Application ids. */
  readonly servicePrincipals?: readonly string[];
  /** For the deployer where it names no other: the tokens of a CI job that are taken in place of a secret. */
  readonly federation?: readonly (Omit<Federation, "servicePrincipal"> & { readonly servicePrincipal?: string })[];
  readonly warehouses?: readonly { readonly id: string; readonly name?: string }[];
  readonly servingEndpoints?: readonly string[];
  readonly jobs?: readonly string[];
  readonly experiments?: readonly string[];
  readonly genieSpaces?: readonly string[];
  readonly secretScopes?: readonly { readonly scope: string; readonly keys: readonly string[] }[];
  readonly securables?: readonly { readonly type: SecurableObjects; readonly fullName: string }[];
  readonly databases?: readonly { readonly instance: string; readonly databases: readonly string[] }[];
  readonly postgres?: readonly { readonly branch: string; readonly databases: readonly string[] }[];
  /** Apps of others, by name: there to be bound to. */
  readonly otherApps?: readonly string[];
}

export type SecurableObjects = Extract<ObjectType, "tables" | "volumes" | "functions" | "connections">;

/** An account. */
export interface Seed {
  readonly accountId?: string;
  /** Who applies what belongs to the account. @default a service principal */
  readonly accountAdmin?: Principal;
  readonly workspaces: readonly WorkspaceSeed[];
}

/** Adds what is not there yet; what is there stays as it is, so that a server may start again with its state. */
export function plant(world: World, seed: Seed): void {
  if (seed.accountId !== undefined) world.accountId = seed.accountId;
  const { admins } = world.account;
  const admin = seed.accountAdmin;
  if (admin !== undefined && !admins.some((each) => samePrincipal(each, admin))) admins.push(admin);
  if (admins.length === 0) admins.push({ kind: "servicePrincipal", name: randomUUID() });
  for (const each of seed.workspaces) plantWorkspace(world, each);
}

/** Who deploys to a workspace: the one creator that its seed named. */
export function deployerOf(workspace: Workspace): Principal {
  const deployer = workspace.creators[0];
  if (deployer === undefined) throw new Error(`workspace ${workspace.id} has no deployer`);
  return deployer;
}

function plantWorkspace(world: World, seed: WorkspaceSeed): void {
  const workspace = world.workspaces[seed.id] ?? newWorkspace(world, seed);
  world.workspaces[seed.id] = workspace;
  const deployer = deployerOf(workspace);
  const add = (type: ObjectType, id: string, details?: { readonly [field: string]: Json }, parent?: string): void => {
    const key = objectKey(type, id);
    workspace.objects[key] ??= { type, id, owner: deployer, grants: [], ...(parent === undefined ? {} : { parent }) };
    if (details !== undefined) workspace.details[key] = merge(workspace.details[key], details);
  };
  for (const name of seed.users ?? []) addUser(world, workspace, name);
  for (const id of seed.servicePrincipals ?? []) addServicePrincipal(world, workspace, id);
  for (const each of seed.federation ?? []) addFederation(workspace, { servicePrincipal: deployer.name, ...each });
  for (const { name, members } of seed.groups ?? []) addGroup(world, workspace, name, members);
  for (const { id, name } of seed.warehouses ?? []) {
    add("warehouses", id);
    const config = { cluster_size: "Small" };
    workspace.warehouses[id] ??= { id, name: name ?? `seeded-${id}`, state: "RUNNING", creator: deployer.name, config };
  }
  for (const name of seed.servingEndpoints ?? []) add("serving-endpoints", name);
  for (const id of seed.jobs ?? []) add("jobs", id);
  for (const id of seed.experiments ?? []) add("experiments", id);
  for (const id of seed.genieSpaces ?? []) add("genie-spaces", id);
  for (const name of seed.otherApps ?? []) add("apps", name);
  for (const { scope, keys } of seed.secretScopes ?? []) add("secret-scopes", scope, { keys });
  for (const { instance, databases } of seed.databases ?? []) add("database-instances", instance, { databases });
  for (const { branch, databases } of seed.postgres ?? []) {
    add("database-projects", branch.split("/")[1] ?? "", { branches: [branch], databases });
  }
  for (const { type, fullName } of seed.securables ?? []) {
    const [catalog = "", schema = "", name] = fullName.split(".");
    if (name === undefined) {
      add(type, fullName);
      continue;
    }
    add("catalogs", catalog);
    add("schemas", `${catalog}.${schema}`, undefined, objectKey("catalogs", catalog));
    add(type, fullName, undefined, objectKey("schemas", `${catalog}.${schema}`));
  }
}

function newWorkspace(world: World, seed: WorkspaceSeed): Workspace {
  const deployer = seed.deployer ?? { kind: "servicePrincipal", name: randomUUID() };
  const { cloud = "aws" } = seed;
  const workspace: Workspace = {
    id: seed.id,
    name: seed.name,
    cloud,
    region: seed.region ?? defaultRegion(cloud),
    tier: seed.tier ?? "PREMIUM",
    features: { userAuthorization: true, horizontalScaling: true, ...seed.features },
    federation: [],
    creators: [deployer],
    users: [],
    groups: [],
    servicePrincipals: [],
    objects: {},
    apps: {},
    warehouses: {},
    files: {},
    details: {},
  };
  addGroup(world, workspace, ADMINS);
  if (deployer.kind === "user") addUser(world, workspace, deployer.name);
  else addServicePrincipal(world, workspace, deployer.name, "deployer");
  makeFolder(workspace, "/Shared", { world });
  makeFolder(workspace, "/Users", { world });
  workspace.objects[fileKey("/Shared")]?.grants.push({
    principal: { kind: "group", name: USERS },
    level: "CAN_MANAGE",
  });
  makeHome(world, workspace, deployer);
  return workspace;
}

function addUser(world: World, workspace: Workspace, userName: string): void {
  if (workspace.users.some((user) => user.userName.toLowerCase() === userName.toLowerCase())) return;
  workspace.users.push({ id: String(nextId(world)), userName });
  makeHome(world, workspace, { kind: "user", name: userName });
}

function addServicePrincipal(
  world: World,
  workspace: Workspace,
  applicationId: string,
  displayName = applicationId,
): void {
  if (workspace.servicePrincipals.some((each) => each.applicationId === applicationId)) return;
  workspace.servicePrincipals.push({ id: String(nextId(world)), applicationId, displayName });
}

function addFederation({ federation = [] }: Workspace, policy: Federation): void {
  if (!federation.some((each) => JSON.stringify(each) === JSON.stringify(policy))) federation.push(policy);
}

function addGroup(world: World, workspace: Workspace, name: string, members: readonly Principal[] = []): void {
  if (name === USERS || name === ACCOUNT_USERS) return;
  if (workspace.groups.some(({ displayName }) => displayName === name)) return;
  workspace.groups.push({ id: String(nextId(world)), displayName: name, members: [...members] });
}

/** A home belongs to its user: nobody else, no app either, reads it without being granted it. */
function makeHome(world: World, workspace: Workspace, owner: Principal): void {
  const path = `/Users/${owner.name}`;
  if (workspace.files[path] !== undefined) return;
  makeFolder(workspace, path, { world });
  workspace.objects[fileKey(path)]?.grants.push({ principal: owner, level: "CAN_MANAGE" });
}

function merge(
  before: { readonly [field: string]: Json } | undefined,
  added: { readonly [field: string]: Json },
): { readonly [field: string]: Json } {
  const merged: Record<string, Json> = { ...before };
  for (const [field, value] of Object.entries(added)) {
    const old = merged[field];
    merged[field] =
      Array.isArray(old) && Array.isArray(value) ? [...new Set([...(old as Json[]), ...(value as Json[])])] : value;
  }
  return merged;
}
