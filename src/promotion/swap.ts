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
  // Two that share a name are told apart by their place in the comparison.
  const [was, is] = [before, after].map((value) => (value === undefined ? "" : concealText(nameOf(value))));
  const name = (own: string | undefined, suffix: string) =>
    before === undefined || after === undefined
      ? path
      : [...path, was === is ? `${own ?? ""} (${suffix})` : (own ?? "")];
  return [
    ...(before === undefined
      ? []
      : [{ path: name(was, "before"), kind, direction: "narrows" as const, before, why: taken }]),
    ...(after === undefined
      ? []
      : [{ path: name(is, "after"), kind, direction: "widens" as const, after, why: given }]),
  ];
}
