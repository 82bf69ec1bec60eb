import type { Deployment, RunningApp } from "../vendor/app-data";
import { releaseOf } from "./goal";

/**
 * The releases whose folders may go: those that were deployed and are not among the last `keep`, and neither run nor
 * are on their way. What was never deployed stays: another run may just have uploaded it.
 *
 * @param deployments - the newest first
 */
export function toPrune(
  app: RunningApp,
  deployments: readonly Deployment[],
  there: readonly string[],
  keep: number,
): readonly string[] {
  const releases = (list: readonly (Deployment | undefined)[]) =>
    list.flatMap((each) => (each === undefined ? [] : (releaseOf(app.name, each) ?? [])));
  const deployed = [...new Set(releases([app.pending, app.active, ...deployments]))];
  const kept = new Set([...releases([app.pending, app.active]), ...deployed.slice(0, keep)]);
  return deployed.filter((release) => !kept.has(release) && there.includes(release));
}
