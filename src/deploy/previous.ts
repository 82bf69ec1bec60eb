import type { Deployment, RunningApp } from "../vendor/app-data";
import { releaseOf } from "./goal";

/** What an app ran before, with the deployment that says so. */
export interface Previous {
  readonly release: string;
  readonly deployment: Deployment;
}

/**
 * The releases that an app ran before the one it runs now, the latest first and each once. What failed never ran.
 *
 * @param deployments - the newest first
 */
export function previousReleases(app: RunningApp, deployments: readonly Deployment[]): readonly Previous[] {
  const ran = deployments.filter(({ state }) => state === "SUCCEEDED");
  const current = app.active ?? ran[0];
  const now = current === undefined ? undefined : releaseOf(app.name, current);
  const found = new Map<string, Previous>();
  for (const deployment of ran) {
    const release = releaseOf(app.name, deployment);
    if (release === undefined || release === now || found.has(release)) continue;
    found.set(release, { release, deployment });
  }
  return [...found.values()];
}
