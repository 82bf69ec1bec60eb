import type { Issue } from "../errors";
import type { Workspace } from "../workspace/workspace";
import type { Binding } from "./bind";
import type { Rules } from "./check";
import type { Stage } from "./stage";

/** One App of a program: where it stands, and what its stage turned into. */
export interface PlacedApp {
  /** The first part of its issues' paths: the stack's name in a pipeline, else the construct's path. */
  readonly path: string;
  readonly stack: string;
  readonly stateAddress?: string;
  readonly stage: Stage;
  readonly binding: Binding;
  /** Of the App and of everything above it, nearest first; `at` says whose they are. */
  readonly rules: readonly (Rules & { readonly at: string })[];
}

/** One stack of a program; also those that hold no App. */
export interface PlacedStack {
  readonly id: string;
  readonly path: string;
  /** Unknown where a stack has a backend of another kind, or none yet. */
  readonly stateAddress?: string;
}

/** Everything that one run synthesizes. */
export interface Program {
  readonly apps: readonly PlacedApp[];
  readonly stacks: readonly PlacedStack[];
  /** Of stacks of ours, whether or not they hold an App. */
  readonly workspaces: readonly { readonly path: string; readonly workspace: Workspace }[];
  /** Problems that constructs found where data cannot show them: an App without a provider, say. */
  readonly misplaced: readonly Issue[];
}

/** An app that was bound, with where it is. */
export interface BoundPlace {
  readonly app: PlacedApp;
  readonly bound: NonNullable<Binding["bound"]>;
  readonly workspace: Workspace;
}
