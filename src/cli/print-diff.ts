import type { Colors } from "picocolors/types";
import {
  acknowledgedText,
  type Comparison,
  costReason,
  costText,
  type Review,
  type ReviewedDifference,
  summaryOf,
} from "../assembly/review";
import { labelOf, valuesOf } from "../promotion/show";

/** Of a terminal as it always was; a pipe and a mail get the same lines. */
const WIDTH = 80;
const GAP = "  ";
/** Before everything that goes on with a row. */
const MORE = "    ";
/** The longest kind: the last column never needs more. */
const KIND = "override".length;
const LABEL = 27;
/** Where a long name may be broken, best first. */
const MARKS = [
  [".", "/", ",", ";", ":"],
  ["_", "-"],
];

type Cells = readonly [label: string, before: string, after: string, last: string];

/**
 * A review as text. A line that begins with two spaces and a word is one difference; what continues it is indented
 * further; everything else begins at the margin.
 */
export function printDiff({ comparisons, digest }: Review, colors: Colors): string {
  const blocks = comparisons.map((comparison) => printComparison(comparison, colors));
  const all = comparisons.flatMap(({ differences }) => differences);
  return `${[...blocks, `${summaryOf(all)}; review ${digest.slice(0, 12)}`].join("\n\n")}\n`;
}

function printComparison({ app, before, after, differences, cost }: Comparison, colors: Colors): string {
  const head: Cells = [app, before.title, after.title, ""];
  const rows = differences.map((difference): Cells => {
    const [was, is] = valuesOf(difference);
    return [`  ${labelOf(difference)}`, was, is, difference.kind];
  });
  const price: Cells = ["cost", costText(cost.before), costText(cost.after), ""];
  const widths = widthsOf([head, ...rows, price]);
  const lines = rows.flatMap((row, index) => {
    const difference = differences[index];
    return [...layOut(row, widths), ...(difference === undefined ? [] : printEffect(difference, colors))];
  });
  return [
    ...layOut(head, widths).map((line) => colors.bold(line)),
    ...lines,
    ...layOut(price, widths),
    ...wrapped(priceReason(cost), MORE),
  ].join("\n");
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

/** As wide as the widest cell, as long as a line holds them; then the values share what the labels leave. */
function widthsOf(rows: readonly Cells[]): readonly [number, number, number] {
  const widest = (column: 0 | 1 | 2) => Math.max(...rows.map((row) => lengthOf(row[column])));
  const label = Math.min(LABEL, widest(0));
  const room = WIDTH - KIND - 3 * GAP.length - label;
  const [was, is] = [widest(1), widest(2)];
  const half = Math.floor(room / 2);
  const before = was + is <= room ? was : Math.min(was, Math.max(half, room - is));
  return [label, before, Math.min(is, room - before)];
}

function layOut([label, before, after, last]: Cells, [first, second, third]: readonly number[]): string[] {
  // What continues a label stands further in than any label.
  const inner = /^ */.exec(label)?.[0] ?? "";
  const width = (first ?? 0) - inner.length;
  const text = label.trimStart();
  const labels = (lengthOf(text) <= width ? [text] : broken(text, (first ?? 0) - MORE.length)).map((line, index) =>
    index === 0 ? `${inner}${line}` : `${MORE}${line}`,
  );
  const columns = [labels, broken(before, second ?? 0), broken(after, third ?? 0), [last]];
  const height = Math.max(...columns.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((column, index) => pad(column[line] ?? "", [first, second, third][index] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

function wrapped(text: string, indent: string): string[] {
  return broken(text, WIDTH - indent.length).map((line) => `${indent}${line}`.trimEnd());
}

/** Lines of at most `width` characters: broken at a space, else after a mark, else anywhere. */
function broken(text: string, width: number): string[] {
  const most = Math.max(1, width);
  const lines: string[] = [];
  let rest = Array.from(text);
  while (rest.length > most) {
    const space = rest.lastIndexOf(" ", most);
    const mark = MARKS.map((all) => Math.max(...all.map((one) => rest.lastIndexOf(one, most - 1))));
    const end = space > 0 ? space : (mark.find((at) => at > 0) ?? most - 1) + 1;
    lines.push(rest.slice(0, end).join(""));
    rest = rest.slice(space > 0 ? end + 1 : end);
  }
  return [...lines, rest.join("")];
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - lengthOf(text)));
}
