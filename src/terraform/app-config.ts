import type { Kind } from "../definition/kinds";
import type { BoundApp, BoundPrincipal, BoundResource } from "../stage/bound-app";
import type { EffectiveAccess } from "../stage/effective-access";
import type { DatabricksAppConfig } from "./databricks-app";
import type { DatabricksPermissionsConfig } from "./databricks-permissions";

type ResourceConfig = NonNullable<DatabricksAppConfig["resources"]>[number];
type AccessControl = DatabricksPermissionsConfig["access_control"][number];

/** A literal or a token's text: `bind()` alone never makes references. */
function text(value: BoundResource["binding"][string] | undefined): string {
  return typeof value === "string" ? value : "";
}

/** What each kind is called by the provider, and its arguments. */
const KIND_CONFIGS: { readonly [K in Kind]: (resource: BoundResource) => Omit<ResourceConfig, "name"> } = {
  sqlWarehouse: ({ binding, permission }) => ({ sql_warehouse: { id: text(binding.id), permission } }),
  job: ({ binding, permission }) => ({ job: { id: text(binding.id), permission } }),
  servingEndpoint: ({ binding, permission }) => ({ serving_endpoint: { name: text(binding.name), permission } }),
  genieSpace: ({ binding, permission }) => ({
    genie_space: { name: text(binding.name), space_id: text(binding.spaceId), permission },
  }),
  secret: ({ binding, permission }) => ({ secret: { scope: text(binding.scope), key: text(binding.key), permission } }),
  experiment: ({ binding, permission }) => ({
    experiment: { experiment_id: text(binding.experimentId), permission },
  }),
  database: ({ binding, permission }) => ({
    database: { instance_name: text(binding.instanceName), database_name: text(binding.databaseName), permission },
  }),
  postgres: ({ binding, permission }) => ({
    postgres: { branch: text(binding.branch), database: text(binding.database), permission },
  }),
  app: ({ binding, permission }) => ({ app: { name: text(binding.name), permission } }),
  ucSecurable: ({ binding, permission, securable = "TABLE" }) => ({
    uc_securable: { securable_full_name: text(binding.fullName), securable_type: securable, permission },
  }),
};

/**
 * The arguments of `databricks_app`. Nothing is emitted that the app does not have: the provider reads an empty list
 * back as none and reports an inconsistent result.
 */
export function appConfig(bound: BoundApp): DatabricksAppConfig {
  const { name, description, size, scaling, telemetry, gitRepository, resources, userApiScopes } = bound;
  const instances = scaling?.kind === "horizontal" ? scaling.instances : undefined;
  return {
    name,
    description,
    compute_size: size,
    // The platform does not scale by load: one number is both ends.
    compute_min_instances: instances,
    compute_max_instances: instances,
    budget_policy_id: optional(bound.budgetPolicyId),
    usage_policy_id: optional(bound.usagePolicyId),
    space: optional(bound.space),
    user_api_scopes: userApiScopes.length > 0 ? userApiScopes : undefined,
    git_repository: gitRepository && { provider: gitRepository.provider, url: gitRepository.url },
    telemetry_export_destinations: telemetry && [
      {
        unity_catalog: {
          logs_table: telemetry.logsTable,
          metrics_table: telemetry.metricsTable,
          traces_table: telemetry.tracesTable,
        },
      },
    ],
    resources: resources.length > 0 ? resources.map(resourceConfig) : undefined,
    // A start that fails taints the app, and its replacement meets a name that stays locked for 20 minutes.
    no_compute: true,
  };
}

/** The lifecycle of an app, for cdktf and, as `expected`, in the words of the document. */
export function appLifecycle(guarded: boolean): {
  readonly lifecycle: { readonly ignoreChanges: string[]; readonly preventDestroy?: true };
  readonly expected: { readonly lifecycle: Readonly<Record<string, unknown>> };
} {
  // The provider never reads no_compute back: without this, an imported app would plan a change for ever.
  const ignored = ["no_compute"];
  return {
    lifecycle: { ignoreChanges: ignored, ...(guarded ? { preventDestroy: true } : {}) },
    expected: { lifecycle: { ignore_changes: ignored, ...(guarded ? { prevent_destroy: true } : {}) } },
  };
}

function optional(value: BoundApp["space"]): string | undefined {
  return value === undefined ? undefined : text(value);
}

function resourceConfig(resource: BoundResource): ResourceConfig {
  const { key, description } = resource;
  return { name: key, ...(description === undefined ? {} : { description }), ...KIND_CONFIGS[resource.kind](resource) };
}

/** The entries of `databricks_permissions`: everybody with a role, once. */
export function accessControl(access: readonly EffectiveAccess[]): readonly AccessControl[] {
  return access.map(({ principal, level }) => ({ ...named(principal), permission_level: level }));
}

function named({ kind, name }: BoundPrincipal): Omit<AccessControl, "permission_level"> {
  const value = text(name);
  switch (kind) {
    case "user":
      return { user_name: value };
    case "servicePrincipal":
      return { service_principal_name: value };
    case "group":
    case "allAccountUsers":
      return { group_name: value };
  }
}
