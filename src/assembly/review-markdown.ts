import { labelOf, valuesOf } from "../promotion/show";
import { acknowledgedText, type Comparison, costReason, costText, type Review, summaryOf } from "./review";

/** A review as Markdown tables, as a job's summary or a page of a code host shows them. */
export function reviewMarkdown({ comparisons }: Pick<Review, "comparisons">): string {
  return comparisons.map(comparisonMarkdown).join("\n");
}

function comparisonMarkdown({ app, before, after, differences, cost }: Comparison): string {
  const rows = differences.map((difference) => {
    const [was, is] = valuesOf(difference);
    const { kind, direction, why } = difference;
    const said = acknowledgedText(difference);
    const effect = direction === "neither" ? escapeMarkdown(why) : `**${direction}**: ${escapeMarkdown(why)}`;
    const cells = [escapeMarkdown(labelOf(difference)), escapeMarkdown(was), escapeMarkdown(is), kind];
    return row([...cells, said === undefined ? effect : `${effect} (${escapeMarkdown(said)})`]);
  });
  const price = [costText(cost.before), costText(cost.after)].map(escapeMarkdown);
  return [
    `### ${escapeMarkdown(app)}: ${escapeMarkdown(before.title)} to ${escapeMarkdown(after.title)}`,
    "",
    `${summaryOf(differences)}.`,
    "",
    row([escapeMarkdown(app), escapeMarkdown(before.title), escapeMarkdown(after.title), "kind", "effect"]),
    row(["---", "---", "---", "---", "---"]),
    ...rows,
    "",
    `Cost: ${price.join(" before, ")} after (${escapeMarkdown(costReason(cost.after))}).`,
    "",
  ].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** What means nothing in Markdown, with single spaces. */
const HARMLESS = /^[\w.,;'"=?%^-]*(?: [\w.,;'"=?%^-]+)*$/;

/** Text that stays text: no markup, no HTML, no cell's end, no link. */
export function escapeMarkdown(text: string): string {
  // An underscore is a letter to a pattern, and emphasis to Markdown.
  if (HARMLESS.test(text) && !text.includes("_")) return text;
  return text
    .replace(/\s+/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", "&#64;")
    .replaceAll("://", "&#58;//")
    .replace(/[\\`*_{}[\]()#+!|~$]/g, "\\$&");
}
