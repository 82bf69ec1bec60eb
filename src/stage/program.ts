import type { Issue } from "../errors";
import type { SourceNeeds } from "../network/needs";
import type { Workspace } from "../workspace/workspace";
import type { Binding } from "./bind";
import type { Rules } from "./check";
import type { Stage } from "./stage";

/** An issue that was found where its subject is known, in a layer of its own. */
export interface PlacedIssue {
  /** With a path from the App inwards. */
  readonly issue: Issue;
  readonly level: "error" | "warning";
  /** May somebody say why it stands? */
  readonly acknowledgeable: boolean;
}

/** One App of a program: where it stands, and what its stage turned into. */
export interface PlacedApp {
  /** The first part of its issues' paths: the stack's name in a pipeline, else the construct's path. */
  readonly path: string;
  readonly stack: string;
  readonly stateAddress?: string;
  readonly stage: Stage;
  readonly binding: Binding;
  /** What its folder says of its build; absent where its source is deployed by other means. */
  readonly source?: SourceNeeds;
  /** What reading its folder found. @default nothing */
  readonly found?: readonly PlacedIssue[];
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

/** A part of the platform's network, with what is wrong with it; it is checked where it is known, in its own layer. */
export interface PlacedNetwork {
  /** The first part of its issues' paths: the construct's path. */
  readonly path: string;
  readonly rules: PlacedApp["rules"];
  /** Nobody can acknowledge one: the vendor would refuse it, or workloads would be cut off. */
  readonly errors: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/** Everything that one run synthesizes. */
export interface Program {
  readonly apps: readonly PlacedApp[];
  readonly stacks: readonly PlacedStack[];
  /** Of stacks of ours, whether or not they hold an App. */
  readonly workspaces: readonly { readonly path: string; readonly workspace: Workspace }[];
  /** @default none */
  readonly network?: readonly PlacedNetwork[];
  /** Problems that constructs found where data cannot show them: an App without a provider, say. */
  readonly misplaced: readonly Issue[];
}

/** An app that was bound, with where it is. */
export interface BoundPlace {
  readonly app: PlacedApp;
  readonly bound: NonNullable<Binding["bound"]>;
  readonly workspace: Workspace;
}
