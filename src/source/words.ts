/** A word of a command, at an offset of the text that it stands in. */
export interface Word {
  readonly text: string;
  readonly at: number;
}

/** The words of a command in one text: at white space, except between quotes. */
export function splitWords(command: string): readonly Word[] {
  return [...command.matchAll(/(?:"(?:\\.|[^"\\])*"|'[^']*'|[^\s"'])+/g)].map(({ 0: raw, index }) => ({
    text: raw.replaceAll(/"((?:\\.|[^"\\])*)"|'([^']*)'/g, (_, double?: string, single?: string) =>
      double === undefined ? (single ?? "") : double.replaceAll(/\\(.)/g, "$1"),
    ),
    at: index,
  }));
}
