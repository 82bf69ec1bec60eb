import { nearest } from "../definition/nearest";
import type { Issue } from "../errors";
import { RECOMMENDED_INSTANCES } from "../facts/limits";
import { ACCOUNT_USERS_GROUP, WORKSPACE_USERS_GROUP } from "../facts/names";
import { KNOWN_SCOPES } from "../facts/scopes";
import type { Workspace } from "../workspace/workspace";
import type { BoundApp, BoundPrincipal, BoundValue } from "./bound-app";
import type { Check, Level } from "./check";

const whenProtected = ({ protected: guarded }: Workspace): Level => (guarded === true ? "error" : "off");
const always = (): Level => "warning";

/** The library's own checks over one bound app. */
export const BUILT_IN_CHECKS: readonly Check[] = [
  {
    id: "audience.account-users",
    level: whenProtected,
    check: (app) =>
      audience(app, isAccountUsers, "audience.account-users", "everybody in the account may open the app"),
  },
  {
    id: "audience.workspace-users",
    level: whenProtected,
    check: (app) =>
      audience(app, isWorkspaceUsers, "audience.workspace-users", "everybody in the workspace may open the app"),
  },
  {
    id: "scaling.single-instance",
    level: always,
    check: ({ scaling }) =>
      scaling?.kind === "horizontal" && scaling.instances < RECOMMENDED_INSTANCES.value
        ? [
            {
              code: "scaling.single-instance",
              path: ["scaling", "instances"],
              message: "one instance gains nothing from horizontal scaling: a restart takes the app offline",
              got: scaling.instances,
              fix: "use ScalingConfig.horizontal(2) or more; one is right only while converting an existing app",
            },
          ]
        : [],
  },
  {
    id: "scaling.no-telemetry",
    level: always,
    check: ({ scaling, telemetry }) =>
      scaling?.kind === "horizontal" && scaling.instances > 1 && telemetry === undefined
        ? [
            {
              code: "scaling.no-telemetry",
              path: ["telemetry"],
              message: "the logs page shows one instance at a time: without telemetry the others' logs are not seen",
              fix: "name the stage's telemetry tables",
            },
          ]
        : [],
  },
  {
    id: "scope.unknown",
    level: always,
    check: ({ userApiScopes }) =>
      userApiScopes.every(isKnownScope)
        ? []
        : userApiScopes.flatMap((scope, index): Issue[] => {
            if (isKnownScope(scope)) return [];
            const near = nearest(scope, KNOWN_SCOPES.value);
            return [
              {
                code: "scope.unknown",
                path: ["userApiScopes", index],
                message: "this user API scope is not one of the known ones; the workspace may refuse it",
                got: scope,
                ...(near === undefined ? {} : { fix: `did you mean "${near}"?` }),
              },
            ];
          }),
  },
  {
    id: "app.space",
    level: always,
    check: ({ space }) =>
      space === undefined
        ? []
        : [
            {
              code: "app.space",
              path: ["space"],
              message: "the provider may report fields that the app inherits from its space as inconsistent",
              fix: "leave the space unset until provider issue 5468 is closed, or try it in a workspace of your own",
            },
          ],
  },
];

function audience(app: BoundApp, is: (name: BoundValue) => boolean, code: string, message: string): Issue[] {
  const issues: Issue[] = [];
  for (const { role, level, principals } of app.access) {
    if (!principals.some((principal) => isGroup(principal) && is(principal.name))) continue;
    issues.push({
      code,
      path: ["access", role],
      message: level === "CAN_MANAGE" ? message.replace("open", "manage") : message,
      fix: "name a narrower group, or acknowledge it with a reason",
    });
  }
  return issues;
}

function isKnownScope(scope: string): boolean {
  return KNOWN_SCOPES.value.includes(scope);
}

function isGroup({ kind }: BoundPrincipal): boolean {
  return kind === "group" || kind === "allAccountUsers";
}

function isAccountUsers(name: BoundValue): boolean {
  return typeof name === "string" && name.toLowerCase() === ACCOUNT_USERS_GROUP.value;
}

function isWorkspaceUsers(name: BoundValue): boolean {
  return typeof name === "string" && name.toLowerCase() === WORKSPACE_USERS_GROUP.value;
}
