import { shownFile, sourceOf } from "../definition/source";
import type { Issue } from "../errors";
import { checkWorkspace } from "../workspace/check-workspace";
import { stageIssues } from "./bind";
import type { Finding } from "./finding";
import type { Program } from "./program";
import type { Stage } from "./stage";

/** A mistake in a definition or a workspace is reported once, not once for each stage that uses it. */
export function bindingFindings({ apps, workspaces }: Program): Finding[] {
  const seen = new Map<unknown, Set<string>>();
  const first = (source: unknown, issue: Issue): boolean => {
    const known = seen.get(source) ?? new Set();
    seen.set(source, known);
    const key = `${issue.code} ${issue.path.join("/")} ${issue.message}`;
    return !known.has(key) && known.add(key) === known;
  };
  const wrong = apps.filter(({ binding }) => binding.issues.length > 0);
  const found = wrong.flatMap(({ path, stage, binding }) =>
    binding.issues
      .filter((issue) => {
        const root = issue.path[0];
        const source = root === "definition" ? stage.definition : root === "workspace" ? stage.workspace : path;
        return first(fileOr(source), issue);
      })
      .map((issue): Finding => ({ ...ofFile(issue, stage), path: [path, ...issue.path], level: "error" })),
  );
  const ofStacks = workspaces.flatMap(({ path, workspace }) =>
    checkWorkspace(workspace)
      .map((issue): Issue => ({ ...issue, path: ["workspace", ...issue.path] }))
      .filter((issue) => first(fileOr(workspace), issue))
      .map((issue): Finding => ({ ...ofFile(issue, { workspace }), path: [path, ...issue.path], level: "error" })),
  );
  return [...found, ...ofStacks];
}

/** Marks an issue that reading the files again would find again. */
function ofFile(issue: Issue, stage: Partial<Stage>): Issue & Pick<Finding, "ofFile"> {
  const [own, where] = [stage, stage.workspace].map((value) => sourceOf(value)?.document?.file);
  if (![own, where].some((file) => file !== undefined && issue.at?.startsWith(`${shownFile(file)}:`))) return issue;
  // What a workspace offers is known only where it has a file itself.
  const isKnown = where !== undefined || stageIssues(stage as Stage, "unknown").some(({ code }) => code === issue.code);
  return isKnown ? { ...issue, ofFile: true } : issue;
}

/** What was read from one file twice, or copied in code, still has each mistake once. */
function fileOr(value: unknown): unknown {
  return sourceOf(value)?.document?.file ?? value;
}
