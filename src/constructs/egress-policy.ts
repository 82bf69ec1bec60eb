import { Construct } from "constructs";
import type { Emitted } from "../assembly/documents";
import type { Issue } from "../errors";
import { DEFAULT_POLICY } from "../facts/network";
import type { ComposedPolicy } from "../network/compose-policy";
import { contractOf } from "../network/contract";
import { AccountProvider } from "../terraform/account-provider";
import { AccountNetworkPolicy } from "../terraform/network-policy";
import { networkPolicyConfig } from "../terraform/network-policy-config";
import type { EgressContract, Workspace } from "../workspace/workspace";
import { composeProps, denialsOf, type EgressPolicyProps } from "./egress-policy-props";
import { createOption } from "./network-option";
import { addressOf, firstOfEachName, providerIssues, workspacesOf } from "./network-part";
import { programOf } from "./program";

/**
 * The egress policy of some workspaces: full access, or a restricted list of destinations, merged from what apps and
 * other workloads need; attached by one workspace network option each.
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
    const composed = composeProps(props, governed);
    const denials = denialsOf(props, attached.workspaces, composed);
    this.contract = contractOf(composed);

    const guarded = attached.workspaces.length > 0;
    this.policy = this.createPolicy(composed, accountId, guarded, provider);
    const expected = [DEFAULT_POLICY.value, policyId, ...(replaces === undefined ? [] : [replaces])];
    for (const workspace of named.first) {
      const attach = attached.workspaces.includes(workspace);
      const policyId = attach ? this.policy.networkPolicyId : DEFAULT_POLICY.value;
      this.emitted.push(createOption(this, { workspace, policyId, expected, provider }));
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
        ...denials.issues,
      ],
      attachment: {
        accountId,
        policyId,
        attachTo: attached.workspaces,
        detach: detached.workspaces,
        ...(replaces === undefined ? {} : { replaces }),
      },
      policy: {
        ...composed,
        workspaces: composed.workspaces.filter(isOneOf(attached.workspaces)),
        watched: denials.watched,
        detached: composed.workspaces.filter(isOneOf(detached.workspaces)),
      },
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
}

/** The composer sees one list of workspaces: those to detach follow those that are attached. */
function pointToDetach(issue: Issue, attached: number): Issue {
  const [prop, index, ...rest] = issue.path;
  if (prop !== "attachTo" || typeof index !== "number" || index < attached) return issue;
  return { ...issue, path: ["detach", index - attached, ...rest] };
}

function isOneOf(workspaces: readonly Workspace[]): (place: { readonly workspaceId: string }) => boolean {
  return ({ workspaceId }) => workspaces.some((workspace) => workspace.workspaceId === workspaceId);
}
