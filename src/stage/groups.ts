import type { Workspace } from "../workspace/workspace";
import type { BoundPlace } from "./program";

/** The groups of two or more that share a key. */
export function repeated<T>(items: readonly T[], keyOf: (item: T) => string | undefined): [string, readonly T[]][] {
  const first = new Map<string, T>();
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const [before, group] = [first.get(key), groups.get(key)];
    if (before === undefined) first.set(key, item);
    else if (group === undefined) groups.set(key, [before, item]);
    else group.push(item);
  }
  // Nearly always there is none; otherwise they stand in the order of their first items.
  if (groups.size === 0) return [];
  return [...first.keys()].flatMap((key): [string, T[]][] => {
    const group = groups.get(key);
    return group === undefined ? [] : [[key, group]];
  });
}

/** Of each workspace those in it, in the order of their firsts. */
export function byWorkspace(apps: readonly BoundPlace[]): [Workspace, readonly BoundPlace[]][] {
  const groups = new Map<string, BoundPlace[]>();
  for (const app of apps) {
    const group = groups.get(app.workspace.workspaceId);
    if (group === undefined) groups.set(app.workspace.workspaceId, [app]);
    else group.push(app);
  }
  return [...groups.values()].flatMap((group) => (group[0] === undefined ? [] : [[group[0].workspace, group]]));
}
