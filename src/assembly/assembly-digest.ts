import { canonicalJson } from "../definition/canonical-json";
import { RunningDigest } from "../definition/digest";

/**
 * The digest of everything in an assembly, made while it is written: of the very texts where it is we who decide how
 * they look, and otherwise of the same text for equal values. Each part is JSON and so shows where it ends.
 */
export class AssemblyDigest {
  private readonly digest = new RunningDigest();

  /** A text that is the same whatever order somebody wrote a literal in. */
  addText(text: string | Uint8Array): void {
    this.digest.add(text);
  }

  add(value: unknown): void {
    this.digest.add(canonicalJson(value));
  }

  end(): string {
    return this.digest.end();
  }
}
