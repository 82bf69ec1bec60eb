import { conceal } from "../definition/conceal";
import type { PlacedIssue } from "../stage/program";
import type { AppFolder } from "./app-folder";
import { type CheckedApp, checkEnv } from "./check-env";
import { checkListen } from "./check-listen";
import { checkPortable } from "./check-portable";
import { checkSecrets } from "./check-secrets";
import { checkState } from "./check-state";

/** Everything that an app's folder says wrongly, by itself and for a bound app. Shows no credential. */
export function checkSource(folder: AppFolder, app: CheckedApp): readonly PlacedIssue[] {
  const own = ofFolder(folder);
  if (!folder.source.found || folder.source.files.length === 0) return own;
  const found = [...checkEnv(folder, app), ...checkListen(folder, app), ...checkState(folder, app)];
  return [...own, ...found.map(concealed)];
}

const known = new WeakMap<AppFolder, readonly PlacedIssue[]>();

/** The same for every stage that it is deployed to. */
function ofFolder(folder: AppFolder): readonly PlacedIssue[] {
  let found = known.get(folder);
  if (found === undefined) {
    const { source, appYaml, start } = folder;
    const unreadable = source.problems.map((issue): PlacedIssue => ({ issue, level: "error", acknowledgeable: false }));
    const isEmpty = !source.found || source.files.length === 0;
    const read = isEmpty ? [] : [...checkSecrets(folder), ...(appYaml?.found ?? []), ...start.found];
    found = [...unreadable, ...read, ...(isEmpty ? [] : checkPortable(folder))].map(concealed);
    known.set(folder, found);
  }
  return found;
}

function concealed({ issue, ...rest }: PlacedIssue): PlacedIssue {
  return { ...rest, issue: conceal(issue) };
}
