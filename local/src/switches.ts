/** A behaviour of the vendor that nobody outside has confirmed: both positions are defensible. */
export interface Switch {
  readonly default: boolean;
  /** What makes us think so. */
  readonly source: string;
  /** What happens when it is on, and when it is off. */
  readonly meaning: string;
}

const TABLE = {
  patchClearsAbsent: {
    default: true,
    source: "release notes of provider 1.143.0: what the configuration leaves out is cleared; older backends unknown",
    meaning:
      "PATCH of an app clears description, resources, scopes and the like that it leaves out; off: it keeps them",
  },
  legacyUpdateRefusesSize: {
    default: true,
    source: "databricks/cli acceptance test compute_size (run against the cloud); provider issue 5944",
    meaning: "PATCH with compute_size is refused; off: it is ignored, as the release notes of provider 1.143.0 say",
  },
  legacyUpdateRefusesInstances: {
    default: true,
    source:
      "provider issue 5944 says that the old call refuses sizing, the release notes of 1.143.0 that it ignores it",
    meaning: "PATCH with compute_min_instances or compute_max_instances is refused; off: they are ignored",
  },
  shortAppNames: {
    default: false,
    source: "the minimum length of an app's name is documented for spaces only (2 characters)",
    meaning: "an app's name may have one character; off: two at least",
  },
  appNameLeadingLetter: {
    default: true,
    source: "databricks/cli checks ^[a-z][a-z0-9-]*$ before it calls; the API's own rule is not documented",
    meaning: "an app's name begins with a letter; off: digits and hyphens may stand first",
  },
  strictResourceKeys: {
    default: false,
    source: "AppKit's manifest wants ^[a-z][a-z0-9-]*$; the provider's acceptance tests use a key with a space",
    meaning: "the key of a resource has lowercase letters, digits and hyphens; off: any characters",
  },
  forwardUserAccessTokenAlwaysTrue: {
    default: true,
    source: "databricks/cli libs/testserver: the platform reports true whatever is asked",
    meaning: "forward_user_access_token is always reported as true; off: it is what was asked",
  },
  budgetPolicyInjected: {
    default: false,
    source: "provider issue 5198: accounts with one policy per user fill it in",
    meaning:
      "an app without budget_policy_id comes back with one (the provider then fails); off: it comes back without",
  },
  omitEmptyScopes: {
    default: true,
    source: "provider changelog 1.120: the API leaves user_api_scopes out when there are none",
    meaning: "an empty user_api_scopes is left out of answers; off: it comes back as []",
  },
  emptyDescriptionWhenUnset: {
    default: false,
    source: "databricks/cli's converter writes a description of '' because the API is said to answer '' when unset",
    meaning: "an app without a description comes back with '' (the provider then fails); off: without one",
  },
  startDeploysDefaultSource: {
    default: false,
    source:
      "databricks/cli libs/testserver deploys the default source path when compute starts; live behaviour unknown",
    meaning: "starting an app that was never deployed deploys a default source; off: it has no deployment",
  },
  startRedeploysLast: {
    default: true,
    source: "databricks/cli issue 2153: a start deploys the last active deployment again",
    meaning: "start brings the last active deployment back; off: somebody has to deploy again",
  },
  stopClearsDeployments: {
    default: true,
    source: "databricks/cli libs/testserver and bundle/direct/dresources/app.go",
    meaning: "stop clears active_deployment; off: it stays shown while compute is stopped",
  },
  startMakesDeployment: {
    default: false,
    source: "databricks/cli issue 2153 speaks of an automatic deployment of what ran last; its id was not seen",
    meaning: "what a start brings back is a new deployment of the same source; off: it is the old one again",
  },
  startingIsActive: {
    default: false,
    source:
      "databricks/cli waits for an active_deployment that is IN_PROGRESS; the SDK calls a deployment active when it " +
      "has been deployed to the compute",
    meaning:
      "once it is built, a deployment is shown as active_deployment, IN_PROGRESS; off: as pending_deployment until " +
      "it runs",
  },
  failedStaysPending: {
    default: false,
    source: "a user's runbook lists FAILED and CANCELLED among the states of a pending_deployment",
    meaning: "a deployment that failed stays shown as pending_deployment; off: it is in the list of deployments alone",
  },
  failedStartTakesOver: {
    default: false,
    source:
      "that the old instances go on serving is promised for horizontally scaled apps only; the concepts page calls " +
      "an app Crashed that failed to start",
    meaning:
      "a deployment whose app does not start becomes active_deployment, FAILED, and the app is CRASHED, unless it is " +
      "horizontally scaled; off: the deployment before it goes on serving",
  },
  newestDeploymentFirst: {
    default: true,
    source: "the order of the list of deployments is not documented",
    meaning: "the list of deployments begins with the newest; off: with the oldest",
  },
  callerKeepsManagement: {
    default: true,
    source: "the provider refuses to take management from its own identity; whether the API does is not documented",
    meaning: "a permissions list that takes management from the caller is refused; off: it is accepted",
  },
  deletingWindow: {
    default: true,
    source: "databricks/cli libs/testserver and issue 4006: an app stays DELETING for up to 20 minutes",
    meaning: "a deleted app keeps its name for 20 minutes; off: it is gone at once",
  },
  networkPolicyIdsChecked: {
    default: true,
    source: "the rule ^[a-zA-Z0-9_.-]{1,32}$ stands in notes of the API whose page could not be found again",
    meaning: "a network policy's id has 1 to 32 letters, digits, dots, hyphens and underscores; off: any text",
  },
  ingressPrivateAccessFilled: {
    default: true,
    source: "provider issue 5884; the vendor's own reference architecture writes private_access because of it",
    meaning:
      "ingress without private_access comes back with a mode RESTRICTION_MODE_UNSPECIFIED (the provider then fails); " +
      "off: as it was sent",
  },
  egressDefaultsFilled: {
    default: false,
    source: "whether the API fills policy_enforcement is unknown; the provider would fail if it did",
    meaning: "egress without policy_enforcement comes back as ENFORCED (the provider then fails); off: as it was sent",
  },
  filterLeavesAppsEnforced: {
    default: true,
    source: "the SDK's dry_run_mode_product_filter knows DBSQL and ML_SERVING only; what it means for apps is not said",
    meaning: "a dry run that names products is enforced for apps and jobs; off: it is a dry run for all",
  },
  parentCoversSubdomains: {
    default: true,
    source: "the vendor's reference architecture lists bare parent domains where a firewall needs *.; not documented",
    meaning: "an allowed host lets through what is below it; off: that host alone",
  },
  wildcardDestinations: {
    default: false,
    source: "no text of the vendor accepts *. in a destination; its reference architecture drops such entries",
    meaning: "*.example.com is accepted as a destination, for what is below it; off: it is refused",
  },
  connectivityConfigNamesUnique: {
    default: true,
    source: "not documented; the provider's data source takes the first configuration of a name",
    meaning: "two network connectivity configurations cannot have one name; off: they can",
  },
  deactivatedRulesHoldConfig: {
    default: true,
    source: "provider issue 5292: the configuration cannot be deleted although its rules were deleted first",
    meaning: "a deactivated private endpoint rule holds its configuration for 7 days; off: it can be deleted at once",
  },
  enablingNeedsConnection: {
    default: true,
    source: "reported by users who wait for the connection with scripts of their own; not documented",
    meaning: "enabled of a rule whose connection is not established stays as it is; off: it is set",
  },
  bindingCanBeCleared: {
    default: false,
    source: "databricks-sdk-go issue 1030: a workspace's configuration cannot be unset",
    meaning: "PATCH of a workspace with an empty network_connectivity_config_id unbinds it; off: it is refused",
  },
  workspaceShowsBinding: {
    default: false,
    source: "the SDK's Workspace has the field, the provider's binding does not read it, and no answer was seen",
    meaning: "GET of a workspace says which network connectivity configuration it is bound to; off: it does not",
  },
} as const satisfies Readonly<Record<string, Switch>>;

export type SwitchName = keyof typeof TABLE;

/** Every switch with its default, where it comes from and what it does. */
export const SWITCHES: { readonly [K in SwitchName]: Switch } = TABLE;

/** The position of every switch. */
export type Switches = { readonly [K in SwitchName]: boolean };

export const SWITCH_NAMES = Object.keys(TABLE) as SwitchName[];

export function switchesWith(chosen: Partial<Switches> = {}): Switches {
  const unknown = Object.keys(chosen).find((name) => !(name in TABLE));
  if (unknown !== undefined) throw new Error(`there is no switch ${unknown}: ${SWITCH_NAMES.join(", ")}`);
  return Object.fromEntries(SWITCH_NAMES.map((name) => [name, chosen[name] ?? TABLE[name].default])) as Switches;
}
