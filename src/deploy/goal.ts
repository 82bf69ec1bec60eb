import { SHARED_FOLDER } from "../facts/deployment";
import type { Deployment } from "../vendor/app-data";

/** What a stage should run: one release, with the variables of that stage. */
export interface Goal {
  readonly app: string;
  /** Short: as folders and screens have it. */
  readonly release: string;
  /** Where its source lies in the workspace. */
  readonly folder: string;
  /** A variable whose name tells these variables from others. */
  readonly marker: string;
  /** The vendor's deployment request. */
  readonly request: Readonly<Record<string, unknown>>;
}

interface Variable {
  readonly name: string;
}

/** Everything that was ever deployed to an app; beside each release's folder lies what says that it is complete. */
export function appFolder(app: string): string {
  return `${SHARED_FOLDER.value}/.dbapps/${app}`;
}

export function releaseFolder(app: string, release: string): string {
  return `${appFolder(app)}/${release}`;
}

/** Undefined: that folder is not one of ours, so nobody knows what lies in it. */
export function releaseOf(app: string, { sourceCodePath }: Pick<Deployment, "sourceCodePath">): string | undefined {
  const plain = sourceCodePath.replace(/^\/(?:Workspace\/)?/, "/Workspace/").replace(/\/+$/, "");
  const release = plain.slice(plain.lastIndexOf("/") + 1);
  return /^[0-9a-f]{12}$/.test(release) && plain === releaseFolder(app, release) ? release : undefined;
}

/**
 * Which variables run cannot be read back: the vendor shows their names and conceals their values. So one more goes
 * with them, whose name holds the digest of the request; a changed value is then seen, and deployed.
 *
 * @param digest - of the stage's deployment request, in hexadecimal
 */
export function goalOf(
  app: string,
  release: string,
  deployment: { readonly env_vars?: readonly Variable[] },
  digest: string,
): Goal {
  const folder = releaseFolder(app, release);
  const marker = `DBAPPS_VARIABLES_${digest.slice(0, 12).toUpperCase()}`;
  const env_vars = [...(deployment.env_vars ?? []), { name: marker, value: release }];
  return { app, release, folder, marker, request: { ...deployment, env_vars, source_code_path: folder } };
}

/** Is it this release with these variables? */
export function meets(goal: Goal, deployment: Deployment | undefined): boolean {
  if (deployment === undefined) return false;
  return releaseOf(goal.app, deployment) === goal.release && deployment.variables.includes(goal.marker);
}

/** Names that people gave, without ours. */
export function ownVariables({ variables }: Deployment): readonly string[] {
  return variables.filter((name) => !name.startsWith("DBAPPS_VARIABLES_")).sort();
}
