import { labelOf, valuesOf } from "../promotion/show";
import { type NetworkComparison, networkTitle, restartText } from "./network-review";
import {
  acknowledgedText,
  type Comparison,
  costReason,
  costText,
  type Review,
  type ReviewedDifference,
  summaryOf,
} from "./review";

/** A review as Markdown tables, as a job's summary or a page of a code host shows them. */
export function reviewMarkdown({ comparisons, network = [] }: Pick<Review, "comparisons" | "network">): string {
  return [...comparisons.map(comparisonMarkdown), ...network.map(networkMarkdown)].join("\n");
}

function networkMarkdown(comparison: NetworkComparison): string {
  const { before, after, differences } = comparison;
  const restart = restartText(comparison);
  return [
    ...differencesMarkdown(networkTitle(comparison), before.title, after.title, differences),
    ...(restart === undefined ? [] : ["", `${escapeMarkdown(restart)}.`]),
    "",
  ].join("\n");
}

function comparisonMarkdown({ app, before, after, differences, cost }: Comparison): string {
  const price = [costText(cost.before), costText(cost.after)].map(escapeMarkdown);
  return [
    ...differencesMarkdown(app, before.title, after.title, differences),
    "",
    `Cost: ${price.join(" before, ")} after (${escapeMarkdown(costReason(cost.after))}).`,
    "",
  ].join("\n");
}

function differencesMarkdown(
  what: string,
  before: string,
  after: string,
  differences: readonly ReviewedDifference[],
): string[] {
  const rows = differences.map((difference) => {
    const [was, is] = valuesOf(difference);
    const { kind, direction, why } = difference;
    const said = acknowledgedText(difference);
    const effect = direction === "neither" ? escapeMarkdown(why) : `**${direction}**: ${escapeMarkdown(why)}`;
    const cells = [escapeMarkdown(labelOf(difference)), escapeMarkdown(was), escapeMarkdown(is), kind];
    return row([...cells, said === undefined ? effect : `${effect} (${escapeMarkdown(said)})`]);
  });
  return [
    `### ${escapeMarkdown(what)}: ${escapeMarkdown(before)} to ${escapeMarkdown(after)}`,
    "",
    `${summaryOf(differences)}.`,
    "",
    row([escapeMarkdown(what), escapeMarkdown(before), escapeMarkdown(after), "kind", "effect"]),
    row(["---", "---", "---", "---", "---"]),
    ...rows,
  ];
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
