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
  const table = differencesMarkdown(networkTitle(comparison), before.title, after.title, differences);
  return `${table}${restart === undefined ? "" : `\n\n${escapeMarkdown(restart)}.`}\n`;
}

/** One table; a page has an empty line between two. */
export function comparisonMarkdown({ app, before, after, differences, cost }: Comparison): string {
  const was = escapeMarkdown(costText(cost.before));
  const is = escapeMarkdown(costText(cost.after));
  const table = differencesMarkdown(app, before.title, after.title, differences);
  return `${table}\n\nCost: ${was} before, ${is} after (${escapeMarkdown(costReason(cost.after))}).\n`;
}

function differencesMarkdown(
  what: string,
  before: string,
  after: string,
  differences: readonly ReviewedDifference[],
): string {
  const about = escapeMarkdown(what);
  const from = escapeMarkdown(before);
  const to = escapeMarkdown(after);
  let table = `### ${about}: ${from} to ${to}\n\n${summaryOf(differences)}.\n\n`;
  table += `| ${about} | ${from} | ${to} | kind | effect |\n| --- | --- | --- | --- | --- |`;
  for (let i = 0; i < differences.length; i++) table += `\n${row(differences[i] as ReviewedDifference)}`;
  return table;
}

function row(difference: ReviewedDifference): string {
  const { kind, direction, why } = difference;
  const label = escapeMarkdown(labelOf(difference));
  const values = valuesOf(difference);
  const was = escapeMarkdown(values[0]);
  const is = escapeMarkdown(values[1]);
  const said = acknowledgedText(difference);
  const because = said === undefined ? "" : ` (${escapeMarkdown(said)})`;
  const effect = `${direction === "neither" ? "" : `**${direction}**: `}${escapeMarkdown(why)}${because}`;
  return `| ${label} | ${was} | ${is} | ${kind} | ${effect} |`;
}

/** Whatever is replaced below; most texts hold none of it. */
const TELLING = /[\\`*_{}[\]()#+!|~$&<>@]|:\/\/|[^\S ]| {2}/;

/** Text that stays text: no markup, no HTML, no cell's end, no link. */
export function escapeMarkdown(text: string): string {
  if (!TELLING.test(text)) return text;
  // Punctuation first: it would take the number of a character, such as &#64;, apart.
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]()#+!|~$]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", "&#64;")
    .replaceAll("://", "&#58;//");
}
