/** One problem, for a person to act on: where, what, why, and what to change. */
export interface Issue {
  /** Stable name of the rule; a check's id is the code of its issues. */
  readonly code: string;
  /** From the document that holds the mistake inwards, such as `["bindings", "sql-warehouse", "id"]`. */
  readonly path: readonly (string | number)[];
  /** One sentence: what is wrong and why it matters. Never holds a secret value. */
  readonly message: string;
  /** The offending value, where showing it is safe. */
  readonly got?: unknown;
  /** What would be accepted, where that is a short list. */
  readonly allowed?: readonly string[];
  /** The change to make. */
  readonly fix?: string;
  /** `file:line:col`, where the source is known. */
  readonly at?: string;
}

/** Renders an issue as plain text: a headline, then `got`, `allowed` and `fix` on lines of their own. */
export function formatIssue(issue: Issue): string {
  const where = [issue.at, issue.path.join("/")].filter(Boolean).join("  ");
  const lines = [`${where || "program"}  ${issue.code}`, `    ${issue.message}`];
  if (issue.got !== undefined) lines.push(`    got: ${formatValue(issue.got)}`);
  if (issue.allowed !== undefined) lines.push(`    allowed: ${issue.allowed.join(", ")}`);
  if (issue.fix !== undefined) lines.push(`    fix: ${issue.fix}`);
  return lines.join("\n");
}

function formatValue(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}

/** The one error of this library: every problem that was found, together. */
export class AppsError extends Error {
  override readonly name = "AppsError";
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    const count = issues.length === 1 ? "1 problem" : `${issues.length} problems`;
    super(`${count} found\n\n${issues.map(formatIssue).join("\n\n")}\n`);
    this.issues = Object.freeze([...issues]);
  }
}
