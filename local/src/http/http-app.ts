import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context as HonoContext, Hono } from "hono";
import type { AccountRoute, PublicRoute, Route } from "../api";
import { answerVisit } from "../app-proxy";
import { foreign, ofAccount, ofWorkspace, unknownRoute } from "./guard";
import { type Env, isLoopback } from "./incoming";
import { response } from "./outcome";
import { type Core, serve } from "./serve";

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
    app.on(method, path, (c) => serve(core, c, (request, context) => ofWorkspace(request, context, handle)));
  }
  app.all("/run/*", (c) => visit(core, c));
  app.all("/api/2.0/accounts/*", (c) =>
    serve(core, c, (request, context) => ofAccount(request, context, unknownRoute)),
  );
  app.all("*", (c) => serve(core, c, (request, context) => ofWorkspace(request, context, unknownRoute)));
  return app;
}

/** Of an app, through this server. */
function visit(core: Core, c: HonoContext<Env>): Response {
  const { incoming, outgoing } = c.env;
  if (!isLoopback(c.req.header("host"), incoming.socket.localPort)) return response({ status: 403, body: foreign() });
  answerVisit(core.change, incoming, outgoing).then(
    ({ token, ...seen }) => {
      const who = token === undefined ? {} : { workspace: token.workspace, identity: token.principal };
      core.recorder.record({ method: c.req.method, ...seen, ...who });
    },
    () => outgoing.destroy(),
  );
  return RESPONSE_ALREADY_SENT;
}
