import { digestOf } from "../definition/digest";

/** What a release is made of; no stage is part of it, so it is the same in all of them. */
export interface ReleaseParts {
  /** The digest of the definition. */
  readonly definition: string;
  /** The digest of the source; null where it is deployed by other means. */
  readonly source: string | null;
  readonly libraryVersion: string;
}

/** Names what is promoted: equal in every stage, and different as soon as anything that runs is. */
export function releaseOf({ definition, source, libraryVersion }: ReleaseParts): string {
  return digestOf({ definition, source, libraryVersion });
}

/** A release in names of folders and on screens. */
export function shortRelease(release: string): string {
  return release.slice(0, 12);
}
