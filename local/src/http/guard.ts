import type { AccountRequest, AccountRoute, Context, Route } from "../api";
import { samePrincipal } from "../principal";
import { accountCallerOf, callerOf } from "../tokens";
import { VendorError, denied } from "../vendor-error";
import type { Incoming } from "./incoming";
import { type Caller, type Outcome, Refusal } from "./outcome";

/** By somebody with the token of a workspace. */
export function ofWorkspace(request: Incoming, context: Context, handle: Route["handle"]): Outcome {
  const { world } = context;
  const token = callerOf(world, request.headers.get("authorization") ?? undefined);
  const workspace = world.workspaces[token?.workspace ?? ""];
  if (token === undefined || workspace === undefined) throw unauthenticated();
  const caller = { workspace: workspace.id, identity: token.principal };
  return handled(caller, () => handle({ ...request, caller: token.principal, workspace }, context));
}

/** By an admin of the account, for which a token of a workspace is none. */
export function ofAccount(request: Incoming, context: Context, handle: AccountRoute["handle"]): Outcome {
  const { world } = context;
  const principal = accountCallerOf(world, request.headers.get("authorization") ?? undefined)?.principal;
  if (principal === undefined) throw unauthenticated();
  return handled({ account: world.accountId, identity: principal }, () => {
    const named = request.params.account ?? world.accountId;
    const isAdmin = world.account.admins.some((admin) => samePrincipal(admin, principal));
    if (!isAdmin || named !== world.accountId) throw denied(`${principal.name} is not an admin of account ${named}.`);
    return handle({ ...request, caller: principal }, context);
  });
}

export function unknownRoute({ method, path }: AccountRequest): never {
  throw new VendorError(501, "NOT_IMPLEMENTED", `${method} ${path} is not answered by this local control plane.`);
}

export function foreign(): VendorError {
  return denied("Only calls to 127.0.0.1 or localhost are answered.");
}

export function unauthenticated(): VendorError {
  const message = "Credential was not sent or was of an unsupported type for this API.";
  return new VendorError(401, "UNAUTHENTICATED", message);
}

function handled(caller: Caller, work: () => unknown): Outcome {
  try {
    return { status: 200, body: work(), caller };
  } catch (error) {
    throw new Refusal(error, caller);
  }
}
