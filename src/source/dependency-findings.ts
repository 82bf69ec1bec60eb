import { checkDependencies, type DependencyContext } from "../manifests/check-dependencies";
import type { ManifestProblem } from "../manifests/manifest";
import type { PlacedIssue } from "../stage/program";
import type { AppFolder } from "./app-folder";
import { buildSettings, manifestsOf } from "./manifests-of";
import { sourceProblem } from "./source-problem";

/** What is wrong with a folder's dependency files by themselves, and with an app's dependencies where it runs. */
export function dependencyFindings(
  folder: AppFolder,
  place: Pick<DependencyContext, "isLastStage" | "isScaled">,
): readonly PlacedIssue[] {
  const manifests = manifestsOf(folder);
  const here = checkDependencies(manifests, folder.source.texts, { ...buildSettings(folder), ...place });
  return [...manifests.problems, ...here].map((problem) => placed(folder, problem));
}

/** A problem with where its file is on this machine; its path is the same on every one. */
function placed({ source }: AppFolder, problem: ManifestProblem): PlacedIssue {
  const { level, final, at, path, ...issue } = problem;
  const [, file = "", place] = /^(.*?):(\d+:\d+)$/.exec(at ?? "") ?? [];
  const located = sourceProblem(source.root, file, { ...issue, ...(place === undefined ? {} : { place }) });
  return { issue: { ...located, path }, level, acknowledgeable: final !== true };
}
