import { Lines } from "../files/place";
import type { Spot } from "./manifest";

/** The text of a dependency file, with where each of its characters stands. */
export class ManifestFile {
  /** Without a byte order mark, which every tool skips. */
  readonly text: string;
  private readonly lines: Lines;

  constructor(
    readonly path: string,
    text: string,
  ) {
    this.text = text.startsWith("\uFEFF") ? text.slice(1) : text;
    this.lines = new Lines(this.text);
  }

  at(offset: number): Spot {
    const [line = 1, column = 1] = this.lines.at(offset).split(":").map(Number);
    return { file: this.path, line, column };
  }
}
