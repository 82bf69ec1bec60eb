import { type TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { type Workspace } from "../workspace/workspace";
import { DatabricksProvider } from "./databricks-provider";
import { signIn } from "./provider-attributes";

const WORKSPACE_PROVIDER = Symbol.for("databricks-apps-constructs/WorkspaceProvider");
const PROVIDERS = Symbol.for("databricks-apps-constructs/WorkspaceProviders");

/** A stack as its providers mark it: every App asks for them, and a stack may hold thousands of children. */
interface MarkedStack {
  [PROVIDERS]?: WorkspaceProvider[];
}

/**
 * The Databricks provider of one workspace.
 *
 * Always names the host and the way to sign in, so that variables of the environment it runs in cannot pick another
 * identity. Never holds a credential.
 */
export class WorkspaceProvider extends DatabricksProvider {
  readonly level = "workspace";
  readonly workspace: Workspace;

  /** @param alias needed where a stack holds several providers. @default the provider of all resources without one */
  constructor(scope: Construct, id: string, workspace: Workspace, alias?: string) {
    super(scope, id, alias);
    this.workspace = workspace;
    Object.defineProperty(this, WORKSPACE_PROVIDER, { value: true });
    const stack = this.cdktfStack;
    if (scope === stack) (stack as MarkedStack)[PROVIDERS] = [...WorkspaceProvider.in(stack), this];
  }

  /** The providers that stand directly in a stack, in the order they were made. */
  static in(stack: TerraformStack): readonly WorkspaceProvider[] {
    return (stack as MarkedStack)[PROVIDERS] ?? [];
  }

  /** Not `instanceof`: two copies of this library in one program know each other's providers. */
  static isWorkspaceProvider(x: unknown): x is WorkspaceProvider {
    return typeof x === "object" && x !== null && WORKSPACE_PROVIDER in x;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    // A workspace from plain JavaScript may lack either; the check of the program reports it, not a TypeError here.
    const { auth, host }: Partial<Workspace> = this.workspace ?? {};
    return { host, ...signIn(auth) };
  }
}
