import type { Ref } from "../definition/kinds";
import { discriminatedUnion, literal, strictObject } from "../definition/schema";
import { ref, text } from "../definition/text";
import { ACCOUNT_USERS_GROUP, ADMINS_GROUP } from "../facts/names";

/** Somebody who may be given a role of an app. */
export interface Principal {
  readonly kind: "group" | "user" | "servicePrincipal" | "allAccountUsers";
  /** The group's name, the user's e-mail address, or the service principal's application id. */
  readonly name: Ref;
}

/** Makes principals. */
export interface PrincipalFactory {
  /** A group by its display name; `users` is everybody in the workspace. `admins` always has access and is refused. */
  group(name: Ref): Principal;
  /** A person by their e-mail address. */
  user(email: string): Principal;
  /** A service principal by its application id (a UUID), not by its display name. */
  servicePrincipal(applicationId: Ref): Principal;
  /** Everybody in the account; a protected workspace wants this acknowledged. */
  allAccountUsers(): Principal;
}

export const Principal: PrincipalFactory = Object.freeze({
  group: (name: Ref): Principal => Object.freeze({ kind: "group", name }),
  user: (email: string): Principal => Object.freeze({ kind: "user", name: email }),
  servicePrincipal: (applicationId: Ref): Principal => Object.freeze({ kind: "servicePrincipal", name: applicationId }),
  allAccountUsers: (): Principal => Object.freeze({ kind: "allAccountUsers", name: ACCOUNT_USERS_GROUP.value }),
});

const group = ref((name) =>
  name.toLowerCase() === ADMINS_GROUP.value
    ? {
        code: "access.admins",
        message: "the group admins manages every app already; the provider refuses to change its permissions",
        fix: "remove it",
      }
    : undefined,
);

const user = text((name) =>
  /^[^\s@]+@[^\s@]+$/.test(name)
    ? undefined
    : { code: "principal.user", message: "a user is named by an e-mail address", fix: "write the e-mail address" },
);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const servicePrincipal = ref((name) =>
  UUID.test(name)
    ? undefined
    : {
        code: "principal.application-id",
        message: "a service principal is named by its application id, a UUID, not by its display name",
        fix: "write the application id",
      },
);

export const principalSchema = discriminatedUnion("kind", [
  strictObject({ kind: literal("group"), name: group }),
  strictObject({ kind: literal("user"), name: user }),
  strictObject({ kind: literal("servicePrincipal"), name: servicePrincipal }),
  strictObject({ kind: literal("allAccountUsers"), name: literal(ACCOUNT_USERS_GROUP.value) }),
]);

/** The name under which the vendor knows the principal; it compares users and service principals without case. */
export function principalId(principal: Principal): string {
  return principal.kind === "group" || principal.kind === "allAccountUsers"
    ? `group:${principal.name}`
    : `${principal.kind}:${principal.name.toLowerCase()}`;
}
