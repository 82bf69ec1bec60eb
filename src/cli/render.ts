import picocolors from "picocolors";
import type { Colors } from "picocolors/types";
import type { Io } from "./io";

/** Colours where a person looks at a terminal and did not refuse them. https://no-color.org */
export function colorsOf(io: Io): Colors {
  return picocolors.createColors(io.isTerminal && (io.env.NO_COLOR ?? "") === "");
}

/** A value as the one JSON document of a command. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Lines of at most `width` characters, each after `indent`; a longer word has a line of its own. */
export function wrap(text: string, width: number, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && indent.length + longer.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line].map((one) => `${indent}${one}`).join("\n");
}

/** `1 error`, `2 errors`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Rows with their cells below each other; the last column is as wide as it is. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => (row[index] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(index === row.length - 1 ? 0 : (widths[index] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
