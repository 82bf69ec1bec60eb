import type { Kind } from "../definition/kinds";
import type { BoundApp, BoundResource } from "../stage/bound-app";
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
const KIND_CONFIGS: { readonly [K in Kind]: (resource: BoundResource) => ResourceConfig } = {
  sqlWarehouse: ({ key: name, binding, permission }) => ({ name, sql_warehouse: { id: text(binding.id), permission } }),
  job: ({ key: name, binding, permission }) => ({ job: { id: text(binding.id), permission }, name }),
  servingEndpoint: ({ key: name, binding, permission }) => ({
    name,
    serving_endpoint: { name: text(binding.name), permission },
  }),
  genieSpace: ({ key: name, binding, permission }) => ({
    genie_space: { name: text(binding.name), permission, space_id: text(binding.spaceId) },
    name,
  }),
  secret: ({ key: name, binding, permission }) => ({
    name,
    secret: { key: text(binding.key), permission, scope: text(binding.scope) },
  }),
  experiment: ({ key: name, binding, permission }) => ({
    experiment: { experiment_id: text(binding.experimentId), permission },
    name,
  }),
  database: ({ key: name, binding, permission }) => ({
    database: { database_name: text(binding.databaseName), instance_name: text(binding.instanceName), permission },
    name,
  }),
  postgres: ({ key: name, binding, permission }) => ({
    name,
    postgres: { branch: text(binding.branch), database: text(binding.database), permission },
  }),
  app: ({ key: name, binding, permission }) => ({ app: { name: text(binding.name), permission }, name }),
  ucSecurable: ({ key: name, binding, permission, securable = "TABLE" }) => ({
    name,
    uc_securable: { permission, securable_full_name: text(binding.fullName), securable_type: securable },
  }),
};

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The arguments of `databricks_app`, with their keys in order. Nothing is emitted that the app does not have: the
 * provider reads an empty list back as none and reports an inconsistent result.
 */
export function appConfig(bound: BoundApp): DatabricksAppConfig {
  const { name, description, size, scaling, telemetry, gitRepository, resources, userApiScopes } = bound;
  const { budgetPolicyId, usagePolicyId, space } = bound;
  const config: Partial<Writable<DatabricksAppConfig>> = {};
  if (budgetPolicyId !== undefined) config.budget_policy_id = text(budgetPolicyId);
  if (scaling?.kind === "horizontal") {
    // The platform does not scale by load: one number is both ends.
    config.compute_max_instances = scaling.instances;
    config.compute_min_instances = scaling.instances;
  }
  if (size !== undefined) config.compute_size = size;
  if (description !== undefined) config.description = description;
  if (gitRepository !== undefined) config.git_repository = { provider: gitRepository.provider, url: gitRepository.url };
  config.name = name;
  // A start that fails taints the app, and its replacement meets a name that stays locked for 20 minutes.
  config.no_compute = true;
  if (resources.length > 0) config.resources = resources.map(resourceConfig);
  if (space !== undefined) config.space = text(space);
  if (telemetry !== undefined) {
    const { logsTable, metricsTable, tracesTable } = telemetry;
    const tables = { logs_table: logsTable, metrics_table: metricsTable, traces_table: tracesTable };
    config.telemetry_export_destinations = [{ unity_catalog: tables }];
  }
  if (usagePolicyId !== undefined) config.usage_policy_id = text(usagePolicyId);
  if (userApiScopes.length > 0) config.user_api_scopes = [...userApiScopes];
  return config as DatabricksAppConfig;
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

function resourceConfig(resource: BoundResource): ResourceConfig {
  const config = KIND_CONFIGS[resource.kind](resource);
  const { description } = resource;
  return description === undefined ? config : inOrder({ ...config, description });
}

function inOrder<T extends object>(members: T): T {
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1))) as T;
}

/** The entries of `databricks_permissions`, with their keys in order: everybody with a role, once. */
export function accessControl(access: readonly EffectiveAccess[]): readonly AccessControl[] {
  return access.map(({ principal: { kind, name }, level: permission_level }) => {
    switch (kind) {
      case "user":
        return { permission_level, user_name: text(name) };
      case "servicePrincipal":
        return { permission_level, service_principal_name: text(name) };
      case "group":
      case "allAccountUsers":
        return { group_name: text(name), permission_level };
    }
  });
}
