import * as fs from "node:fs";
import * as path from "node:path";
import type { AppRecord, Promotion } from "../assembly/promotion";
import { findApp, type FoundApp, hasOwnPermissions, type Identity, isSame, whoAmI } from "../vendor/app-lookup";
import type { WorkspaceApi } from "../vendor/workspace-api";
import { CommandError, type Io } from "./io";
import { readProject } from "./project";
import { readPromotion } from "./read-promotion";
import { type AppResource, readAppResources } from "./recover-resources";
import { workspaceApi } from "./recover-target";
import { asCommandError } from "./vendor-refusal";

/** Terraform reads every `.tf.json` of the folder; import blocks may not stand in an override file. */
const RECOVER_FILE = "recover.tf.json";

interface Import {
  readonly to: string;
  readonly id: string;
}

interface Found {
  readonly resource: AppResource;
  readonly app: FoundApp | undefined;
}

/**
 * Lets terraform adopt what it created without learning of it: a create whose answer was lost ends in 409 on every
 * later apply. Writes import blocks; what somebody else created is never among them.
 */
export async function recover(stack: string, io: Io): Promise<void> {
  const { output } = readProject(io.cwd);
  const promotion = readPromotion(output);
  const apps = appsOf(promotion, stack);
  const [first] = apps;
  const folder = path.join(output, path.posix.dirname(first.deployment));
  const resources = readAppResources(folder, stack, promotion);
  const file = path.join(folder, RECOVER_FILE);
  try {
    const api = workspaceApi(io, workspaceOf(apps));
    const me = await whoAmI(api);
    refuseOtherWorkspace(me, workspaceOf(apps), api);
    const found: Found[] = [];
    for (const resource of resources) found.push({ resource, app: await findApp(api, resource.name) });
    refuseForeign(found, me, file);
    const imports = await importsOf(found, me, api);
    write(file, imports);
    io.out(report(stack, found, imports, me, path.relative(io.cwd, folder) || "."));
  } catch (error) {
    asCommandError(error);
  }
}

function appsOf({ apps }: Promotion, stack: string): readonly [AppRecord, ...AppRecord[]] {
  const [first, ...more] = apps.filter((app) => app.stack === stack);
  if (first !== undefined) return [first, ...more];
  const stacks = [...new Set(apps.map((app) => app.stack))].sort();
  throw new CommandError(`no stack ${stack} with an App: there ${are(stacks)}`);
}

function are(stacks: readonly string[]): string {
  return stacks.length === 0 ? "is none" : `${stacks.length === 1 ? "is" : "are"} ${stacks.join(", ")}`;
}

function workspaceOf(apps: readonly [AppRecord, ...AppRecord[]]): AppRecord["bound"]["workspace"] {
  const [{ bound }] = apps;
  const other = apps.find((app) => app.bound.workspace.host !== bound.workspace.host);
  if (other === undefined) return bound.workspace;
  throw new CommandError(`${other.stack} has apps in more than one workspace: recover cannot ask two at once`);
}

/** A host may serve several workspaces; the token says which. */
function refuseOtherWorkspace(
  me: Identity,
  { name, workspaceId }: AppRecord["bound"]["workspace"],
  { origin }: WorkspaceApi,
): void {
  if (me.workspaceId === undefined || me.workspaceId === workspaceId) return;
  throw new CommandError(
    `${origin} answers this token for workspace ${me.workspaceId}, but this stack is bound to ${name}, ` +
      `${workspaceId}: use a token of that workspace`,
  );
}

/** One app that cannot be recovered stops it all: nobody reads a warning between two successes. */
function refuseForeign(found: readonly Found[], me: Identity, file: string): void {
  const problems = found.flatMap(({ app }) => {
    if (app === undefined) return [];
    if (!isSame(app.creator, me.userName)) {
      return [
        `app ${app.name} exists, but ${app.creator} created it and you are ${me.userName}: ` +
          "it is theirs, or terraform ran as them. Choose another name, or recover as them",
      ];
    }
    if (!app.isDeleting) return [];
    return [
      `app ${app.name} is being deleted, and its name is taken for up to 20 minutes: apply again after that; ` +
        "there is nothing to recover",
    ];
  });
  if (problems.length === 0) return;
  // An older one would import what was just found not to be ours.
  fs.rmSync(file, { force: true });
  throw new CommandError(`${problems.join("\n")}\nNothing was written.`);
}

async function importsOf(found: readonly Found[], me: Identity, api: WorkspaceApi): Promise<readonly Import[]> {
  const imports: Import[] = [];
  for (const { resource, app } of found) {
    if (app === undefined) continue;
    const { address, permissionsAddress, name } = resource;
    if (address !== undefined) imports.push({ to: address, id: name });
    if (permissionsAddress === undefined) continue;
    if (await hasOwnPermissions(api, name, me)) imports.push({ to: permissionsAddress, id: `/apps/${name}` });
  }
  return imports;
}

function write(file: string, imports: readonly Import[]): void {
  if (imports.length === 0) fs.rmSync(file, { force: true });
  else fs.writeFileSync(file, `${JSON.stringify({ import: imports }, null, 2)}\n`);
}

function report(
  stack: string,
  found: readonly Found[],
  imports: readonly Import[],
  me: Identity,
  folder: string,
): string {
  const terraform = `terraform -chdir=${folder}`;
  const lines = found.map(({ resource: { name }, app }) => {
    if (app === undefined) return `app ${name} does not exist: terraform will create it`;
    return `app ${name} exists${app.createTime === undefined ? "" : ` since ${app.createTime}`}, created by you`;
  });
  if (imports.length === 0) {
    return [`You are ${me.userName}.`, ...lines, `Nothing to import into ${stack}. Next: ${terraform} apply`, ""].join(
      "\n",
    );
  }
  const missing = found.flatMap(({ resource: { permissionsAddress }, app }) =>
    app === undefined || permissionsAddress === undefined || imports.some(({ to }) => to === permissionsAddress)
      ? []
      : [permissionsAddress],
  );
  return [
    `You are ${me.userName}.`,
    ...lines,
    "",
    `Wrote ${path.posix.join(folder, RECOVER_FILE)}:`,
    ...imports.map(({ to, id }) => `  import ${id} to ${to}`),
    ...missing.map((address) => `  ${address} has nothing to import: terraform adds it`),
    "",
    `Next: ${terraform} plan, then apply`,
    "- What is in terraform's state already is left alone.",
    ...imports
      .filter(({ id }) => !id.startsWith("/"))
      .map(({ to }) => `- Where the plan calls ${to} tainted, run first: ${terraform} untaint ${to}`),
    "- Beyond that the plan changes and destroys nothing. Where it does, this is not the app that you were creating.",
    "- The next dbapps synth deletes the file.",
    "",
  ].join("\n");
}
