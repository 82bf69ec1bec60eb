/** The outside world of a command, so that tests run commands in their own process. */
export interface Io {
  /** Results. */
  readonly out: (text: string) => void;
  /** Everything else: progress, warnings, errors, annotations. */
  readonly err: (text: string) => void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
  /** Of the terminal. @default as many as a line needs: a pipe has no width */
  readonly columns?: number;
  /** Ages are judged by commands, never by a synthesis. */
  readonly now: () => Date;
}

/** Why a command ends with exit code 1, in words for the terminal. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/** What every command takes. */
export interface CommonOptions {
  /** One JSON document on stdout, also for failures. */
  readonly json?: boolean;
}
