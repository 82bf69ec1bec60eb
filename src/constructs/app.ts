import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { Emitted } from "../assembly/documents";
import type { AppDefinition } from "../definition/app-definition";
import type { Resources } from "../definition/app-resource";
import type { Issue } from "../errors";
import { type Binding, tryBind } from "../stage/bind";
import type { BoundApp } from "../stage/bound-app";
import type { Rules } from "../stage/check";
import { effectiveAccess } from "../stage/effective-access";
import type { Stage, StageInput } from "../stage/stage";
import { accessControl, appConfig, appLifecycle } from "../terraform/app-config";
import { DatabricksApp } from "../terraform/databricks-app";
import { DatabricksPermissions } from "../terraform/databricks-permissions";
import { holdsToken } from "../terraform/render-bound";
import { WorkspaceProvider } from "../terraform/workspace-provider";
import type { Workspace } from "../workspace/workspace";
import { programOf } from "./program";

/** Checks and acknowledgements for the Apps at or below a construct. */
export type StackProps = Rules;

/**
 * A stage, or its parts. A stage whose workspace is not the provider's is an error. `checks` and `acknowledge` are for
 * an App in a plain stack.
 */
export type AppProps<R extends Resources, A extends string, V extends string> = (
  Stage<R, A, V> | (StageInput<R, A, V> & { readonly definition: AppDefinition<R, A, V> })
) & {
  /** @default the only WorkspaceProvider that stands directly in the stack */
  readonly provider?: WorkspaceProvider;
} & StackProps;

/** What every App takes, as far as its constructor looks at it. */
interface LooseProps extends Partial<Stage>, StackProps {
  readonly definition: AppDefinition;
  readonly provider?: WorkspaceProvider;
}

/**
 * One app in one workspace: a `databricks_app`, and one authoritative `databricks_permissions` for everybody with a
 * role. Takes the same props as a stage and is bound by the same rules as a pipeline's apps.
 *
 * The app is created stopped, and Terraform neither starts it nor deploys code or variables. In a protected workspace
 * Terraform refuses to destroy it.
 *
 * @see https://docs.databricks.com/aws/en/dev-tools/databricks-apps/
 */
export class App<
  R extends Resources = Resources,
  A extends string = string,
  V extends string = string,
> extends Construct {
  private readonly resource: DatabricksApp;

  constructor(scope: Construct, id: string, props: AppProps<R, A, V>) {
    super(scope, id);
    const { provider: given, checks, acknowledge, ...own } = props as LooseProps;
    const program = programOf(this);
    const { provider, issue } = this.findProvider(given, own.workspace);
    const workspace = own.workspace ?? provider?.workspace;
    if (issue !== undefined) program.addIssue(issue);
    else if (workspace === undefined) program.addIssue(this.withoutWorkspace());
    // Without a workspace the missing provider is the problem to report, not everything that follows from it.
    const stage = { bindings: {}, access: {}, env: {}, ...own, workspace } as Stage;
    const binding: Binding = workspace === undefined ? { issues: [] } : tryBind(stage);
    if (binding.bound !== undefined) provider?.requireAtLeast(binding.bound.providerFloor);

    const { bound } = binding;
    const { lifecycle, expected } = appLifecycle(workspace?.protected === true);
    const config = () => (bound === undefined ? placeholderConfig(stage) : appConfig(bound));
    // Arguments are made when a document is; but tokens are cdktf's to resolve, which takes them as they are given.
    const isFinal = bound === undefined || !holdsToken(bound);
    const meta = { lifecycle, provider };
    this.resource = isFinal
      ? new DatabricksApp(this, "Default", meta, config)
      : new DatabricksApp(this, "Default", { ...config(), ...meta });
    const permissions = bound && this.createPermissions(bound, provider, isFinal);
    const emitted = (): Emitted[] => [
      { address: addressOf(this.resource), config: { ...config(), ...expected } },
      ...(permissions === undefined ? [] : [permissions()]),
    ];
    program.addRules(this, { checks, acknowledge });
    program.addApp({ construct: this, stage, binding, emitted });
  }

  /** The app's name, as a reference: using it makes the user depend on the app. */
  get name(): string {
    return this.resource.name;
  }

  /** Where the app is opened; fixed when it is created. */
  get url(): string {
    return this.resource.url;
  }

  /** The application id (a UUID) of the app's service principal: what grants and permissions name. */
  get servicePrincipalClientId(): string {
    return this.resource.servicePrincipalClientId;
  }

  /** The numeric id of the app's service principal in the workspace. */
  get servicePrincipalId(): number {
    return this.resource.servicePrincipalId;
  }

  private createPermissions(
    bound: BoundApp,
    provider: WorkspaceProvider | undefined,
    isFinal: boolean,
  ): (() => Emitted) | undefined {
    // The provider refuses an empty list; without a role only the app's creator and the admins have access.
    if (bound.access.every(({ principals }) => principals.length === 0)) return undefined;
    // The text that a reference would resolve to: it stands in the same stack.
    const app_name = `\${${addressOf(this.resource)}.name}`;
    const config = () => ({ access_control: accessControl(effectiveAccess(bound.access)), app_name });
    const permissions = isFinal
      ? new DatabricksPermissions(this, "permissions", { provider }, config)
      : new DatabricksPermissions(this, "permissions", { ...config(), provider });
    return () => ({ address: addressOf(permissions), config: config() });
  }

  private withoutWorkspace(): Issue {
    const message = "neither the stage nor the provider has a workspace";
    return { code: "schema.missing", path: [this.node.path, "workspace"], message, fix: "make it by defineStage" };
  }

  private findProvider(
    given: WorkspaceProvider | undefined,
    workspace: Workspace | undefined,
  ): { readonly provider?: WorkspaceProvider; readonly issue?: Issue } {
    const path = [this.node.path, "provider"];
    if (given !== undefined && !WorkspaceProvider.isWorkspaceProvider(given)) {
      const message = "this provider does not know its workspace";
      return { issue: { code: "provider.other-kind", path, message, fix: "pass a WorkspaceProvider" } };
    }
    const candidates = WorkspaceProvider.in(TerraformStack.of(this));
    const provider = given ?? (candidates.length === 1 ? candidates[0] : undefined);
    if (provider === undefined) {
      const found = candidates.map(({ node }) => node.path).join(", ");
      return candidates.length === 0
        ? {
            issue: {
              code: "provider.none",
              path,
              message: "the stack has no WorkspaceProvider, so it is not known in which workspace the app belongs",
              fix: "use a WorkspaceStack, or add new WorkspaceProvider(stack, ...) before the App",
            },
          }
        : {
            issue: {
              code: "provider.several",
              path,
              message: `the stack has several WorkspaceProviders: ${found}`,
              fix: "pass the right one as provider",
            },
          };
    }
    if (workspace !== undefined && workspace !== provider.workspace && !sameWorkspace(workspace, provider.workspace)) {
      const message = `the stage belongs in workspace ${workspace.name}, the provider is of ${provider.workspace.name}`;
      const fix = "pass the provider of the stage's workspace, or another stage";
      return { provider, issue: { code: "provider.other-workspace", path, message, fix } };
    }
    return { provider };
  }
}

/** Not `fqn`, which is a token: its text depends on the order of creation. */
function addressOf({ terraformResourceType, friendlyUniqueId }: DatabricksApp | DatabricksPermissions): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

function sameWorkspace(a: Workspace, b: Workspace): boolean {
  return a.workspaceId === b.workspaceId && a.host === b.host;
}

/** Keeps references to an app that could not be bound usable, until the check stops the synthesis. */
function placeholderConfig(stage: Partial<Stage>): { readonly name: string } {
  return { name: stage.physicalName ?? stage.definition?.name ?? "unbound" };
}
