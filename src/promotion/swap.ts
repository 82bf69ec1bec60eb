import { concealText } from "../definition/conceal";
import { sameJson } from "./same-json";
import type { Remark } from "./difference";

/** What a remark about access says, both ways. */
export interface Access {
  readonly path: readonly string[];
  readonly kind: Remark["kind"];
  /** Why having it is more than not having it. */
  readonly given: string;
  readonly taken: string;
}

/**
 * Something an app has or has not: given, it widens; taken away, it narrows. In the place of one that cannot be ranked
 * against it, it is both: two differences, so that nothing is widened under the name of a change.
 */
export function swap<T>(
  { path, kind, given, taken }: Access,
  before: T | undefined,
  after: T | undefined,
  nameOf: (value: T) => string,
): Remark[] {
  if (sameJson(before, after)) return [];
  if (before === undefined) return after === undefined ? [] : [{ path, kind, direction: "widens", after, why: given }];
  if (after === undefined) return [{ path, kind, direction: "narrows", before, why: taken }];
  const was = concealText(nameOf(before));
  const is = concealText(nameOf(after));
  // Two that share a name are told apart by their place in the comparison.
  const shared = was === is;
  return [
    { path: path.concat(shared ? `${was} (before)` : was), kind, direction: "narrows", before, why: taken },
    { path: path.concat(shared ? `${is} (after)` : is), kind, direction: "widens", after, why: given },
  ];
}
