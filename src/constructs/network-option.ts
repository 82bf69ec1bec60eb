import { Fn, Token } from "cdktf";
import type { Construct } from "constructs";
import type { Emitted } from "../assembly/documents";
import { DEFAULT_POLICY } from "../facts/network";
import type { AccountProvider } from "../terraform/account-provider";
import { DataWorkspaceNetworkOption, WorkspaceNetworkOption } from "../terraform/network-policy";
import { workspaceNumber } from "../terraform/provider-attributes";
import type { Workspace } from "../workspace/workspace";
import { addressOf } from "./network-part";

export interface OptionProps {
  readonly workspace: Workspace;
  /** The policy that it gets. */
  readonly policyId: string;
  /** Policies that may be attached before; the apply stops at any other. */
  readonly expected: readonly string[];
  readonly provider: AccountProvider | undefined;
}

/**
 * The option that gives a workspace its policy, and what it should be when it is written. One address whether it
 * attaches or detaches: to the vendor it is one setting, and destroying it does nothing.
 */
export function createOption(
  scope: Construct,
  { workspace, policyId, expected, provider }: OptionProps,
): () => Emitted {
  const workspaceId = workspaceNumber(workspace.workspaceId);
  const current = new DataWorkspaceNetworkOption(scope, `current-${workspace.name}`, {
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
  const option = new WorkspaceNetworkOption(scope, `option-${workspace.name}`, {
    workspace_id: workspaceId,
    network_policy_id: policyId,
    provider,
    lifecycle: { precondition: [{ condition, errorMessage }] },
  });
  return () => ({
    address: addressOf(option),
    config: {
      workspace_id: workspaceId,
      network_policy_id: policyId,
      lifecycle: { precondition: [{ condition, error_message: errorMessage }] },
    },
  });
}
