/** What pip reads as one line: lines that end in a backslash are joined, comments are gone. */
export interface PipLine {
  readonly text: string;
  /** The offset in the file of a character of the text. */
  offsetOf(index: number): number;
}

interface Piece {
  readonly text: string;
  readonly offset: number;
}

/** Where Python ends a line. */
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;
const COMMENT_LINE = /^\s*#/;

/** Splits a requirements file in the order that pip does: join, then cut off comments. */
export function pipLines(text: string): PipLine[] {
  const lines: PipLine[] = [];
  let pieces: Piece[] = [];
  const end = () => {
    const line = withoutComment(pieces);
    if (line !== undefined) lines.push(line);
    pieces = [];
  };
  for (const piece of physicalLines(text)) {
    const isComment = COMMENT_LINE.test(piece.text);
    if (piece.text.endsWith("\\") && !isComment) {
      const [, before = "", inner = ""] = /^(\\*)([^]*?)\\*$/.exec(piece.text) ?? [];
      pieces.push({ text: inner, offset: piece.offset + before.length });
      continue;
    }
    // The space makes a comment of it wherever it is joined to.
    pieces.push(isComment ? { text: ` ${piece.text}`, offset: piece.offset - 1 } : piece);
    end();
  }
  if (pieces.length > 0) end();
  return lines;
}

function physicalLines(text: string): Piece[] {
  const lines: Piece[] = [];
  let start = 0;
  for (const match of text.matchAll(LINE_END)) {
    lines.push({ text: text.slice(start, match.index), offset: start });
    start = match.index + match[0].length;
  }
  return start < text.length ? [...lines, { text: text.slice(start), offset: start }] : lines;
}

function withoutComment(pieces: readonly Piece[]): PipLine | undefined {
  const whole = pieces.map(({ text }) => text).join("");
  const comment = /(?:^|\s)#/.exec(whole);
  const kept = comment === null ? whole : whole.slice(0, comment.index);
  const text = kept.trim();
  if (text === "") return undefined;
  const indent = kept.length - kept.trimStart().length;
  return { text, offsetOf: (index) => offsetIn(pieces, index + indent) };
}

function offsetIn(pieces: readonly Piece[], index: number): number {
  let left = index;
  for (const { text, offset } of pieces) {
    if (left < text.length) return offset + left;
    left -= text.length;
  }
  const last = pieces.at(-1);
  return last === undefined ? 0 : last.offset + last.text.length;
}
