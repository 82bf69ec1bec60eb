import type { Issue } from "../errors";

/** Where an issue stands in a file. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** An issue as `dbapps check` reports it. */
export interface CheckedIssue extends Issue {
  readonly level: "error" | "warning";
  readonly position?: Position;
}

/** Takes `file:line:col` apart; a file's name may hold colons of its own. */
export function checked(issue: Issue, level: CheckedIssue["level"]): CheckedIssue {
  const match = /^(.+):(\d+):(\d+)$/.exec(issue.at ?? "");
  if (match === null) return { ...issue, level };
  const [, file = "", line, column] = match;
  return { ...issue, level, position: { file, line: Number(line), column: Number(column) } };
}

/** As somebody works through them: file by file, from top to bottom; what stands in no file comes last. */
export function sorted(issues: readonly CheckedIssue[]): readonly CheckedIssue[] {
  return [...issues].sort(
    (a, b) =>
      Number(a.position === undefined) - Number(b.position === undefined) ||
      compare(a.position?.file, b.position?.file) ||
      (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
      (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
      Number(a.level === "warning") - Number(b.level === "warning") ||
      compare(`${a.code} ${a.path.join("/")}`, `${b.code} ${b.path.join("/")}`),
  );
}

function compare(a = "", b = ""): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
