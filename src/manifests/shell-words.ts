/** One word of a command line, and where it begins. */
export interface Word {
  readonly text: string;
  readonly at: number;
}

/** Splits like a POSIX shell, as pip does with the options of a line. A number: where a quote is never closed. */
export function shellWords(line: string, from = 0): readonly Word[] | number {
  const words: Word[] = [];
  let word: { text: string; readonly at: number } | undefined;
  for (let at = from; at < line.length; at++) {
    const char = line[at] ?? "";
    if (/[ \t\r\n]/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    word ??= { text: "", at };
    if (char === "\\") {
      if (at + 1 >= line.length) return at;
      word.text += line[++at] ?? "";
    } else if (char === '"' || char === "'") {
      const closed = quoted(line, at);
      if (closed === undefined) return at;
      word.text += closed.text;
      at = closed.end;
    } else word.text += char;
  }
  return word === undefined ? words : [...words, word];
}

function quoted(line: string, start: number): { readonly text: string; readonly end: number } | undefined {
  const quote = line[start];
  let text = "";
  for (let at = start + 1; at < line.length; at++) {
    const char = line[at] ?? "";
    if (char === quote) return { text, end: at };
    const next = line[at + 1];
    if (char === "\\" && quote === '"' && (next === '"' || next === "\\")) {
      text += next;
      at += 1;
    } else text += char;
  }
  return undefined;
}
