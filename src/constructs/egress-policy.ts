import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { readDenialReports } from "../assembly/denial-reports";
import type { Emitted } from "../assembly/write-assembly";
import type { Destination } from "../definition/destination";
import { AppsError, type Issue } from "../errors";
import { DEFAULT_POLICY } from "../facts/network";
import { type ComposedPolicy, composePolicy } from "../network/compose-policy";
import { contractOf } from "../network/contract";
import { checkReports } from "../network/denial-report";
import type { EgressNeeds } from "../network/needs";
import { AccountProvider } from "../terraform/account-provider";
import { AccountNetworkPolicy, DataWorkspaceNetworkOption, WorkspaceNetworkOption } from "../terraform/network-policy";
import { networkPolicyConfig } from "../terraform/network-policy-config";
import { workspaceNumber } from "../terraform/provider-attributes";
import type { EgressContract, Workspace } from "../workspace/workspace";
import { addressOf, firstOfEachName, providerIssues, workspacesOf } from "./network-part";
import { programOf } from "./program";

export interface EgressPolicyProps {
  readonly provider: AccountProvider;
  /** 1 to 32 letters, digits and `_ . -`. Cannot be changed: the policy of the old id would stay behind. */
  readonly policyId: string;
  /** In dry run nothing is refused, and what would have been is logged. */
  readonly mode: "dryRun" | "enforced";
  readonly attachTo: readonly Workspace[];
  /** What apps ask for; needs of other workspaces are ignored and counted. */
  readonly needs: readonly EgressNeeds[];
  /** What jobs, SQL and model serving in these workspaces have to reach: the policy governs them too. */
  readonly otherWorkloads: readonly Destination[];
  /** Hosts to refuse. @default none */
  readonly blocked?: readonly string[];
  /**
   * Required to enforce: the file of a report over every kind of workload that observed exactly this list in dry run,
   * or a folder with one for each workspace.
   */
  readonly denials?: string;
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

/**
 * The egress policy of some workspaces: a restricted list of destinations, merged from what apps and other workloads
 * need, attached by one workspace network option each.
 *
 * It governs every serverless workload of the workspaces, so it can only stand in an AccountStack. Terraform refuses to
 * destroy it until every workspace is detached, and to attach it where a policy is attached that nobody named.
 *
 * @see https://docs.databricks.com/aws/en/security/network/serverless-network-security/manage-network-policies
 */
export class EgressPolicy extends Construct {
  /** What the platform publishes: apps are checked against it. */
  readonly contract: EgressContract;
  private readonly policy: AccountNetworkPolicy;
  private readonly emitted: (() => Emitted)[] = [];

  constructor(scope: Construct, id: string, props: EgressPolicyProps) {
    super(scope, id);
    const { policyId, replaces } = props;
    const provider = AccountProvider.isAccountProvider(props.provider) ? props.provider : undefined;
    const accountId = provider?.accountId ?? "";
    const attached = workspacesOf(props.attachTo, "attachTo");
    const detached = workspacesOf(props.detach ?? [], "detach");
    // A workspace is governed until it is detached: the list must not shrink before.
    const governed = [...attached.workspaces, ...detached.workspaces];
    const named = firstOfEachName(governed);
    const composed = compose(props, governed);
    this.contract = contractOf(composed);

    const guarded = attached.workspaces.length > 0;
    this.policy = this.createPolicy(composed, accountId, guarded, provider);
    const expected = [DEFAULT_POLICY.value, policyId, ...(replaces === undefined ? [] : [replaces])];
    for (const workspace of named.first) {
      const attach = attached.workspaces.includes(workspace);
      this.createOption(workspace, attach ? this.policy.networkPolicyId : DEFAULT_POLICY.value, expected, provider);
    }

    const program = programOf(this);
    program.network.addPolicy({
      construct: this,
      issues: [
        ...providerIssues(this, props.provider),
        ...attached.issues,
        ...detached.issues,
        ...named.issues,
        ...composed.issues.map((issue) => pointToDetach(issue, attached.workspaces.length)),
        ...denialIssues(props, attached.workspaces, composed.digest),
      ],
      attachment: {
        accountId,
        policyId,
        attachTo: attached.workspaces,
        detach: detached.workspaces,
        ...(replaces === undefined ? {} : { replaces }),
      },
      policy: { ...composed, workspaces: composed.workspaces.filter(isOneOf(attached.workspaces)) },
      emitted: () => this.emitted.map((emitted) => emitted()),
    });
    program.addWorkspaces(this, governed);
  }

  private createPolicy(
    composed: ComposedPolicy,
    accountId: string,
    guarded: boolean,
    provider: AccountProvider | undefined,
  ): AccountNetworkPolicy {
    const config = networkPolicyConfig(composed, accountId);
    const lifecycle = guarded ? { lifecycle: { preventDestroy: true } } : {};
    const policy = new AccountNetworkPolicy(this, "Default", { ...config, provider, ...lifecycle });
    const expected = guarded ? { lifecycle: { prevent_destroy: true } } : {};
    this.emitted.push(() => ({ address: addressOf(policy), config: { ...config, ...expected } }));
    return policy;
  }

  /** One address whether it attaches or detaches: to the vendor it is one setting, and destroying it does nothing. */
  private createOption(
    workspace: Workspace,
    policyId: string,
    expected: readonly string[],
    provider: AccountProvider | undefined,
  ): void {
    const workspaceId = workspaceNumber(workspace.workspaceId);
    const current = new DataWorkspaceNetworkOption(this, `current-${workspace.name}`, {
      workspace_id: workspaceId,
      provider,
    });
    const attachedNow: unknown = Fn.coalesce([
      current.interpolationForAttribute("network_policy_id"),
      DEFAULT_POLICY.value,
    ]);
    const condition = Token.asString(Fn.contains([...expected], attachedNow));
    const errorMessage =
      `workspace ${workspace.name} has a policy that this program does not know. If it may be replaced, name it in ` +
      "replaces; known are: " +
      expected.join(", ");
    const option = new WorkspaceNetworkOption(this, `option-${workspace.name}`, {
      workspace_id: workspaceId,
      network_policy_id: policyId,
      provider,
      lifecycle: { precondition: [{ condition, errorMessage }] },
    });
    this.emitted.push(() => ({
      address: addressOf(option),
      config: {
        workspace_id: workspaceId,
        network_policy_id: policyId,
        lifecycle: { precondition: [{ condition, error_message: errorMessage }] },
      },
    }));
  }
}

/** Plain JavaScript may leave out what the types require. */
function compose(props: EgressPolicyProps, governed: readonly Workspace[]): ComposedPolicy {
  const { policyId, mode, needs, otherWorkloads, blocked } = props as Partial<EgressPolicyProps>;
  const missing = (["needs", "otherWorkloads"] as const).filter((name) => !Array.isArray(props[name]));
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
  const modes = ["dryRun", "enforced"];
  if (mode === undefined || !modes.includes(mode)) {
    issues.push({ code: "egress.mode", path: ["mode"], message: "a policy is in one of two modes", allowed: modes });
  }
  return { ...composed, issues: [...issues, ...composed.issues] };
}

/** The composer sees one list of workspaces: those to detach follow those that are attached. */
function pointToDetach(issue: Issue, attached: number): Issue {
  const [prop, index, ...rest] = issue.path;
  if (prop !== "attachTo" || typeof index !== "number" || index < attached) return issue;
  return { ...issue, path: ["detach", index - attached, ...rest] };
}

function denialIssues(
  { mode, denials }: EgressPolicyProps,
  attachTo: readonly Workspace[],
  policyDigest: string,
): readonly Issue[] {
  if (mode !== "enforced" || attachTo.length === 0) return [];
  const workspaces = attachTo.map(({ name, workspaceId }) => ({ name, workspaceId }));
  try {
    return checkReports(denials === undefined ? [] : readDenialReports(denials), { workspaces, policyDigest });
  } catch (error) {
    if (error instanceof AppsError)
      return error.issues.map((issue) => ({ ...issue, path: ["denials", ...issue.path] }));
    throw error;
  }
}

function isOneOf(workspaces: readonly Workspace[]): (place: { readonly workspaceId: string }) => boolean {
  return ({ workspaceId }) => workspaces.some((workspace) => workspace.workspaceId === workspaceId);
}
