/** Connectivity configurations of an account in a region. */
export const CONFIGS_PER_REGION = 10;

/** Workspaces that share one connectivity configuration. */
export const WORKSPACES_PER_CONFIG = 50;

/** Private endpoints in a region, over all of its configurations. */
export const ENDPOINTS_PER_REGION = { aws: 30, azure: 100, gcp: 30 } as const;

/** Domain names of one private endpoint rule. */
export const DOMAINS_PER_RULE = 10;

/** Of one network policy, internet and storage together. */
export const DESTINATIONS_PER_POLICY = 2000;
