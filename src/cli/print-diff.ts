import type { Colors } from "picocolors/types";
import { type NetworkComparison, networkTitle, restartText } from "../assembly/network-review";
import {
  acknowledgedText,
  type Comparison,
  costReason,
  costText,
  differencesOf,
  type Review,
  type ReviewedDifference,
  summaryOf,
} from "../assembly/review";
import { labelOf, valuesOf } from "../promotion/show";
import { type Cells, layOut, MORE, widthsOf, wrapped } from "./diff-table";

/**
 * A review as text. A line that begins with two spaces and a word is one difference; what continues it is indented
 * further; everything else begins at the margin.
 */
export function printDiff(review: Review, colors: Colors): string {
  const { comparisons, network = [], digest } = review;
  const blocks = [
    ...comparisons.map((comparison) => printComparison(comparison, colors)),
    ...network.map((comparison) => printNetwork(comparison, colors)),
  ];
  return `${[...blocks, `${summaryOf(differencesOf(review))}; review ${digest.slice(0, 12)}`].join("\n\n")}\n`;
}

function printComparison({ app, before, after, differences, cost }: Comparison, colors: Colors): string {
  const price: Cells = ["cost", costText(cost.before), costText(cost.after), ""];
  const rows = tableOf([app, before.title, after.title, ""], differences, [price], colors);
  return [...rows, ...wrapped(priceReason(cost), MORE)].join("\n");
}

function printNetwork(comparison: NetworkComparison, colors: Colors): string {
  const { before, after, differences } = comparison;
  const restart = restartText(comparison);
  const rows = tableOf([networkTitle(comparison), before.title, after.title, ""], differences, [], colors);
  return [...rows, ...(restart === undefined ? [] : margin(restart))].join("\n");
}

/** Begins at the margin; what goes on with it is indented. */
function margin(text: string): string[] {
  return wrapped(text, MORE).map((line, index) => (index === 0 ? line.trimStart() : line));
}

function tableOf(
  head: Cells,
  differences: readonly ReviewedDifference[],
  footer: readonly Cells[],
  colors: Colors,
): string[] {
  const rows = differences.map((difference): Cells => {
    const [was, is] = valuesOf(difference);
    return [`  ${labelOf(difference)}`, was, is, difference.kind];
  });
  const widths = widthsOf([head, ...rows, ...footer]);
  const lines = rows.flatMap((row, index) => {
    const difference = differences[index];
    return [...layOut(row, widths), ...(difference === undefined ? [] : printEffect(difference, colors))];
  });
  return [
    ...layOut(head, widths).map((line) => colors.bold(line)),
    ...lines,
    ...footer.flatMap((row) => layOut(row, widths)),
  ];
}

function priceReason({ before, after }: Comparison["cost"]): string {
  const [was, is] = [costReason(before), costReason(after)];
  return was === is ? is : `${was} before, ${is} after`;
}

/** Which way it goes, why, and what was said of it. What goes neither way needs no sentence. */
function printEffect(difference: ReviewedDifference, colors: Colors): string[] {
  const { direction, why } = difference;
  const said = acknowledgedText(difference);
  const color = direction === "widens" && said === undefined ? colors.yellow : colors.dim;
  return [
    ...(direction === "neither" ? [] : wrapped(`${direction}: ${why}`, MORE).map(color)),
    ...(said === undefined ? [] : wrapped(`(${said})`, MORE).map(colors.dim)),
  ];
}
