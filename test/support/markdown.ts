/** A fenced code block. */
export interface CodeBlock {
  readonly language: string;
  readonly text: string;
  /** Of the block's first line of code, from 1. */
  readonly line: number;
  /** The file's name, where the line above the fence is just that, in backticks. */
  readonly file?: string;
}

/** Every fenced code block of a Markdown text. An unclosed one is an error: the rest of the page would be code. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const lines = markdown.split("\n");
  const blocks: CodeBlock[] = [];
  let title: string | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    const fence = /^(\s*)(`{3,}|~{3,})\s*([\w-]*)/.exec(line);
    if (fence === null) {
      if (line.trim() !== "") title = /^`([^`\s]+)`:?$/.exec(line.trim())?.[1];
      continue;
    }
    const [, indent = "", mark = "", language = ""] = fence;
    const end = lines.findIndex((candidate, at) => at > index && candidate.trim() === mark);
    if (end < 0) throw new Error(`the code block at line ${index + 1} is not closed`);
    const code = lines
      .slice(index + 1, end)
      .map((text) => (text.startsWith(indent) ? text.slice(indent.length) : text));
    const text = code.map((one) => `${one}\n`).join("");
    blocks.push({ language, text, line: index + 2, ...(title === undefined ? {} : { file: title }) });
    title = undefined;
    index = end;
  }
  return blocks;
}

/** The blocks with a file's name above them, by that name. */
export function filesOf(markdown: string): Record<string, string> {
  return Object.fromEntries(
    codeBlocks(markdown).flatMap(({ file, text }) => (file === undefined ? [] : [[file, text]])),
  );
}

/** The section with this title, up to the next one that is not below it. Code is not searched for titles. */
export function section(markdown: string, title: string): string {
  const found = headings(markdown);
  const at = found.findIndex((heading) => heading.text === title);
  const heading = found[at];
  if (heading === undefined) throw new Error(`there is no section "${title}"`);
  const next = found.slice(at + 1).find(({ level }) => level <= heading.level);
  return markdown
    .split("\n")
    .slice(heading.line, next && next.line - 1)
    .join("\n");
}

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly line: number;
}

export function headings(markdown: string): Heading[] {
  return outsideCode(markdown).flatMap((line, index) => {
    const match = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    return match === null ? [] : [{ level: (match[1] ?? "").length, text: match[2] ?? "", line: index + 1 }];
  });
}

/** The lines of a text, those of its code blocks emptied. */
export function outsideCode(markdown: string): string[] {
  const lines = markdown.split("\n");
  for (const { line, text } of codeBlocks(markdown)) {
    const count = text.split("\n").length - 1;
    for (let index = line - 2; index <= line - 1 + count; index += 1) lines[index] = "";
  }
  return lines;
}
