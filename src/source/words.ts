/** A word of a command, at an offset of the text that it stands in. */
export interface Word {
  readonly text: string;
  readonly at: number;
}

/**
 * The words of a command in one text: at white space, except between quotes. Not as pip reads a line, see `shellWords`:
 * nobody says how the vendor splits, so a backslash outside of quotes stays, and a quote that is never closed stops
 * nothing.
 */
export function splitWords(command: string): readonly Word[] {
  return [...command.matchAll(/(?:"(?:\\.|[^"\\])*"|'[^']*'|[^\s"'])+/g)].map(({ 0: raw, index }) => ({
    text: raw.replaceAll(/"((?:\\.|[^"\\])*)"|'([^']*)'/g, (_, double?: string, single?: string) =>
      double === undefined ? (single ?? "") : double.replaceAll(/\\(.)/g, "$1"),
    ),
    at: index,
  }));
}
