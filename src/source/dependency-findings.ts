import { appSettings } from "../manifests/app-settings";
import { checkDependencies, type DependencyContext } from "../manifests/check-dependencies";
import type { ManifestProblem } from "../manifests/manifest";
import type { PlacedIssue } from "../stage/program";
import { manifestsOf } from "./manifests-of";
import type { SourceFolder } from "./read-source";
import { sourceProblem } from "./source-problem";

/** What is wrong with a folder's dependency files by themselves, in whatever stage. */
export function manifestFindings(source: SourceFolder): readonly PlacedIssue[] {
  return manifestsOf(source).problems.map((problem) => placed(source, problem));
}

/** What is wrong with an app's dependencies where it runs. */
export function dependencyFindings(
  source: SourceFolder,
  place: Pick<DependencyContext, "isLastStage" | "isScaled">,
): readonly PlacedIssue[] {
  const context = { ...appSettings(source.texts), ...place };
  return checkDependencies(manifestsOf(source), source.texts, context).map((problem) => placed(source, problem));
}

/** A problem with where its file is on this machine; its path is the same on every one. */
function placed({ root }: SourceFolder, problem: ManifestProblem): PlacedIssue {
  const { level, final, at, path, ...issue } = problem;
  const [, file = "", place] = /^(.*?):(\d+:\d+)$/.exec(at ?? "") ?? [];
  const located = sourceProblem(root, file, { ...issue, ...(place === undefined ? {} : { place }) });
  return { issue: { ...located, path }, level, acknowledgeable: final !== true };
}
