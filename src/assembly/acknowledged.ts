import type { BoundApp } from "../stage/bound-app";
import type { Finding } from "../stage/finding";
import { type Difference, pathOf } from "../promotion/difference";
import { oneLine } from "../promotion/show";
import type { AppRecord, Promotion } from "./promotion";
import type { ReviewedDifference } from "./review";

/** Said at the very place, or below it; above it too where something widens: the statement covers all of it. */
export function withAcknowledgements(
  differences: readonly Difference[],
  said: readonly PlacedStatement[],
): readonly ReviewedDifference[] {
  if (said.length === 0) return differences;
  return differences.map((difference) => {
    const acknowledged = said
      .filter(
        ({ at }) =>
          at === difference.path ||
          at.startsWith(`${difference.path}/`) ||
          (difference.direction === "widens" && difference.path.startsWith(`${at}/`)),
      )
      .map(({ statement }) => statement);
    return acknowledged.length === 0 ? difference : { ...difference, acknowledged };
  });
}

type Statement = NonNullable<ReviewedDifference["acknowledged"]>[number];

/** A statement, and the path of the difference that it was made of. */
export interface PlacedStatement {
  readonly at: string;
  readonly statement: Statement;
}

/** What was acknowledged, by the path of its App. */
export function acknowledgedIn({ findings }: Promotion): ReadonlyMap<unknown, readonly Finding[]> {
  const byApp = new Map<unknown, Finding[]>();
  for (const finding of findings) {
    if (finding.acknowledged === undefined) continue;
    const [owner] = finding.path;
    const known = byApp.get(owner);
    if (known === undefined) byApp.set(owner, [finding]);
    else known.push(finding);
  }
  return byApp;
}

export function statementOf(
  { code, path: [, ...path], acknowledged: said }: Finding,
  app: AppRecord,
): PlacedStatement[] {
  if (said === undefined) return [];
  const at = pathOf(path[0] === "userApiScopes" ? scopePath(path, app.bound) : path);
  const until = said.until === undefined ? {} : { until: oneLine(said.until) };
  return at === "" ? [] : [{ at, statement: { check: oneLine(code), reason: oneLine(said.reason), ...until } }];
}

/** A finding counts the scopes; a difference names them. */
function scopePath([section = "", index, ...rest]: readonly (string | number)[], bound: BoundApp): (string | number)[] {
  const scope = typeof index === "number" ? bound.userApiScopes[index] : undefined;
  return [section, ...(index === undefined ? [] : [scope ?? index]), ...rest];
}
