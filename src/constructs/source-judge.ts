import type { AppDefinition } from "../definition/app-definition";
import type { AppFolder } from "../source/app-folder";
import { checkSource } from "../source/check-source";
import { dependencyFindings } from "../source/dependency-findings";
import type { BoundApp } from "../stage/bound-app";
import type { PlacedIssue } from "../stage/program";
import type { Stage } from "../stage/stage";

/** What the folders of one synthesis hold against it, each once however many stages of a definition share it. */
export class SourceJudge {
  private readonly seen = new Map<AppDefinition, Set<string>>();

  judge({ definition, ...own }: Stage, bound: BoundApp, folder: AppFolder, isLastStage: boolean): PlacedIssue[] {
    const seen = this.seen.get(definition) ?? new Set();
    this.seen.set(definition, seen);
    const isScaled = bound.scaling?.kind === "horizontal";
    const dependencies = dependencyFindings(folder, { isLastStage, isScaled });
    const known = new Set(dependencies.filter(({ issue }) => issue.code === "dependency.secret").map(lineOf));
    // What reads a dependency file knows the address that the credential stands in, and says more of it.
    const isKnown = (found: PlacedIssue) => found.issue.code === "source.secret" && known.has(lineOf(found));
    const source = checkSource(folder, { bound, definition, stage: own }).filter((found) => !isKnown(found));
    return [...source, ...dependencies].filter(({ issue }) => {
      const key = JSON.stringify([issue.code, issue.path, issue.at]);
      return !seen.has(key) && seen.add(key);
    });
  }
}

function lineOf({ issue }: PlacedIssue): string | undefined {
  return issue.at?.replace(/:\d+$/, "");
}
