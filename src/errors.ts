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
  if (issue.allowed !== undefined && issue.allowed.length > 0) lines.push(`    allowed: ${issue.allowed.join(", ")}`);
  if (issue.fix !== undefined) lines.push(`    fix: ${issue.fix}`);
  return lines.join("\n");
}

function formatValue(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}

/** As many as a person reads; `issues` holds them all. */
const SHOWN = 100;

/** The one error of this library: every problem that was found, together. */
export class AppsError extends Error {
  override readonly name = "AppsError";
  declare readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    const count = issues.length === 1 ? "1 problem" : `${issues.length} problems`;
    const texts = issues.slice(0, SHOWN).map(formatIssue);
    if (issues.length > SHOWN) texts.push(`... and ${issues.length - SHOWN} more`);
    super(`${count} found\n\n${texts.join("\n\n")}\n`);
    // Node prints the enumerable properties of an error that nobody caught: every issue would stand there twice.
    Object.defineProperty(this, "issues", { value: Object.freeze([...issues]), enumerable: false });
    // The frames are this library's own; where the mistake stands is in each issue.
    this.stack = `${this.name}: ${this.message}`;
  }
}
