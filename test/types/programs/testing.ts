import { App as CdktfApp, TerraformStack } from "cdktf";
import { WorkspaceStack, defineWorkspace, type Workspace } from "databricks-apps-constructs";
import { type Synthesized, synthesize } from "databricks-apps-constructs/testing";
declare const ws: Workspace;
export const emptied: Synthesized = synthesize((app) => { new WorkspaceStack(app, "a", defineWorkspace(ws)); });
export const filled = Object.keys(synthesize(new CdktfApp()).stacks);
export const name: unknown = emptied.stacks["a"]?.resource?.databricks_app?.orders?.name;
export const plain = (app: CdktfApp) => new TerraformStack(app, "plain");
