import * as path from "node:path";
import type { CheckedIssue } from "./check-issue";
import type { Io } from "./io";

/**
 * Issues as GitHub Actions shows them beside the changed lines of a pull request; nothing elsewhere.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function annotations(issues: readonly CheckedIssue[], io: Pick<Io, "cwd" | "env">): string {
  if (io.env.GITHUB_ACTIONS !== "true") return "";
  return issues.map((issue) => annotation(issue, io)).join("");
}

function annotation({ level, code, position, message, fix, path: place }: CheckedIssue, io: Pick<Io, "cwd" | "env">) {
  const where: readonly (readonly [string, string])[] =
    position === undefined
      ? []
      : [
          ["file", fromRepository(position.file, io)],
          ["line", String(position.line)],
          ["col", String(position.column)],
        ];
  const properties = [...where, ["title", code] as const]
    .map(([name, value]) => `${name}=${property(value)}`)
    .join(",");
  const at = position === undefined && place.length > 0 ? `${place.join("/")}: ` : "";
  return `::${level} ${properties}::${data(`${at}${message}${fix === undefined ? "" : `\nfix: ${fix}`}`)}\n`;
}

/** GitHub counts paths from the repository's root, wherever the step runs. */
function fromRepository(file: string, { cwd, env }: Pick<Io, "cwd" | "env">): string {
  const absolute = path.resolve(cwd, file);
  const relative = path.relative(env.GITHUB_WORKSPACE ?? cwd, absolute);
  return relative.split(path.sep).join("/");
}

/** A line break would end the command, and %0A in a text of ours would begin a line. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
