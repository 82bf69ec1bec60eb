import { shownFile } from "../definition/source";
import type { Issue } from "../errors";
import { LIBRARY_VERSION } from "../facts/library-version";
import { type Rechecked, recheckFiles } from "../files/recheck-files";
import type { Finding } from "../stage/finding";
import { annotations } from "./annotations";
import { judgeAges } from "./check-ages";
import { type CheckedIssue, checked, sorted } from "./check-issue";
import { printCounts, printIssues } from "./check-print";
import { type AssemblyRecord, readRecord } from "./check-record";
import { judgeReports } from "./check-watched";
import type { CommonOptions, Io } from "./io";
import { assemblyFolder } from "./project";
import { readNetworkFile } from "./read-network";
import { json } from "./render";

export interface CheckOptions extends CommonOptions {
  readonly assembly?: string;
}

/** Reads an assembly's files again and judges what has an age; ends with 1 where there is an error. */
export function check(io: Io, options: CheckOptions): number {
  const assembly = assemblyFolder(io.cwd, options.assembly);
  const record = readRecord(assembly, io.cwd);
  const { issues: again, changed, find } = recheckFiles(record, assembly, io.cwd);
  const found = again.map((issue) => checked(issue, "error"));
  const issues = sorted([
    ...found,
    ...stillOpen(ofSynthesis(record, find, io.cwd), found, changed),
    ...judgeAges(record.findings, io.now()),
    ...judgeReports(readNetworkFile(assembly), io.now()),
    ...stale(record, changed),
  ]);
  const files = new Set(record.files.map((file) => file.path)).size;
  const errors = issues.filter(({ level }) => level === "error").length;
  if (options.json === true) {
    io.out(json({ issues, errors, warnings: issues.length - errors, files }));
  } else {
    const text = printIssues(issues, io);
    // Where issues take several lines, the counts stand apart from the last.
    io.out(`${text}${/^ /m.test(text) ? "\n" : ""}${printCounts(issues, files)}`);
  }
  io.err(annotations(issues, io));
  const [first] = issues;
  if (first !== undefined && options.json !== true) io.err(`more on the first: dbapps explain ${first.code}\n`);
  return errors > 0 ? 1 : 0;
}

/** What the last synthesis found and nobody acknowledged. */
function ofSynthesis({ issues, findings }: AssemblyRecord, find: Rechecked["find"], cwd: string): CheckedIssue[] {
  return [...issues.map((issue): Finding => ({ ...issue, level: "error" })), ...findings]
    .filter(({ acknowledged }) => acknowledged === undefined)
    .map(({ level, ...issue }) => shownFrom(checked(issue, level), find, cwd));
}

/**
 * Of what a synthesis found, what the files alone do not show: a mistake in code, or a rule over several apps, stands
 * until the next one. What it found in a file that has changed since is not known any more.
 */
function stillOpen(
  before: readonly CheckedIssue[],
  now: readonly CheckedIssue[],
  changed: readonly string[],
): readonly CheckedIssue[] {
  const keyOf = ({ code, at, message }: CheckedIssue) => JSON.stringify([code, at, message]);
  const known = new Set(now.map(keyOf));
  return before.filter((issue) => !known.has(keyOf(issue)) && !changed.includes(issue.position?.file ?? ""));
}

/** The assembly names files from the project's root; a person looks for them from where they are. */
function shownFrom(issue: CheckedIssue, find: (path: string) => string, cwd: string): CheckedIssue {
  if (issue.position === undefined) return issue;
  const { line, column } = issue.position;
  const file = shownFile(find(issue.position.file), cwd);
  return { ...issue, at: `${file}:${line}:${column}`, position: { file, line, column } };
}

function stale({ libraryVersion }: AssemblyRecord, changed: readonly string[]): CheckedIssue[] {
  const fix = "run dbapps synth";
  const issues: Issue[] = [];
  if (changed.length > 0) {
    const message = `the assembly is older than ${changed.join(", ")}`;
    issues.push({ code: "assembly.stale", path: ["assembly"], message, fix });
  }
  if (libraryVersion !== undefined && libraryVersion !== LIBRARY_VERSION) {
    const message = `the assembly was made by version ${libraryVersion} of this library, this is ${LIBRARY_VERSION}`;
    issues.push({ code: "assembly.other-library", path: ["assembly"], message, fix });
  }
  return issues.map((issue) => checked(issue, "warning"));
}
