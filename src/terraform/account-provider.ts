import { type Construct } from "constructs";
import { ACCOUNT_HOSTS, GOVERNMENT_ACCOUNT_HOSTS } from "../facts/account-hosts";
import { type Workspace } from "../workspace/workspace";
import { DatabricksProvider } from "./databricks-provider";
import { signIn } from "./provider-attributes";

const ACCOUNT_PROVIDER = Symbol.for("databricks-apps-constructs/AccountProvider");

/**
 * The Databricks provider of one account: what networks, policies and other things above workspaces are made with.
 *
 * The host follows from the cloud, the account and the way to sign in from the first workspace. All three are always
 * written, so that variables of the environment it runs in cannot pick another identity. Never holds a credential.
 */
export class AccountProvider extends DatabricksProvider {
  readonly level = "account";
  readonly accountId: string;
  readonly workspaces: readonly [Workspace, ...Workspace[]];

  /**
   * @param workspaces of one account, the first of which says how to sign in
   * @param alias needed where a stack holds several providers. @default the provider of all resources without one
   */
  constructor(scope: Construct, id: string, workspaces: readonly [Workspace, ...Workspace[]], alias?: string) {
    super(scope, id, alias);
    this.workspaces = workspaces;
    // Plain JavaScript may pass anything; the check of the program reports it, not a TypeError here.
    this.accountId = firstOf(workspaces)?.accountId ?? "";
    Object.defineProperty(this, ACCOUNT_PROVIDER, { value: true });
  }

  /** Not `instanceof`: two copies of this library in one program know each other's providers. */
  static isAccountProvider(x: unknown): x is AccountProvider {
    return typeof x === "object" && x !== null && ACCOUNT_PROVIDER in x;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const first = firstOf(this.workspaces);
    return { host: accountHost(first), account_id: this.accountId, ...signIn(first?.auth) };
  }
}

function firstOf(workspaces: readonly Workspace[] | undefined): Partial<Workspace> | undefined {
  return Array.isArray(workspaces) ? (workspaces as readonly Workspace[])[0] : undefined;
}

function accountHost({ cloud, host }: Partial<Workspace> = {}): string | undefined {
  const government = GOVERNMENT_ACCOUNT_HOSTS.value.find(({ suffix }) => host?.endsWith(suffix) === true);
  return government?.host ?? (cloud === undefined ? undefined : ACCOUNT_HOSTS.value[cloud]);
}
