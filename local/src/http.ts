import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context as HonoContext, Hono } from "hono";
import type { AccountRequest, AccountRoute, ApiRequest, Context, PublicRoute, Route } from "./api";
import { answerVisit } from "./app-proxy";
import { type Effect, faultCode } from "./faults";
import type { Recorder } from "./inspection";
import { asObject } from "./json";
import { type Principal, samePrincipal } from "./principal";
import { accountCallerOf, callerOf } from "./tokens";
import { VendorError, badRequest, denied } from "./vendor-error";

type Env = { Bindings: HttpBindings };

/** What the HTTP side needs of the control plane. */
export interface Core {
  readonly recorder: Recorder;
  /** Runs a handler as one change of the world. */
  readonly change: <T>(work: (context: Context) => T) => T;
}

/** Who called, and what of. */
interface Caller {
  readonly identity: Principal;
  /** Of a workspace, or else of the account. */
  readonly workspace?: string;
  readonly account?: string;
}

interface Outcome {
  readonly status: number;
  readonly body: unknown;
  readonly caller?: Caller;
}

type Incoming = Omit<ApiRequest, "caller" | "workspace">;

/** The routes by who may call them. */
export interface Routes {
  readonly workspace: readonly Route[];
  readonly account: readonly AccountRoute[];
  readonly open: readonly PublicRoute[];
}

/** The routes behind their guards. */
export function httpApp(core: Core, { workspace, account, open }: Routes): Hono<Env> {
  const app = new Hono<Env>();
  for (const { method, path, handle } of open) {
    app.on(method, path, (c) =>
      serve(core, c, (request, context) => ({ status: 200, body: handle(request, context) })),
    );
  }
  for (const { method, path, handle } of account) {
    app.on(method, path, (c) => serve(core, c, (request, context) => ofAccount(request, context, handle)));
  }
  for (const { method, path, handle } of workspace) {
    app.on(method, path, (c) => serve(core, c, (request, context) => authorized(request, context, handle)));
  }
  app.all("/run/*", (c) => visit(core, c));
  app.all("/api/2.0/accounts/*", (c) =>
    serve(core, c, (request, context) => ofAccount(request, context, unknownRoute)),
  );
  app.all("*", (c) => serve(core, c, (request, context) => authorized(request, context, unknownRoute)));
  return app;
}

/** Of an app, through this server. */
function visit(core: Core, c: HonoContext<Env>): Response {
  const { incoming, outgoing } = c.env;
  if (!isLoopback(c.req.header("host"), incoming.socket.localPort)) return answer({ status: 403, body: foreign() });
  answerVisit(core.change, incoming, outgoing).then(
    ({ token, ...seen }) => {
      const who = token === undefined ? {} : { workspace: token.workspace, identity: token.principal };
      core.recorder.record({ method: c.req.method, ...seen, ...who });
    },
    () => outgoing.destroy(),
  );
  return RESPONSE_ALREADY_SENT;
}

function unknownRoute({ method, path }: AccountRequest): never {
  throw new VendorError(501, "NOT_IMPLEMENTED", `${method} ${path} is not answered by this local control plane.`);
}

function authorized(request: Incoming, context: Context, handle: Route["handle"]): Outcome {
  const { world } = context;
  const token = callerOf(world, request.headers.get("authorization") ?? undefined);
  const workspace = world.workspaces[token?.workspace ?? ""];
  if (token === undefined || workspace === undefined) throw unauthenticated();
  const caller = { workspace: workspace.id, identity: token.principal };
  return handled(caller, () => handle({ ...request, caller: token.principal, workspace }, context));
}

/** By an admin of the account, for which a token of a workspace is none. */
function ofAccount(request: Incoming, context: Context, handle: AccountRoute["handle"]): Outcome {
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

function handled(caller: Caller, work: () => unknown): Outcome {
  try {
    return { status: 200, body: work(), caller };
  } catch (error) {
    throw new Refusal(error, caller);
  }
}

function unauthenticated(): VendorError {
  const message = "Credential was not sent or was of an unsupported type for this API.";
  return new VendorError(401, "UNAUTHENTICATED", message);
}

/** Carries who was refused, for the record. */
class Refusal extends Error {
  constructor(
    readonly reason: unknown,
    readonly caller: Caller,
  ) {
    super("refused");
  }
}

/** Guard, fault, handler, record, answer: in that order. */
async function serve(
  core: Core,
  c: HonoContext<Env>,
  handle: (request: Incoming, context: Context) => Outcome,
): Promise<Response> {
  const request = await read(c).catch(() => undefined);
  // A path or a body that is not what it says.
  if (request === undefined) {
    return answer({ status: 400, body: badRequest("The request cannot be read.") });
  }
  // The death of an app's process may have been noticed together with this call: it is seen to first.
  await new Promise(setImmediate);
  if (!isLoopback(c.req.header("host"), c.env.incoming.socket.localPort)) {
    const refused = foreign();
    record(core, request, { status: refused.status, body: refused });
    return answer({ status: refused.status, body: refused });
  }
  const effect = core.change(({ faults }) => faults.effectOn(request.method, request.path));
  if (effect?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, effect.milliseconds));
  if (effect?.kind === "hold" && effect.when === "before") {
    await hold(effect);
    if (c.env.incoming.socket.destroyed) return breakOff(core, c, request, effect);
  }
  if (effect?.kind === "drop" && effect.when === "before") return breakOff(core, c, request, effect);
  if (effect?.kind === "answer") {
    const error = new VendorError(effect.status, faultCode(effect), effect.message ?? "injected fault");
    record(core, request, { status: error.status, body: error });
    return answer({ status: error.status, body: error });
  }
  const outcome = attempt(core, request, handle);
  if (effect?.kind === "drop" || effect?.kind === "cut") return breakOff(core, c, request, effect, outcome);
  if (effect?.kind === "hold" && effect.when === "after") await hold(effect);
  record(core, request, outcome);
  return answer(outcome);
}

async function hold({ reached, until }: Extract<Effect, { readonly kind: "hold" }>): Promise<void> {
  reached();
  // How it ended does not matter, only that it did.
  await Promise.allSettled([until]);
}

function attempt(core: Core, request: Incoming, handle: (r: Incoming, context: Context) => Outcome): Outcome {
  try {
    return core.change((context) => handle(request, context));
  } catch (thrown) {
    const error: unknown = thrown instanceof Refusal ? thrown.reason : thrown;
    const caller = thrown instanceof Refusal ? { caller: thrown.caller } : {};
    if (error instanceof VendorError) return { status: error.status, body: error, ...caller };
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { status: 500, body: { error_code: "INTERNAL_ERROR", message }, ...caller };
  }
}

function answer({ status, body, caller }: Outcome): Response {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (caller?.workspace !== undefined) headers["x-databricks-org-id"] = caller.workspace;
  return new Response(JSON.stringify(body), { status, headers });
}

/** Ends the connection without an answer, or in the middle of one. */
function breakOff(core: Core, c: HonoContext<Env>, request: Incoming, effect: Effect, outcome?: Outcome): Response {
  record(core, request, { status: 0, body: undefined, ...(outcome?.caller && { caller: outcome.caller }) });
  const { outgoing } = c.env;
  if (effect.kind === "cut" && outcome !== undefined) {
    const text = JSON.stringify(outcome.body);
    outgoing.writeHead(outcome.status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
    });
    outgoing.write(text.slice(0, text.length / 2), () => outgoing.destroy());
  } else {
    outgoing.destroy();
  }
  return RESPONSE_ALREADY_SENT;
}

function record(core: Core, request: Incoming, { status, caller }: Outcome): void {
  const query = request.query.toString();
  core.recorder.record({
    method: request.method,
    path: request.path,
    query: query === "" ? "" : `?${query}`,
    ...(Object.keys(request.body).length === 0 ? {} : { body: request.body }),
    status,
    ...caller,
  });
}

function foreign(): VendorError {
  return denied("Only calls to 127.0.0.1 or localhost are answered.");
}

/** A page of any site can post to loopback, but its name for it is another one. */
function isLoopback(host: string | undefined, port: number | undefined): boolean {
  return host === `127.0.0.1:${port ?? 0}` || host === `localhost:${port ?? 0}`;
}

async function read(c: HonoContext<Env>): Promise<Incoming> {
  const type = c.req.header("content-type") ?? "";
  const form = new Map<string, Uint8Array>();
  let raw = new Uint8Array(await c.req.raw.clone().arrayBuffer());
  let body = {};
  if (type.startsWith("multipart/form-data")) {
    for (const [name, value] of Object.entries(await c.req.parseBody())) {
      if (Array.isArray(value)) continue;
      form.set(name, typeof value === "string" ? Buffer.from(value) : new Uint8Array(await value.arrayBuffer()));
    }
    raw = new Uint8Array();
  } else if (/\bjson\b/.test(type) || raw[0] === 0x7b) {
    body = parsed(raw);
  }
  const url = new URL(c.req.url);
  return {
    method: c.req.method,
    path: decodeURIComponent(url.pathname),
    params: c.req.param(),
    query: url.searchParams,
    headers: c.req.raw.headers,
    body,
    raw,
    form,
  };
}

function parsed(raw: Uint8Array): ReturnType<typeof asObject> {
  try {
    return asObject(JSON.parse(Buffer.from(raw).toString()));
  } catch {
    return {};
  }
}
