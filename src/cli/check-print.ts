import type { Colors } from "picocolors/types";
import { oneLine } from "../promotion/show";
import type { CheckedIssue } from "./check-issue";
import type { Io } from "./io";
import { colorsOf, count, wrap } from "./render";

const SHOWN = 160;

/**
 * One line per issue, which a search finds as a whole; in a terminal that is too narrow for it, the text stands below
 * its place.
 */
export function printIssues(issues: readonly CheckedIssue[], io: Io): string {
  const colors = colorsOf(io);
  const words = Math.max(...issues.map(({ level }) => level.length), 0);
  return issues.map((issue) => printIssue(issue, words, io.columns, colors)).join("");
}

function printIssue(issue: CheckedIssue, words: number, columns: number | undefined, colors: Colors): string {
  const { level, at, path } = issue;
  const code = oneLine(issue.code);
  // Names of files and keys, and what a check of somebody else's says, may hold what a terminal obeys.
  const where = oneLine(at ?? (path.length > 0 ? path.join("/") : "program"));
  const word = level === "error" ? colors.red(level) : colors.yellow(level);
  const headline = [where, level.padEnd(words), code].join("  ");
  const colored = [colors.bold(where), word + " ".repeat(words - level.length), colors.dim(code)].join("  ");
  const texts = textsOf(issue).map(oneLine);
  const line = `${headline}  ${texts.join("; ")}`;
  if (columns === undefined || line.length <= columns) return `${colored}  ${texts.join("; ")}\n`;
  return `${colored}\n${texts.map((text) => `${wrap(text, columns, "    ")}\n`).join("")}`;
}

function textsOf({ message, got, allowed = [], fix }: CheckedIssue): string[] {
  const isSuggestion = fix?.startsWith("did you mean") === true;
  // What would be accepted is said once: by the suggestion, or by the list.
  const list = allowed.join(", ");
  return [
    message,
    ...(got === undefined ? [] : [`got ${shorten(JSON.stringify(got))}`]),
    ...(isSuggestion || list === "" ? [] : [`allowed: ${shorten(list)}`]),
    ...(fix === undefined ? [] : [isSuggestion ? fix : `fix: ${fix}`]),
  ];
}

function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text;
}

/** `2 errors in 2 files`, `1 error, 1 warning`, `no problems in 6 files`. */
export function printCounts(issues: readonly CheckedIssue[], files: number): string {
  if (issues.length === 0)
    return `no problems in ${files === 0 ? "the assembly, which has no files" : count(files, "file")}\n`;
  const words = (["error", "warning"] as const).flatMap((level) => {
    const found = issues.filter((issue) => issue.level === level).length;
    return found === 0 ? [] : [count(found, level)];
  });
  const named = new Set(issues.flatMap(({ position }) => (position === undefined ? [] : [position.file]))).size;
  return `${words.join(", ")}${named === 0 ? "" : ` in ${count(named, "file")}`}\n`;
}
