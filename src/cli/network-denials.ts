import * as fs from "node:fs";
import * as path from "node:path";
import type { PolicyRecord } from "../assembly/network";
import { formatIssue } from "../errors";
import { denialSql } from "../network/denial-query";
import { type Denial, type DenialReport, reportOf } from "../network/denial-report";
import { proposalOf } from "../network/proposal";
import { readResult } from "../network/result-table";
import { CommandError, type Io } from "./io";
import { type NetworkOptions, assemblyOf } from "./network";
import { readNetwork } from "./read-network";

export interface DenialOptions extends NetworkOptions {
  readonly from?: string;
  readonly to?: string;
  readonly sourceType?: readonly string[];
  readonly result?: string;
  /** Where the report goes. @default denials-<workspace>.json */
  readonly report?: string;
}

const DAYS = 7;
const DAY = 24 * 60 * 60 * 1000;

/** Prints the query for what a policy refused; or, with its result, writes the report and says what to change. */
export function networkDenials(options: DenialOptions, io: Io): void {
  const { workspace, policy } = readNetwork(assemblyOf(options, io), options.workspace);
  if (policy === undefined) {
    throw new CommandError(`no policy of this assembly is in ${workspace.name}: run it where the network stack is`);
  }
  if (policy.mode === "full") {
    throw new CommandError(`${policy.policyId} gives full access: nothing is refused or logged, so nothing was denied`);
  }
  if (options.result === undefined) {
    const { sourceType } = options;
    const window = windowOf(options);
    io.out(denialSql({ workspace, window, policyDigest: policy.digest, sourceTypes: sourceType }));
    io.err(
      "Run this in a SQL warehouse, export the whole result as CSV or JSON, then:\n" +
        `  dbapps network denials --workspace ${workspace.name} --result <file>\n`,
    );
    return;
  }
  const file = path.resolve(io.cwd, options.report ?? `denials-${workspace.name}.json`);
  const report = withReasons(readReport(options.result, workspace, policy, io), file);
  fs.writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  if (options.json === true) io.out(`${JSON.stringify({ report, proposal: proposalOf(report) }, null, 2)}\n`);
  else io.out(printReport(report, path.relative(io.cwd, file), report.policyDigest === policy.digest));
}

/** Whole seconds in UTC, by default the last week. */
function windowOf({ from, to }: DenialOptions): { readonly from: string; readonly to: string } {
  const time = (text: string, option: string) => {
    const date = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
    if (/^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/.test(text) && !Number.isNaN(date.getTime())) return date;
    throw new CommandError(`--${option} is a day or a time in UTC, such as 2026-11-14 or 2026-11-14T08:00:00Z`);
  };
  const end = to === undefined ? new Date() : time(to, "to");
  const begin = from === undefined ? new Date(end.getTime() - DAYS * DAY) : time(from, "from");
  if (begin >= end) throw new CommandError("--from is before --to");
  const shown = (date: Date) => date.toISOString().replace(/\.\d+Z$/, "Z");
  return { from: shown(begin), to: shown(end) };
}

function readReport(
  result: string,
  { name, workspaceId }: { name: string; workspaceId: string },
  policy: PolicyRecord,
  io: Io,
): DenialReport {
  const file = path.resolve(io.cwd, result);
  if (!fs.existsSync(file)) throw new CommandError(`there is no file ${result}`);
  const rows = readResult(fs.readFileSync(file, "utf8"));
  if (rows === undefined) throw new CommandError(`${result} is neither CSV with a header line nor JSON`);
  const { report, issues } = reportOf(rows, name, policy);
  if (report === undefined) throw new CommandError(issues.map(formatIssue).join("\n\n"));
  if (report.workspaceId !== workspaceId) {
    throw new CommandError(`${result} is about workspace ${report.workspaceId}; ${name} is ${workspaceId}`);
  }
  return report;
}

/** What somebody wrote into the report before stays, where the same connections are refused again. */
function withReasons(report: DenialReport, file: string): DenialReport {
  if (!fs.existsSync(file)) return report;
  let before: Partial<DenialReport>;
  try {
    before = JSON.parse(fs.readFileSync(file, "utf8")) as Partial<DenialReport>;
  } catch {
    throw new CommandError(`${file} is not a report: move it away, or name another file with --report`);
  }
  const key = ({ sourceType, destinationType, destination }: Denial) =>
    JSON.stringify([sourceType, destinationType, destination]);
  const same = before.workspaceId === report.workspaceId;
  const reasons = new Map((same ? (before.denials ?? []) : []).map((denial) => [key(denial), denial.acknowledged]));
  const denials = report.denials.map((denial): Denial => {
    const acknowledged = reasons.get(key(denial));
    return acknowledged === undefined ? denial : { ...denial, acknowledged };
  });
  return { ...report, denials };
}

function printReport(report: DenialReport, file: string, current: boolean): string {
  const { workspace, window, sourceTypes, denials } = report;
  const open = denials.filter(({ acknowledged }) => acknowledged === undefined);
  const { egress, otherWorkloads, notes } = proposalOf(report);
  const block = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
  return `${[
    `workspace ${workspace}, ${window.from} to ${window.to}, ` +
      (sourceTypes === "*" ? "every kind of workload" : `only ${sourceTypes.join(", ")}: not enough to enforce`),
    `${denials.length} kinds of refused connections, ${denials.length - open.length} of them acknowledged`,
    ...open.map(
      ({ sourceType, destination, destinationType, events, lastSeen }) =>
        `  ${sourceType}  ${destination} (${destinationType})  ${events} times, last ${lastSeen}`,
    ),
    ...block("for egress of the apps' definitions:", egress),
    ...block("for otherWorkloads of the policy:", otherWorkloads),
    ...block("no line lets these through:", notes),
    "",
    ...(current ? [] : ["The policy's list has changed since: this report does not allow enforcing it."]),
    `Wrote ${file}${open.length === 0 ? ": name it as denials of the policy to enforce it" : ""}`,
  ].join("\n")}\n`;
}
