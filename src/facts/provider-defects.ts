/** Something the provider, or what it talks to, does wrong, and what this library does about it. */
export interface ProviderDefect {
  readonly id: string;
  /** Where it is reported or, where nobody reported it, can be read. */
  readonly issue: string;
  /** Resources and arguments. */
  readonly affects: string;
  readonly defect: string;
  /** The first release without it; absent where no release is known. */
  readonly fixedIn?: string;
  readonly weDo: string;
}

const PROVIDER = "https://github.com/databricks/terraform-provider-databricks";
const CLI = "https://github.com/databricks/cli";
const APP = `${PROVIDER}/blob/main/internal/providers/pluginfw/products/app/resource_app.go`;
const PERMISSIONS = `${PROVIDER}/blob/main/permissions/resource_permissions.go`;

/**
 * Every defect that this library works around. A test shows each workaround at work, and fails when a release at or
 * below the floor has fixed one: then it goes.
 */
export const PROVIDER_DEFECTS: readonly ProviderDefect[] = [
  {
    id: "empty-list",
    issue: `${PROVIDER}/issues/5204`,
    affects: "databricks_app: resources, telemetry_export_destinations",
    defect: "An empty list is read back as none: inconsistent result after apply.",
    weDo: "A list without entries is left out.",
  },
  {
    id: "empty-description",
    issue: `${PROVIDER}/blob/main/internal/providers/pluginfw/converters/go_to_tf.go`,
    affects: "databricks_app: description",
    defect: "An empty text is consistent only where the server returns it as one; it may return none.",
    weDo: "bind() refuses an empty description; an app without one leaves it out.",
  },
  {
    id: "resize",
    issue: `${PROVIDER}/issues/5944`,
    affects: "databricks_app: compute_size, compute_min_instances, compute_max_instances",
    defect: "An update sends them to an API that refuses them, even where only the description changed.",
    fixedIn: "1.143.0",
    weDo: "Unset ones are left out; a stack with a chosen one asks for the first release that can change it.",
  },
  {
    id: "omitted-is-reset",
    issue: `${PROVIDER}/releases/tag/v1.143.0`,
    affects: "databricks_app: compute_size, compute_min_instances, compute_max_instances",
    defect: "From 1.143.0 an update resets what is left out: the size to MEDIUM, the scaling to none.",
    weDo: "A chosen size and scaling are always written, the platform's own default included.",
  },
  {
    id: "instances-apart",
    issue: APP,
    affects: "databricks_app: compute_min_instances, compute_max_instances",
    defect: "One without the other passes the plan, and the API refuses it.",
    weDo: "Both are written, with one number: the platform does not scale by load.",
  },
  {
    id: "no-compute-not-read",
    issue: APP,
    affects: "databricks_app: no_compute",
    defect: "It is never read back, so an imported app plans an update that does nothing, for ever.",
    weDo: "Every app ignores its changes.",
  },
  {
    id: "failed-start-taints",
    issue: APP,
    affects: "databricks_app",
    defect:
      "Creating waits for the start, without a time limit; a failed start taints the app, which is then replaced.",
    weDo: "Every app is created stopped.",
  },
  {
    id: "deleting-name-lock",
    issue: `${PROVIDER}/pull/5263`,
    affects: "databricks_app: name",
    defect: "Deleting does not wait; for 20 minutes the name is taken, and a replacement under it fails.",
    weDo: "Nothing we write asks for a replacement first; in a protected workspace Terraform may not destroy the app.",
  },
  {
    id: "unstable-id",
    issue: APP,
    affects: "databricks_app: id",
    defect: "Every update plans it as unknown, and with it everything that reads it.",
    weDo: "It is no output of App; permissions read the name.",
  },
  {
    id: "enum-panic",
    issue: `${PROVIDER}/blob/main/internal/providers/pluginfw/converters/tf_to_go.go`,
    affects: "databricks_app: compute_size, resources[].*.permission",
    defect: "A value that its SDK does not know passes the plan and crashes the provider during the apply.",
    weDo: "bind() refuses sizes and permissions that are not the vendor's.",
  },
  {
    id: "git-provider-case",
    issue: `${PROVIDER}/blob/main/internal/providers/pluginfw/converters/go_to_tf.go`,
    affects: "databricks_app: git_repository.provider",
    defect: "The API takes any case and may return its own: inconsistent result after apply.",
    weDo: "Only the vendor's spelling is accepted.",
  },
  {
    id: "git-source-not-read",
    issue: `${PROVIDER}/pull/5977`,
    affects: "databricks_app: git_source, source_code_path",
    defect: "The API never returns them: inconsistent result after apply, or a difference in every plan.",
    fixedIn: "1.130.0",
    weDo: "They are never written; what runs is a matter of deployments.",
  },
  {
    id: "forward-user-access-token",
    issue: `${CLI}/blob/main/libs/testserver/apps.go`,
    affects: "databricks_app: forward_user_access_token",
    defect: "The platform reports true whatever is asked: false is an inconsistent result after apply.",
    weDo: "It is never written.",
  },
  {
    id: "budget-policy-injected",
    issue: `${PROVIDER}/issues/5198`,
    affects: "databricks_app: budget_policy_id",
    defect: "Where the workspace assigns a policy, an app without one is an inconsistent result after apply.",
    weDo: "A stage can name the policy; it is then written.",
  },
  {
    id: "space-inheritance",
    issue: `${PROVIDER}/pull/5468`,
    affects: "databricks_app: space",
    defect: "What an app inherits from its space is read back as if it were its own: inconsistent result after apply.",
    weDo: "The space is written only where a stage names one.",
  },
  {
    id: "admins-group",
    issue: PERMISSIONS,
    affects: "databricks_permissions: access_control.group_name",
    defect: "The group admins passes the plan; the apply ends with `not possible to modify admin permissions`.",
    weDo: "bind() refuses the group.",
  },
  {
    id: "empty-access-control",
    issue: `${CLI}/issues/3707`,
    affects: "databricks_permissions: access_control",
    defect: "Without an entry beside the creator's, the resource is absent right after it was made.",
    weDo: "An app without roles has no databricks_permissions.",
  },
  {
    id: "permissions-replace-all",
    issue: `${PROVIDER}/pull/5161`,
    affects: "databricks_permissions",
    defect: "Writing replaces the whole list, so two resources for one app undo each other.",
    weDo: "One databricks_permissions per app holds everybody with a role.",
  },
  {
    id: "policy-replaced",
    issue: `${PROVIDER}/issues/5623`,
    affects: "databricks_account_network_policy: account_id",
    defect: "Left out, every change of the policy is a replacement; an attached policy cannot be deleted.",
    weDo: "It is always written, and the policy of an attached workspace may not be destroyed.",
  },
  {
    id: "ingress-filled",
    issue: `${PROVIDER}/issues/5884`,
    affects: "databricks_account_network_policy: ingress",
    defect: "What is left out of it is filled by the server: inconsistent result after apply.",
    weDo: "It is left out as a whole.",
  },
  {
    id: "dry-run-filter",
    issue: `${PROVIDER}/blob/main/docs/resources/account_network_policy.md`,
    affects: "databricks_account_network_policy: dry_run_mode_product_filter",
    defect: "It knows SQL and model serving only: any value leaves everything else, apps too, enforced.",
    weDo: "It is never written, so that dry run is dry run for every workload.",
  },
  {
    id: "option-stays",
    issue: `${PROVIDER}/blob/main/internal/providers/pluginfw/products/workspace_network_option/resource_workspace_network_option.go`,
    affects: "databricks_workspace_network_option",
    defect: "Creating one replaces whatever policy is attached, and destroying one does nothing.",
    weDo: "A precondition names what may be replaced; detaching writes the default policy to the same resource first.",
  },
  {
    id: "binding-stays",
    issue: `${PROVIDER}/issues/3741`,
    affects: "databricks_mws_ncc_binding",
    defect: "Creating one overwrites silently, and neither reading nor destroying one does anything.",
    weDo: "Two configurations for a workspace are refused, and every binding is a warning.",
  },
  {
    id: "unknown-name-crashes",
    issue: `${PROVIDER}/blob/main/mws/data_mws_network_connectivity_config.go`,
    affects: "data.databricks_mws_network_connectivity_config: name",
    defect: "It answers nothing for a name that no configuration has, and the provider crashes on that (1.126.0).",
    weDo: "A precondition looks the name up among those of the account before it is asked for.",
  },
  {
    id: "rules-in-parallel",
    issue: `${PROVIDER}/issues/4559`,
    affects: "databricks_mws_ncc_private_endpoint_rule",
    defect: "Several that are made at once run into the time limit of the request.",
    weDo: "Each depends on the one before.",
  },
  {
    id: "ambient-identity",
    issue: "https://github.com/databricks/databricks-sdk-go/blob/main/config/auth_default.go",
    affects: "provider: host, auth_type",
    defect:
      "Variables of the environment choose the workspace and the identity, or collide with those that are written.",
    weDo: "Every provider block names the host and the way to sign in.",
  },
  {
    id: "prebuilt-pin",
    issue: "https://github.com/cdktf/cdktf-provider-databricks/releases/tag/v15.16.1",
    affects: "terraform: required_providers.databricks.version",
    defect: "The prebuilt bindings pin one version, 1.99.0, which lacks a third of what we write.",
    weDo: "The floor is an override of the stack, so it also holds beside a prebuilt provider.",
  },
];
