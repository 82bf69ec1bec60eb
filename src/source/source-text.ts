import type { Issue } from "../errors";
import { Lines } from "../files/place";
import { sourceProblem } from "./source-problem";

/** A text of a source, which knows where its offsets are. */
export class SourceText {
  private lines: Lines | undefined;

  constructor(
    /** Absolute, of the folder. */
    private readonly root: string,
    readonly file: string,
    readonly text: string,
  ) {}

  /** `line:col` */
  place(offset: number): string {
    this.lines ??= new Lines(this.text);
    return this.lines.at(offset);
  }

  /** An issue at an offset. */
  issue(issue: Omit<Issue, "path" | "at">, offset: number, path: Issue["path"] = []): Issue {
    const placed = sourceProblem(this.root, this.file, { ...issue, place: this.place(offset) });
    return { ...placed, path: [...placed.path, ...path] };
  }
}
