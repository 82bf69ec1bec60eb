/** Somebody: a user by user name, a group by display name, a service principal by application id. */
export interface Principal {
  readonly kind: "user" | "group" | "servicePrincipal";
  readonly name: string;
}

/** Users and service principals are compared without case, groups are not. */
export function samePrincipal(a: Principal, b: Principal): boolean {
  if (a.kind !== b.kind) return false;
  return a.kind === "group" ? a.name === b.name : a.name.toLowerCase() === b.name.toLowerCase();
}

export interface User {
  readonly id: string;
  readonly userName: string;
}

export interface ServicePrincipal {
  readonly id: string;
  readonly applicationId: string;
  readonly displayName: string;
  /** For the OAuth token that an app's own process asks for. */
  clientSecret?: string;
}

export interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly members: Principal[];
}

/** Who there is in a workspace. */
export interface Directory {
  readonly users: User[];
  readonly servicePrincipals: ServicePrincipal[];
  readonly groups: Group[];
}

/** Manages every object of the workspace. */
export const ADMINS = "admins";
/** Everybody in the workspace. */
export const USERS = "users";
/** Everybody in the account. */
export const ACCOUNT_USERS = "account users";

export function isKnown(directory: Directory, { kind, name }: Principal): boolean {
  const lower = name.toLowerCase();
  switch (kind) {
    case "user":
      return directory.users.some(({ userName }) => userName.toLowerCase() === lower);
    case "servicePrincipal":
      return directory.servicePrincipals.some(({ applicationId }) => applicationId.toLowerCase() === lower);
    case "group":
      return (
        name === USERS ||
        name === ACCOUNT_USERS ||
        name === ADMINS ||
        directory.groups.some(({ displayName }) => displayName === name)
      );
  }
}

/** The groups of somebody, through groups in groups; cycles end. */
export function groupsOf(directory: Directory, principal: Principal): ReadonlySet<string> {
  const found = new Set<string>();
  if (!isKnown(directory, principal)) return found;
  if (principal.kind !== "group") {
    found.add(USERS);
    found.add(ACCOUNT_USERS);
  }
  const open: Principal[] = [principal, ...[...found].map((name) => ({ kind: "group" as const, name }))];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const member = next;
    for (const { displayName, members } of directory.groups) {
      if (found.has(displayName) || !members.some((each) => samePrincipal(each, member))) continue;
      found.add(displayName);
      open.push({ kind: "group", name: displayName });
    }
  }
  return found;
}
