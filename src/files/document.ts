import type * as ParseFile from "./parse-file";
import type { Lines, Place } from "./place";
import type { FileProblem, YamlData } from "./yaml-data";

/** A file's text, read: its data with places, and what is wrong with the text itself. */
export interface FileDocument {
  readonly data: Readonly<Record<string, unknown>>;
  readonly place: Place;
  readonly lines: Lines;
  readonly problems: readonly FileProblem[];
  readonly ambiguous: YamlData["ambiguous"];
  /** False where nothing in the file can be judged. */
  readonly readable: boolean;
}

/**
 * Reads YAML 1.2, of which JSON is a part. Never throws. The parser is loaded with the first file: a program whose
 * stages are code does not wait for it.
 */
export function readDocument(bytes: Uint8Array): FileDocument {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require("./parse-file") as typeof ParseFile).parseFile(bytes);
}
