import { accountConnectivityRoutes } from "./account-connectivity";
import { accountEndpointRuleRoutes } from "./account-endpoint-rules";
import { accountPolicyRoutes } from "./account-policies";
import { accountWorkspaceRoutes } from "./account-workspaces";
import { appLogRoutes } from "./app-logs";
import { appRunRoutes } from "./app-run";
import { appRoutes } from "./apps";
import { boundObjectRoutes } from "./bound-objects";
import { deploymentRoutes } from "./deployments";
import { permissionRoutes } from "./permissions";
import { scimRoutes } from "./scim";
import { tokenEndpointRoutes } from "./token-endpoint";
import { warehouseRoutes } from "./warehouses";
import { wellKnownRoutes } from "./well-known";
import { workspaceFileRoutes } from "./workspace-files";

/** With the token of a workspace. */
export const WORKSPACE_ROUTES = [
  ...scimRoutes,
  ...appRoutes,
  ...appRunRoutes,
  ...deploymentRoutes,
  ...appLogRoutes,
  ...permissionRoutes,
  ...warehouseRoutes,
  ...workspaceFileRoutes,
  ...boundObjectRoutes,
];

/** With the token of an admin of the account. */
export const ACCOUNT_ROUTES = [
  ...accountConnectivityRoutes,
  ...accountEndpointRuleRoutes,
  ...accountPolicyRoutes,
  ...accountWorkspaceRoutes,
];

/** Without a token. */
export const OPEN_ROUTES = [...wellKnownRoutes, ...tokenEndpointRoutes];
