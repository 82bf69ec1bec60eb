import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { StackProps } from "../constructs/app";
import { programOf } from "../constructs/program";
import { createBackend } from "../terraform/backend";
import { WorkspaceProvider } from "../terraform/workspace-provider";
import { checkWorkspace } from "../workspace/check-workspace";
import type { Workspace } from "../workspace/workspace";
import { prepare } from "./prepare";

/**
 * A stack in one workspace: its state lies in the workspace's backend, and it holds the workspace's provider. Put Apps
 * into it, and whatever else belongs beside them.
 */
export class WorkspaceStack extends TerraformStack {
  readonly workspace: Workspace;
  readonly provider: WorkspaceProvider;

  /** @param id unique in the program: the stack's folder, and the last part of its state's address */
  constructor(scope: Construct, id: string, workspace: Workspace, props: StackProps = {}) {
    super(scope, id);
    this.workspace = workspace;
    const program = programOf(this);
    program.addStack(this, workspace);
    program.addRules(this, props);
    this.provider = new WorkspaceProvider(this, "databricks", workspace);
    // A workspace with problems has no backend to make; the check reports them before anything is written.
    if (checkWorkspace(workspace).length === 0) createBackend(this, workspace.backend);
  }

  override prepareStack(): void {
    prepare(this, () => {
      super.prepareStack();
    });
  }
}
