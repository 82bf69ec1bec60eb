import { type Goal, ownVariables } from "../deploy/goal";
import { type Previous, previousReleases } from "../deploy/previous";
import { verifyRelease } from "../deploy/release-folder";
import { AppApi } from "../vendor/app-api";
import { FilesApi } from "../vendor/files-api";
import type { WorkspaceApi } from "../vendor/workspace-api";
import { bringApps, type ReadyApp } from "./bring-apps";
import type { DeployOptions } from "./deploy";
import { CommandError, type Io } from "./io";
import { signIn } from "./sign-in";
import { chooseApps, goalFor } from "./stage-apps";
import { minutes, wholeNumber } from "./time";
import { asCommandError } from "./vendor-refusal";

export interface RollbackOptions extends DeployOptions {
  /** A release that ran before. @default the last one */
  readonly to?: string;
}

/** Deploys what a stage ran before, from where it was uploaded to then. */
export async function rollback(io: Io, stage: string, options: RollbackOptions): Promise<number> {
  const milliseconds = minutes(options.timeout);
  const keep = wholeNumber("--keep", options.keep);
  const { assembly, apps } = chooseApps(io.cwd, stage, options);
  const ready: ReadyApp[] = [];
  for (const { record } of apps) {
    const api = signIn(io, assembly, record);
    const previous = await findPrevious(api, record.bound.name, options.to).catch(asCommandError);
    const goal = goalFor(assembly, record, previous.release);
    refuseOtherVariables(previous, goal);
    const sameVariables = previous.deployment.variables.includes(goal.marker);
    const warning = "with this assembly's variables: the values of then cannot be read";
    ready.push({ record, api, goal, ...(!sameVariables && { warning }) });
  }
  return bringApps(io, stage, ready, { milliseconds, keep, json: options.json === true });
}

async function findPrevious(api: WorkspaceApi, name: string, to: string | undefined): Promise<Previous> {
  const calls = new AppApi(api, name);
  const app = await calls.app();
  if (app === undefined) throw new CommandError(`there is no app ${name}: run terraform apply first`);
  const all = previousReleases(app, await calls.deployments());
  const known = all.map(({ release }) => release).join(", ");
  const chosen = to === undefined ? all[0] : all.find(({ release }) => release === to || release.startsWith(to));
  if (chosen === undefined) {
    const there = known === "" ? `${name} ran no other release that dbapps deployed` : `it ran ${known}`;
    throw new CommandError(
      to === undefined ? `there is nothing to go back to: ${there}` : `${name} never ran ${to}: ${there}`,
    );
  }
  const folder = chosen.deployment.sourceCodePath;
  if (!(await verifyRelease(new FilesApi(api), folder, chosen.release))) {
    throw new CommandError(
      `the folder of release ${chosen.release}, ${folder}, is gone: deploy it from the assembly it was built in, ` +
        `or go back to another one with --to (${known})`,
    );
  }
  return chosen;
}

/** Values are not shown, so a variable that this assembly does not have cannot be restored. */
function refuseOtherVariables({ release, deployment }: Previous, { request }: Goal): void {
  const now = ownVariables({ ...deployment, variables: namesOf(request.env_vars) });
  const then = ownVariables(deployment);
  const gone = then.filter((name) => !now.includes(name));
  if (gone.length === 0) return;
  throw new CommandError(
    `release ${release} ran with ${gone.join(", ")}, which this assembly does not have: ` +
      "check out what was deployed then, run dbapps synth, and dbapps deploy",
  );
}

function namesOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.map((each: { readonly name: string }) => each.name) : [];
}
