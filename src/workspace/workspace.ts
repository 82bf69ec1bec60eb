import type { Destination } from "../definition/destination";

/**
 * Where Terraform keeps a stack's state. The state's address is `prefix` (or `folder`) plus the stack's name, so that
 * stacks never share one; two stacks of a program with one address are refused.
 */
export type Backend =
  | {
      readonly kind: "local";
      /**
       * Relative to the stack's folder in the assembly; must start with `../../../`, outside the assembly, or deleting
       * the assembly deletes the state.
       */
      readonly folder: string;
    }
  | { readonly kind: "s3"; readonly bucket: string; readonly region: string; readonly prefix?: string }
  | {
      readonly kind: "azurerm";
      readonly resourceGroup: string;
      readonly storageAccount: string;
      readonly container: string;
      readonly prefix?: string;
    }
  | { readonly kind: "gcs"; readonly bucket: string; readonly prefix?: string };

/** Names the method by which Terraform's provider signs in, never a credential. Written into every provider block. */
export type WorkspaceAuth =
  | { readonly type: "github-oidc" | "azure-devops-oidc" | "oauth-m2m" | "azure-cli"; readonly clientId?: string }
  | {
      readonly type: "profile";
      readonly profile: string;
      readonly authType: "pat" | "databricks-cli" | "oauth-m2m";
    };

/** What the platform's network stack published: which destinations the workspace's egress policy lets through. */
export interface EgressContract {
  readonly policyId: string;
  /** `full` lets everything through, whatever the destinations. */
  readonly mode: "full" | "dryRun" | "enforced";
  readonly destinations: readonly Destination[];
}

/** Platform limits of one workspace, where they differ from the vendor's published ones (see `src/facts/limits.ts`). */
export interface WorkspaceLimits {
  /** Apps in the workspace. @default the vendor's limit for the cloud */
  readonly apps?: number;
  /** Horizontally scaled apps in the workspace. @default 5 */
  readonly scaledApps?: number;
  /** Instances of one horizontally scaled app. @default 5 */
  readonly instancesPerApp?: number;
}

/** Previews and options that an admin has enabled in the workspace. */
export type WorkspaceFeature = "horizontalScaling" | "userAuthorization" | "lakebaseAutoscaling";

/**
 * Where things run: one Databricks workspace, described once by the platform team and shared by every app.
 *
 * Plain data: no tokens, no credentials. Checked when an app is bound to it.
 */
export interface Workspace {
  /** Short name, such as `prod`: the default name of stages in it. 1-40 lowercase letters, digits and hyphens. */
  readonly name: string;
  /** `https://` and the workspace's own host name, without a path. Legacy regional URLs do not support apps. */
  readonly host: string;
  /** The numeric workspace id, as a string. */
  readonly workspaceId: string;
  /** The account's UUID. */
  readonly accountId: string;
  readonly cloud: "aws" | "azure" | "gcp";
  /** The cloud's name of the region, such as `eu-west-1` or `westeurope`. */
  readonly region: string;
  /** Apps need PREMIUM or above. */
  readonly tier: "STANDARD" | "PREMIUM" | "ENTERPRISE";
  readonly auth: WorkspaceAuth;
  readonly backend: Backend;
  /**
   * Apps here get `prevent_destroy`, and wide audiences need an acknowledgement.
   * @default false
   */
  readonly protected?: boolean;
  /** @default the vendor's published limits */
  readonly limits?: WorkspaceLimits;
  /** @default none */
  readonly features?: readonly WorkspaceFeature[];
  /** The egress contract of the workspace's network stack. @default unknown, nothing is checked */
  readonly egress?: EgressContract;
}
