/** Of a terminal as it always was; a pipe and a mail get the same lines. */
const WIDTH = 80;
const GAP = "  ";
/** Before everything that goes on with a row. */
export const MORE = "    ";
/** The longest kind: the last column never needs more. */
const KIND = "override".length;
const LABEL = 27;
/** Where a long name may be broken, best first. */
const MARKS = [
  [".", "/", ",", ";", ":"],
  ["_", "-"],
];

export type Cells = readonly [label: string, before: string, after: string, last: string];

/** As wide as the widest cell, as long as a line holds them; then the values share what the labels leave. */
export function widthsOf(rows: readonly Cells[]): readonly [number, number, number] {
  const widest = (column: 0 | 1 | 2) => Math.max(...rows.map((row) => lengthOf(row[column])));
  const label = Math.min(LABEL, widest(0));
  const room = WIDTH - KIND - 3 * GAP.length - label;
  const [was, is] = [widest(1), widest(2)];
  const half = Math.floor(room / 2);
  const before = was + is <= room ? was : Math.min(was, Math.max(half, room - is));
  return [label, before, Math.min(is, room - before)];
}

/** The lines of a row. */
export function layOut([label, before, after, last]: Cells, [first, second, third]: readonly number[]): string[] {
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

/** Text of any length, each line after the indent. */
export function wrapped(text: string, indent: string): string[] {
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
