import type { Issue } from "../errors";

/** An issue of a program. An error that nobody acknowledged stops the synthesis; the rest is shown. */
export interface Finding extends Issue {
  readonly level: "error" | "warning";
  readonly acknowledged?: { readonly reason: string; readonly until?: string };
  /** Wrong in a file by itself: reading the program's files again says whether it still is. */
  readonly ofFile?: true;
}
