import type { Workspace } from "../workspace/workspace";

/** How a provider signs in: the method by name, never a credential. */
export function signIn(auth: Workspace["auth"] | undefined): Readonly<Record<string, unknown>> {
  // A workspace from plain JavaScript may lack it; the check of the program reports it, not a TypeError here.
  if (auth === undefined) return {};
  return auth.type === "profile"
    ? { auth_type: auth.authType, profile: auth.profile }
    : { auth_type: auth.type, client_id: auth.clientId };
}

/** A workspace's id as Terraform takes it: a number, or its digits where a number would lose some of them. */
export function workspaceNumber(workspaceId: string): number {
  const number = Number(workspaceId);
  // Terraform turns a text of digits into the exact number.
  return Number.isSafeInteger(number) ? number : (workspaceId as unknown as number);
}
