import type { Finding } from "../stage/finding";
import { type CheckedIssue, checked } from "./check-issue";

/** How long before its end an acknowledgement is brought up. */
const NOTICE_DAYS = 14;
const DAY = 24 * 60 * 60 * 1000;

/** What was acknowledged until a day that has passed, or will soon. A day ends when it has ended in UTC. */
export function judgeAges(findings: readonly Finding[], now: Date): CheckedIssue[] {
  const today = dayOf(now);
  const soon = dayOf(new Date(now.getTime() + NOTICE_DAYS * DAY));
  return findings.flatMap((finding): CheckedIssue[] => {
    const { until, reason } = finding.acknowledged ?? {};
    if (until === undefined || until > soon) return [];
    const { code, path, at, level } = finding;
    const where = { path, ...(at === undefined ? {} : { at }) };
    if (until < today) {
      const message = `${code} was acknowledged until ${until} ("${reason ?? ""}"), and that day has passed`;
      const fix = "solve the issue, or decide anew and write a later day";
      // What was a warning is a warning again.
      return [checked({ code: "acknowledgement.expired", ...where, message, fix }, level)];
    }
    const message = `${code} is acknowledged until ${until} ("${reason ?? ""}") and no longer`;
    const fix = "solve the issue before, or decide anew and write a later day";
    return [checked({ code: "acknowledgement.expiring", ...where, message, fix }, "warning")];
  });
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
