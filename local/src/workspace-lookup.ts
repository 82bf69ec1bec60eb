import type { Workspace, World } from "./state";

/** By id or name; where there is one alone it needs neither. */
export function findWorkspace(world: World, name: string | undefined): Workspace {
  const all = Object.values(world.workspaces);
  const found = name === undefined ? all : all.filter((each) => each.id === name || each.name === name);
  const [only, ...more] = found;
  if (only !== undefined && more.length === 0) return only;
  throw new Error(`name one workspace of ${all.map((each) => each.name).join(", ") || "none"}`);
}
