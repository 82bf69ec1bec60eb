import type { NetworkFile } from "../assembly/network";
import { type CheckedIssue, checked } from "./check-issue";

/** How long a report is taken for what workloads do today. */
const FRESH_DAYS = 90;
const DAY = 24 * 60 * 60 * 1000;

/** Reports that a policy is enforced with and that saw nothing of the last months. */
export function judgeReports(network: NetworkFile | undefined, now: Date): CheckedIssue[] {
  return (network?.policies ?? []).flatMap(({ stack, policyId, watched = [] }) =>
    watched.flatMap(({ workspace, until }): CheckedIssue[] => {
      const days = Math.floor((now.getTime() - Date.parse(until)) / DAY);
      // What is no time is not known to be recent.
      if (days <= FRESH_DAYS) return [];
      const age = Number.isNaN(days) ? "at a time that is none" : `${days} days ago`;
      const message = `the report that ${policyId} is enforced with stopped watching workspace ${workspace} ${age}`;
      const fix = `report what is refused today: dbapps network denials --workspace ${workspace}`;
      return [checked({ code: "denials.old", path: [stack, policyId, "denials"], message, fix }, "warning")];
    }),
  );
}
