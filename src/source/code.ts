/** A literal, or anything else, as an argument of a call. */
export interface Argument {
  /** Of a keyword argument, or of a member of an object that is passed. */
  readonly name?: string;
  readonly at: number;
  /** Of a text or a number, also by the name of a constant; absent where the program computes it. */
  readonly value?: string | number;
}

export interface Call {
  /** As it is written, without white space: `app.run`, `createServer(answer).listen`. */
  readonly callee: string;
  readonly at: number;
  readonly arguments: readonly Argument[];
  /** Runs only where the file itself is started: below `if __name__ == "__main__"`. */
  readonly whenStarted: boolean;
}

/** A text of the program, without what documents it. */
export interface CodeText {
  readonly at: number;
  readonly text: string;
}

/** What a file of code says, as far as checks ask. */
export interface Code {
  readonly calls: readonly Call[];
  readonly texts: readonly CodeText[];
  /** What it imports: `./x`, `../x`, a package; of Python, dotted names. */
  readonly imports: readonly string[];
}

export const NO_CODE: Code = { calls: [], texts: [], imports: [] };
