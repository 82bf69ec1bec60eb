import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { StackProps } from "../constructs/app";
import { programOf } from "../constructs/program";
import { AccountProvider } from "../terraform/account-provider";
import { createBackend } from "../terraform/backend";
import { checkAccount } from "../workspace/check-account";
import { checkWorkspace } from "../workspace/check-workspace";
import type { Workspace } from "../workspace/workspace";
import { prepare } from "./prepare";

/**
 * A stack of the platform team in one account, with the account's provider: the only place for network policies. Its
 * state lies in the first workspace's backend.
 */
export class AccountStack extends TerraformStack {
  readonly workspaces: readonly [Workspace, ...Workspace[]];
  readonly provider: AccountProvider;

  /**
   * @param id unique in the program: the stack's folder, and the last part of its state's address
   * @param workspaces of one account
   */
  constructor(scope: Construct, id: string, workspaces: readonly [Workspace, ...Workspace[]], props: StackProps = {}) {
    super(scope, id);
    this.workspaces = workspaces;
    const program = programOf(this);
    program.addAccountStack(this);
    program.addRules(this, props);
    this.provider = new AccountProvider(this, "databricks", workspaces);
    for (const issue of checkAccount(workspaces)) program.addIssue({ ...issue, path: [id, ...issue.path] });
    // Plain JavaScript may pass anything; the checks report it before anything is written.
    const given = Array.isArray(workspaces) ? (workspaces as readonly Workspace[]) : [];
    program.addWorkspaces(this, given);
    const [first] = given;
    if (first !== undefined && checkWorkspace(first).length === 0) createBackend(this, first.backend);
  }

  override prepareStack(): void {
    prepare(this, () => {
      super.prepareStack();
    });
  }
}
