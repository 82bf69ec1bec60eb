import { nearest } from "../definition/nearest";
import type { Issue } from "../errors";
import type { FileDocument } from "../files/document";
import { offsetOf, placeAt } from "../files/place";
import type { PlacedIssue } from "../stage/program";
import type { SourceText } from "./source-text";

type Path = Issue["path"];

/** app.yaml while it is read: where its values stand, and what is wrong with them. */
export class RuntimeFile {
  readonly found: PlacedIssue[] = [];

  constructor(
    readonly text: SourceText,
    readonly document: FileDocument,
  ) {}

  /** The text of a scalar as it stands there. */
  scalar(path: Path, value: unknown): string | undefined {
    if (typeof value === "string") return value;
    if (typeof value !== "number" && typeof value !== "boolean") return undefined;
    return placeAt(this.document.place, path)?.plain ?? String(value);
  }

  unknown(path: Path, known: readonly string[]): void {
    const key = String(path.at(-1));
    const near = nearest(key, known);
    const fix =
      near === undefined ? "remove it: scopes, resources and sizes are set elsewhere" : `did you mean "${near}"?`;
    const issue = { code: "runtime.unknown-key", message: `${key} means nothing here`, allowed: known, fix };
    // What looks like a slip leaves something out that was meant; the rest is read by nobody.
    const level = near === undefined && path.length === 1 ? "warning" : "error";
    this.add(issue, offsetOf(this.document.place, path, "key"), path, level, true);
  }

  at(path: Path): number {
    return offsetOf(this.document.place, path, "value");
  }

  add(
    issue: Omit<Issue, "path" | "at">,
    offset: number,
    path: Path = [],
    level: PlacedIssue["level"] = "error",
    acknowledgeable = false,
  ): void {
    this.found.push({ issue: this.text.issue(issue, offset, path), level, acknowledgeable });
  }
}
