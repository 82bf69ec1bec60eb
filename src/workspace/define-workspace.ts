import { freezeWhole } from "../definition/freeze";
import { callOf, withSource } from "../definition/source";
import type { Workspace } from "./workspace";

/** Describes a workspace. Nothing is checked here: every problem of a program is reported together, at synthesis. */
export function defineWorkspace(props: Workspace): Workspace {
  return freezeWhole(withSource({ ...props }, callOf(defineWorkspace, props)));
}
