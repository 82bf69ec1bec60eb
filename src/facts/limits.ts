import type { Fact } from "./fact";

const SCALING = "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/horizontal-scaling";
const RESOURCE_LIMITS = "https://docs.databricks.com/aws/en/resources/limits";
const REST = "https://docs.databricks.com/api/workspace/apps";
const AS_OF = "2026-11-21";

/** Apps per workspace; fixed by the vendor. */
export const APPS_PER_WORKSPACE: Fact<Readonly<Record<"aws" | "azure" | "gcp", number>>> = {
  value: { aws: 100, azure: 100, gcp: 50 },
  source: RESOURCE_LIMITS,
  asOf: AS_OF,
};

/** Horizontally scaled apps per workspace; the vendor raises it on request (`limits.scaledApps` of a workspace). */
export const SCALED_APPS_PER_WORKSPACE: Fact<number> = { value: 5, source: SCALING, asOf: AS_OF };

/** Instances of one horizontally scaled app; the vendor raises it on request (`limits.instancesPerApp`). */
export const INSTANCES_PER_APP: Fact<number> = { value: 5, source: SCALING, asOf: AS_OF };

/** Below this, a restart or a deployment takes the app offline. */
export const RECOMMENDED_INSTANCES: Fact<number> = { value: 2, source: SCALING, asOf: AS_OF };

/** The key of an app's resource, in characters. */
export const RESOURCE_KEY_LENGTH: Fact<{ readonly min: number; readonly max: number }> = {
  value: { min: 2, max: 30 },
  source: REST,
  asOf: AS_OF,
};

/** The description of an app's resource, in characters. */
export const RESOURCE_DESCRIPTION_LENGTH: Fact<number> = { value: 50, source: REST, asOf: AS_OF };

/** The URL of an app's Git repository, in characters. */
export const GIT_URL_LENGTH: Fact<number> = { value: 300, source: REST, asOf: AS_OF };
