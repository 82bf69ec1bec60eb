import type { Destination } from "../definition/destination";
import type { Phase } from "../facts/required-hosts";
import type { Cause } from "./needs";

/**
 * `full`: everything is let through. `dryRun`: what is not listed is let through and logged. `enforced`: what is not
 * listed is refused.
 */
export type PolicyMode = "full" | "dryRun" | "enforced";

/** For people. */
export const MODE_TEXT: Readonly<Record<PolicyMode, string>> = {
  full: "full access",
  dryRun: "dry run",
  enforced: "enforced",
};

/** Why a policy lists a destination: one asker and its reason. */
export interface PolicyCause extends Cause {
  /** The workspace in which the app asks; absent for what the platform lists itself. */
  readonly workspace?: string;
  readonly phase: Phase;
  readonly because: string;
}

/** One line of a policy. */
export interface PolicyEntry {
  /** Its `because` joins those of all causes. */
  readonly destination: Destination;
  readonly phases: readonly Phase[];
  readonly causes: readonly PolicyCause[];
}

/** A workspace that a policy is attached to. */
export interface PolicyWorkspace {
  readonly name: string;
  readonly workspaceId: string;
  readonly cloud: "aws" | "azure" | "gcp";
}

/** Needs that were given but are of a workspace which the policy does not govern. */
export interface IgnoredNeeds {
  readonly workspace: string;
  readonly workspaceId?: string;
  readonly apps: readonly string[];
  readonly destinations: number;
}

/** Everything that a policy lets through, and who asked. Sorted throughout: any order of asking is one policy. */
export interface EgressList {
  readonly policyId: string;
  readonly mode: PolicyMode;
  readonly workspaces: readonly PolicyWorkspace[];
  /** Workspaces that go back to the vendor's default policy. @default none */
  readonly detached?: readonly PolicyWorkspace[];
  /** With full access: what apps ask for; the policy itself lists nothing. */
  readonly entries: readonly PolicyEntry[];
  /** Hosts that are refused even where an entry would let them through. */
  readonly blocked: readonly string[];
  readonly ignored: readonly IgnoredNeeds[];
  /** Apps whose needs are in it: a change of the policy reaches them when they restart. */
  readonly apps: readonly { readonly app: string; readonly workspace: string }[];
  /** Until when the workspaces were watched, by the reports that it is enforced with. @default it is not enforced */
  readonly watched?: readonly { readonly workspace: string; readonly until: string }[];
  /** Of what is let through and blocked; neither of the mode nor of who asked. */
  readonly digest: string;
}
