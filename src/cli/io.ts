/** The outside world of a command, so that tests run commands in their own process. */
export interface Io {
  /** Results. */
  readonly out: (text: string) => void;
  /** Everything else: progress, warnings, errors. */
  readonly err: (text: string) => void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
}

/** Why a command ends with exit code 1, in words for the terminal. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
