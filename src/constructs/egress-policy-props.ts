import { readDenialReports } from "../assembly/denial-reports";
import type { Destination } from "../definition/destination";
import { AppsError, type Issue } from "../errors";
import { type ComposedPolicy, composePolicy } from "../network/compose-policy";
import { checkReports, type Expected, watchedUntil } from "../network/check-reports";
import type { PolicyMode } from "../network/egress-policy";
import type { EgressNeeds } from "../network/needs";
import type { AccountProvider } from "../terraform/account-provider";
import type { Workspace } from "../workspace/workspace";

/** What every policy says, whatever it lets through. */
export interface PlacedEgressPolicyProps {
  readonly provider: AccountProvider;
  /** 1 to 32 letters, digits and `_ . -`. Cannot be changed: the policy of the old id would stay behind. */
  readonly policyId: string;
  readonly attachTo: readonly Workspace[];
  /** The policy attached today. @default the default policy, or this one; the apply refuses any other */
  readonly replaces?: string;
  /**
   * Workspaces that go back to the vendor's default policy. An attached policy cannot be deleted and destroying an
   * attachment detaches nothing, so removing takes two steps: move a workspace from `attachTo` to here and apply; then
   * remove it here (or the whole policy) and apply.
   * @default none
   */
  readonly detach?: readonly Workspace[];
}

/** A policy that lets through what it lists. */
export interface RestrictedEgressPolicyProps extends PlacedEgressPolicyProps {
  /** In dry run nothing is refused, and what would have been is logged. */
  readonly mode: "dryRun" | "enforced";
  /** What apps ask for; needs of other workspaces are ignored and counted. */
  readonly needs: readonly EgressNeeds[];
  /** What jobs, SQL and model serving in these workspaces have to reach: the policy governs them too. */
  readonly otherWorkloads: readonly Destination[];
  /** Hosts to refuse. @default none */
  readonly blocked?: readonly string[];
  /**
   * Required to enforce: the file of a report over every kind of workload that observed in dry run exactly this list,
   * or a part of it, or a folder with one for each workspace.
   */
  readonly denials?: string;
}

/** A policy that lets everything through: nothing is refused, nothing is logged, and so there is nothing to list. */
export interface FullAccessEgressPolicyProps extends PlacedEgressPolicyProps {
  readonly mode: "full";
  /** Only written down, so that `network.json` says who asks for what and which apps a change reaches. @default none */
  readonly needs?: readonly EgressNeeds[];
}

export type EgressPolicyProps = RestrictedEgressPolicyProps | FullAccessEgressPolicyProps;

const MODES: readonly PolicyMode[] = ["full", "dryRun", "enforced"];

/** What plain JavaScript may pass. */
type Given = Partial<Omit<RestrictedEgressPolicyProps, "mode">> & { readonly mode?: PolicyMode };

/** The policy of a construct's props. Plain JavaScript may leave out, or add, what the types do not allow. */
export function composeProps(props: EgressPolicyProps, governed: readonly Workspace[]): ComposedPolicy {
  const given: Given = props;
  const { policyId, mode, needs, otherWorkloads, blocked, denials } = given;
  const required = mode === "full" ? [] : (["needs", "otherWorkloads"] as const);
  const missing = required.filter((name) => !Array.isArray(given[name]));
  const composed = composePolicy({
    policyId: policyId ?? "",
    mode: mode ?? "dryRun",
    attachTo: governed,
    needs: Array.isArray(needs) ? (needs as readonly EgressNeeds[]) : [],
    otherWorkloads: Array.isArray(otherWorkloads) ? (otherWorkloads as readonly Destination[]) : [],
    ...(blocked === undefined ? {} : { blocked }),
  });
  const issues = missing.map((name): Issue => {
    const message = `"${name}" is missing: the policy governs every serverless workload of its workspaces`;
    return { code: "schema.missing", path: [name], message, fix: `add "${name}", an empty list if there are none` };
  });
  if (mode === undefined || !MODES.includes(mode)) {
    issues.push({
      code: "egress.mode",
      path: ["mode"],
      message: "this is not a mode of a policy",
      allowed: [...MODES],
    });
  }
  if (mode === "full" && denials !== undefined) {
    const message = "with full access nothing is denied, so there is no report to look at";
    issues.push({ code: "egress.full-access", path: ["denials"], message, fix: "leave it out" });
  }
  return { ...composed, issues: [...issues, ...composed.issues] };
}

/** The reports that a list is enforced with: only a workspace that stays attached needs one. */
export function denialsOf(
  { mode, denials }: Given,
  attachTo: readonly Workspace[],
  list: Expected["list"],
): { readonly issues: readonly Issue[]; readonly watched: NonNullable<ComposedPolicy["watched"]> } {
  if (mode !== "enforced" || attachTo.length === 0) return { issues: [], watched: [] };
  const workspaces = attachTo.map(({ name, workspaceId }) => ({ name, workspaceId }));
  try {
    const reports = denials === undefined ? [] : readDenialReports(denials);
    return { issues: checkReports(reports, { workspaces, list }), watched: watchedUntil(reports) };
  } catch (error) {
    if (!(error instanceof AppsError)) throw error;
    return { issues: error.issues.map((issue) => ({ ...issue, path: ["denials", ...issue.path] })), watched: [] };
  }
}
