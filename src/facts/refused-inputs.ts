/** An input of `databricks_app` that this library never writes. */
export interface RefusedInput {
  /** The provider's name; dotted where it is nested. Covers everything below it. */
  readonly path: string;
  readonly reason: string;
  /** The first release of the provider in which the reason is gone; absent where no release is known. */
  readonly fixedIn?: string;
  readonly source: string;
}

const PROVIDER = "https://github.com/databricks/terraform-provider-databricks";

/**
 * What of the provider's schema is left out, and why. A test keeps this complete: every input is either written by some
 * program or has a row here.
 */
export const REFUSED_INPUTS: readonly RefusedInput[] = [
  {
    path: "git_source",
    reason:
      "The API never returns it, so up to 1.128.0 setting it ends in an inconsistent result; 1.126.0 does not know it. " +
      "The fix was merged on 2026-08-28; that 1.130.0 has it is inferred from the dates.",
    fixedIn: "1.130.0",
    source: `${PROVIDER}/pull/5977`,
  },
  {
    path: "source_code_path",
    reason:
      "The API never returns it, so up to 1.128.0 setting it ends in an inconsistent result; 1.126.0 does not know it. " +
      "The fix was merged on 2026-08-28; that 1.130.0 has it is inferred from the dates.",
    fixedIn: "1.130.0",
    source: `${PROVIDER}/pull/5977`,
  },
  {
    path: "forward_user_access_token",
    reason:
      "The platform reports true whatever is asked, so writing false ends in an inconsistent result and true changes " +
      "nothing; 1.126.0 does not know it.",
    source: "https://github.com/databricks/cli/blob/main/libs/testserver/apps.go",
  },
  {
    path: "git_repository.auto_deploy",
    reason: "Deploys on a push to the branch in git_source, which is refused above; 1.126.0 does not know it.",
    fixedIn: "1.130.0",
    source: `${PROVIDER}/pull/5974`,
  },
  {
    path: "git_repository.caller_credential_id",
    reason:
      "Names a credential of whoever runs Terraform, is read at creation only and never returned, so it differs by " +
      "person and cannot be compared between stages; 1.126.0 does not know it.",
    source: `${PROVIDER}/pull/5974`,
  },
  {
    path: "provider_config.workspace_id",
    reason:
      "Sends one resource of an account's provider to a workspace. Here every workspace has a provider of its own, and " +
      "changing it would replace the app.",
    source: `${PROVIDER}/blob/main/internal/providers/pluginfw/products/app/resource_app.go`,
  },
];
