import type { Issue } from "../errors";
import type { Workspace } from "../workspace/workspace";
import type { BoundApp } from "./bound-app";

export type Level = "error" | "warning" | "off";

/**
 * A rule over bound apps: the library's own, or a company's. Pure, with a stable id that is the code of its issues.
 * Its issues can be acknowledged, which neither a mistake in a definition nor one in a stage can.
 */
export interface Check {
  /** Such as `acme.described`. */
  readonly id: string;
  readonly level: (workspace: Workspace) => Level;
  /** Problems with paths from the bound app inwards. */
  readonly check: (app: BoundApp) => readonly Issue[];
}

/** Somebody has seen an issue and says why it stands. One that matches nothing is an error. */
export interface Acknowledgement {
  /** The issue's code. */
  readonly check: string;
  /** `<stack>/<path of the issue>`; for an App made by hand, the construct's path instead of the stack's name. */
  readonly path: string;
  /** Shown in every review. */
  readonly reason: string;
  /** `YYYY-MM-DD`: judged by a later command, never by synthesis, which must not depend on the day. @default no end */
  readonly until?: string;
}

/** What a pipeline, a stack or an App brings to the rules of the apps below it. */
export interface Rules {
  /** Checks beside the library's own. @default none */
  readonly checks?: readonly Check[];
  /** @default none */
  readonly acknowledge?: readonly Acknowledgement[];
}
