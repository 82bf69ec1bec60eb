import { digestOf } from "../definition/digest";
import { byCodeUnits } from "./order";

/** A file of a source: its path from the folder, with forward slashes, and what it holds. */
export interface FileDigest {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/**
 * Of names and bytes alone: modes, times, the order of a directory, and where the folder lies differ between machines
 * and are not part of it. Bytes are taken as they are, line endings too, because those are what is uploaded.
 */
export function sourceDigest(files: readonly FileDigest[]): string {
  return digestOf(files.map(({ path, size, sha256 }) => ({ path, size, sha256 })).sort(byCodeUnits));
}

/** A source's folder in an assembly. */
export function sourceId(digest: string): string {
  return digest.slice(0, 12);
}
