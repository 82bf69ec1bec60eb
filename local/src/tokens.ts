import { randomBytes, timingSafeEqual } from "node:crypto";
import { type Principal, isKnown, samePrincipal } from "./principal";
import type { Token, Workspace, World } from "./state";

/** The token of somebody in a workspace: the one they have, or a new one of 128 random bits. */
export function issueToken(world: World, workspace: Workspace, principal: Principal): string {
  const found = world.tokens.find(
    (each) => each.workspace === workspace.id && samePrincipal(each.principal, principal),
  );
  if (found !== undefined) return found.token;
  const token = `local-${randomBytes(16).toString("hex")}`;
  world.tokens.push({ token, workspace: workspace.id, principal });
  return token;
}

/** Who calls, by the header. Somebody who was deleted since is nobody. */
export function callerOf(world: World, authorization: string | undefined): Token | undefined {
  const given = /^Bearer (.+)$/i.exec(authorization ?? "")?.[1];
  if (given === undefined) return undefined;
  const found = world.tokens.find(({ token }) => same(token, given));
  if (found === undefined) return undefined;
  const workspace = world.workspaces[found.workspace];
  return workspace !== undefined && isKnown(workspace, found.principal) ? found : undefined;
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
