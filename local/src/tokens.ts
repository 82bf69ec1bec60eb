import { randomBytes, timingSafeEqual } from "node:crypto";
import type { AccountToken } from "./account/account";
import { type Principal, isKnown, samePrincipal } from "./principal";
import type { Token, Workspace, World } from "./state";

/** The token of somebody in a workspace: the one they have, or a new one of 128 random bits. */
export function issueToken(world: World, workspace: Workspace, principal: Principal): string {
  const found = world.tokens.find(
    (each) => each.workspace === workspace.id && samePrincipal(each.principal, principal),
  );
  if (found !== undefined) return found.token;
  const token = newToken();
  world.tokens.push({ token, workspace: workspace.id, principal });
  return token;
}

/** The OAuth secret of a service principal: the one it has, or a new one. */
export function issueSecret({ servicePrincipals }: Workspace, { name }: Principal): string {
  const found = servicePrincipals.find(({ applicationId }) =>
    samePrincipal(asPrincipal(applicationId), asPrincipal(name)),
  );
  if (found === undefined) throw new Error(`${name} is no service principal`);
  found.clientSecret ??= newToken();
  return found.clientSecret;
}

function asPrincipal(name: string): Principal {
  return { kind: "servicePrincipal", name };
}

/** The token of somebody for the account level. */
export function issueAccountToken({ account }: World, principal: Principal): string {
  const found = account.tokens.find((each) => samePrincipal(each.principal, principal));
  if (found !== undefined) return found.token;
  const token = newToken();
  account.tokens.push({ token, principal });
  return token;
}

function newToken(): string {
  return `local-${randomBytes(16).toString("hex")}`;
}

/** Who calls, by the header. Somebody who was deleted since is nobody. */
export function callerOf(world: World, authorization: string | undefined): Token | undefined {
  const given = bearer(authorization);
  if (given === undefined) return undefined;
  const found = world.tokens.find(({ token }) => same(token, given));
  if (found === undefined) return undefined;
  const workspace = world.workspaces[found.workspace];
  return workspace !== undefined && isKnown(workspace, found.principal) ? found : undefined;
}

/** Who calls the account level. */
export function accountCallerOf({ account }: World, authorization: string | undefined): AccountToken | undefined {
  const given = bearer(authorization);
  return given === undefined ? undefined : account.tokens.find(({ token }) => same(token, given));
}

function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer (.+)$/i.exec(authorization ?? "")?.[1];
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
