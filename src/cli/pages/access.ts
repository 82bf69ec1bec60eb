import { type Pages, VENDOR } from "./page";

/** Who may open the app, and what the app may do in its user's name. */
export const ACCESS: Pages = {
  "access.nobody": {
    title: "nobody has a role",
    means: "Each stage names at least one principal for every role of the definition.",
    example: {
      in: "stage",
      wrong: "access: {}",
      right: "access: { viewers: [{ kind: group, name: sales }] }",
    },
    fix: "Name a group, a user or a service principal.",
    see: VENDOR.permissions,
  },
  "access.unknown-role": {
    title: "a stage names a role that is not declared",
    means: "A stage fills the roles of its definition and adds none: who may do what is the definition's to say.",
    example: {
      in: "stage",
      wrong: "access: { viewer: [{ kind: group, name: sales }] }",
      right: "access: { viewers: [{ kind: group, name: sales }] }",
    },
    fix: "Correct the role's name, remove it, or declare it in the definition.",
    see: VENDOR.permissions,
  },
  "access.twice": {
    title: "a principal has the same role twice",
    means: "The vendor compares users and service principals without case, so these are one principal.",
    example: {
      in: "stage",
      wrong: "access: { viewers: [{ kind: group, name: qa }, { kind: group, name: qa }] }",
      right: "access: { viewers: [{ kind: group, name: qa }] }",
    },
    fix: "Name it once.",
    see: VENDOR.permissions,
  },
  "access.admins": {
    title: "the group admins has access already",
    means: "The group admins manages every app of the workspace. The provider refuses to change its permissions.",
    example: {
      in: "stage",
      wrong: "access: { viewers: [{ kind: group, name: admins }] }",
      right: "access: { viewers: [{ kind: group, name: sales }] }",
    },
    fix: "Remove it.",
    see: `${VENDOR.provider}/resources/permissions`,
  },
  "principal.user": {
    title: "a user without an e-mail address",
    means: "A user is named by the e-mail address that they sign in with.",
    example: {
      in: "stage",
      wrong: "access: { viewers: [{ kind: user, name: Jo Doe }] }",
      right: "access: { viewers: [{ kind: user, name: jo@example.com }] }",
    },
    fix: "Write the e-mail address. A group outlives the people in it: prefer one.",
    see: VENDOR.permissions,
  },
  "principal.application-id": {
    title: "a service principal without its application id",
    means: "A service principal is named by its application id, a UUID. Display names are not unique.",
    example: {
      in: "stage",
      wrong: "access: { viewers: [{ kind: servicePrincipal, name: robot }] }",
      right: "access:\n  viewers:\n    - kind: servicePrincipal\n      name: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
    },
    fix: "Copy the application id from the service principal's page.",
    see: VENDOR.permissions,
  },
  "audience.account-users": {
    title: "everybody in the account may open the app",
    means:
      "The group account users is everybody in the account, also people who have no access to the workspace. A " +
      "protected workspace wants somebody to say why.",
    example: {
      in: "stage",
      wrong: "access: { viewers: [{ kind: allAccountUsers, name: account users }] }",
      right: "access: { viewers: [{ kind: group, name: sales }] }",
    },
    fix: "Name a narrower group, or acknowledge it with a reason and, best, with until.",
    see: VENDOR.permissions,
  },
  "audience.workspace-users": {
    title: "everybody in the workspace may open the app",
    means: "The group users is everybody in the workspace. A protected workspace wants somebody to say why.",
    example: {
      in: "stage",
      wrong: "access: { viewers: [{ kind: group, name: users }] }",
      right: "access: { viewers: [{ kind: group, name: sales }] }",
    },
    fix: "Name a narrower group, or acknowledge it with a reason and, best, with until.",
    see: VENDOR.permissions,
  },
  "scope.feature": {
    title: "user authorization is not enabled here",
    means:
      "The definition asks for user API scopes, so the app acts in its user's name. An admin enables that per " +
      "workspace; one that has not refuses the app.",
    example: {
      in: "workspace",
      definition: 'userApiScopes: ["sql"]',
      wrong: "features: []",
      right: "features: [userAuthorization]",
    },
    fix: 'Have it enabled, then add "userAuthorization" to the workspace\'s features.',
    see: VENDOR.auth,
  },
  "scope.refused": {
    title: "a scope that cannot be asked for",
    means: "Some scopes are always granted and never assignable, and the API rejects workspace without a resource.",
    example: {
      in: "definition",
      wrong: 'userApiScopes: ["iam.current-user:read", "sql"]',
      right: 'userApiScopes: ["sql"]',
    },
    fix: "Remove it.",
    see: VENDOR.auth,
  },
  "scope.unknown": {
    title: "a scope that is not on the known list",
    means: "The vendor adds scopes, so this is a warning: the workspace refuses the app if there is no such scope.",
    example: { in: "definition", wrong: 'userApiScopes: ["sqll"]', right: 'userApiScopes: ["sql"]' },
    fix: "Correct it, or acknowledge it if the scope is newer than this library.",
    see: VENDOR.auth,
  },
};
