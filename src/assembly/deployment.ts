import type { BoundApp } from "../stage/bound-app";

/**
 * The variables and the mode of the vendor's deployment request, in its wire names. Where the source lies is added by
 * whoever deploys it.
 *
 * @see https://docs.databricks.com/api/workspace/apps/deploy
 */
export interface Deployment {
  readonly mode: "SNAPSHOT";
  readonly env_vars: readonly { readonly name: string; readonly value?: string; readonly value_from?: string }[];
}

/** Terraform creates an app without its variables: they travel with each deployment. */
export function deploymentOf(bound: BoundApp): Deployment {
  return {
    mode: "SNAPSHOT",
    env_vars: Object.entries(bound.env).map(([name, value]) =>
      typeof value === "string" ? { name, value } : { name, value_from: value.valueFrom },
    ),
  };
}
