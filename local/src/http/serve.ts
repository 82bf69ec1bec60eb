import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context as HonoContext } from "hono";
import { Bytes, type Context } from "../api";
import { type Effect, faultCode } from "../faults";
import type { Recorder } from "../inspection";
import { VendorError, badRequest } from "../vendor-error";
import { foreign } from "./guard";
import { type Env, type Incoming, isLoopback, readIncoming } from "./incoming";
import { type Outcome, contentType, outcomeOf, response } from "./outcome";

/** What the HTTP side needs of the control plane. */
export interface Core {
  readonly recorder: Recorder;
  /** Runs a handler as one change of the world. */
  readonly change: <T>(work: (context: Context) => T) => T;
}

/** Guard, fault, handler, record, answer: in that order. */
export async function serve(
  core: Core,
  c: HonoContext<Env>,
  handle: (request: Incoming, context: Context) => Outcome,
): Promise<Response> {
  const request = await readIncoming(c).catch(() => undefined);
  if (request === undefined) return response({ status: 400, body: badRequest("The request cannot be read.") });
  // The death of an app's process may have been noticed together with this call: it is seen to first.
  await new Promise(setImmediate);
  if (!isLoopback(c.req.header("host"), c.env.incoming.socket.localPort)) {
    const refused = foreign();
    return finish(core, request, { status: refused.status, body: refused });
  }
  const effect = core.change(({ faults }) => faults.effectOn(request.method, request.path));
  if (effect?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, effect.milliseconds));
  if (effect?.kind === "hold" && effect.when === "before") {
    await hold(effect);
    if (c.env.incoming.socket.destroyed) return breakOff(core, c, request, effect);
  }
  if (effect?.kind === "drop" && effect.when === "before") return breakOff(core, c, request, effect);
  if (effect?.kind === "answer") return faulty(core, request, effect);
  const outcome = outcomeOf(() => core.change((context) => handle(request, context)));
  if (effect?.kind === "drop" || effect?.kind === "cut") return breakOff(core, c, request, effect, outcome);
  if (effect?.kind === "hold" && effect.when === "after") await hold(effect);
  return finish(core, request, outcome);
}

async function hold({ reached, until }: Extract<Effect, { readonly kind: "hold" }>): Promise<void> {
  reached();
  // How it ended does not matter, only that it did.
  await Promise.allSettled([until]);
}

function finish(core: Core, request: Incoming, outcome: Outcome): Response {
  record(core, request, outcome);
  return response(outcome);
}

/** What was asked for does not happen, and this is said instead. */
function faulty(core: Core, request: Incoming, effect: Extract<Effect, { readonly kind: "answer" }>): Response {
  const { status, headers = {}, text, message = "injected fault" } = effect;
  const outcome = { status, body: new VendorError(status, faultCode(effect), message) };
  record(core, request, outcome);
  if (text === undefined) return response(outcome, headers);
  return new Response(text, { status, headers: { "content-type": "text/html", ...headers } });
}

/** Ends the connection without an answer, or in the middle of one. */
function breakOff(core: Core, c: HonoContext<Env>, request: Incoming, effect: Effect, outcome?: Outcome): Response {
  record(core, request, { status: 0, body: undefined, ...(outcome?.caller && { caller: outcome.caller }) });
  const { outgoing } = c.env;
  if (effect.kind === "cut" && outcome !== undefined) {
    const whole = outcome.body instanceof Bytes ? outcome.body.content : Buffer.from(JSON.stringify(outcome.body));
    outgoing.writeHead(outcome.status, { "content-type": contentType(outcome.body), "content-length": whole.length });
    outgoing.write(whole.subarray(0, whole.length / 2), () => outgoing.destroy());
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
