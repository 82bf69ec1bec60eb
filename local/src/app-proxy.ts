import { randomUUID } from "node:crypto";
import * as http from "node:http";
import type { Context } from "./api";
import { may, objectKey } from "./access";
import { asList } from "./json";
import type { Principal } from "./principal";
import { COOKIE, type Sign, readSign, signInPage } from "./app-sign-in";
import type { Token, Workspace } from "./state";
import { callerOf } from "./tokens";

/** The vendor's proxy gives up after that long. */
const ANSWER_MILLISECONDS = 120_000;
/** Of one connection, not of what is said over it. */
const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** What is written down about a call of an app. */
export interface Visit {
  readonly path: string;
  readonly query: string;
  readonly status: number;
  readonly token?: Token;
}

interface Target {
  readonly port: number;
  /** What the app sees: the address below its own. */
  readonly path: string;
  readonly headers: http.OutgoingHttpHeaders;
}

type Answer = { readonly status: number; readonly text: string; readonly headers?: http.OutgoingHttpHeaders };

/** Answers a call below an app's address: by the app itself, for whoever may use it. */
export async function answerVisit(
  context: <T>(work: (context: Context) => T) => T,
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
): Promise<Visit> {
  const [pathname = "/", ...more] = (incoming.url ?? "/").split("?");
  const query = more.length === 0 ? "" : `?${more.join("?")}`;
  const [, , workspace = "", app = "", ...rest] = pathname.split("/");
  const base = `/run/${workspace}/${app}`;
  const sign = await readSign(incoming, base, rest.join("/"));
  const { answer, token } = context((inner): { answer: Answer | Target; token?: Token } => {
    const found = callerOf(inner.world, sign.authorization);
    const held = inner.world.workspaces[workspace];
    if (found === undefined || held === undefined || found.workspace !== workspace) {
      return { answer: { status: 401, text: signInPage(base), headers: { "content-type": "text/html" } } };
    }
    return { answer: admit(inner, held, app, found, incoming, sign, `/${rest.join("/")}${query}`), token: found };
  });
  if ("port" in answer) await forward(answer, base, incoming, outgoing);
  else {
    const type = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
    outgoing.writeHead(answer.status, { ...type, ...answer.headers }).end(answer.text);
  }
  return { path: pathname, query, status: outgoing.statusCode, ...(token === undefined ? {} : { token }) };
}

function admit(
  context: Context,
  workspace: Workspace,
  name: string,
  { principal, token }: Token,
  incoming: http.IncomingMessage,
  sign: Sign,
  path: string,
): Answer | Target {
  const app = Object.hasOwn(workspace.apps, name) ? workspace.apps[name] : undefined;
  if (app === undefined) return { status: 404, text: "App Not Found\n" };
  if (!may(workspace, principal, "CAN_USE", objectKey("apps", name))) {
    return { status: 403, text: `${principal.name} does not have CAN_USE permission on app ${name}.\n` };
  }
  if (sign.answer !== undefined) return { status: 303, text: "", headers: sign.answer };
  const run = context.runner.inspect().find((each) => each.workspace === workspace.id && each.app === name);
  const port = run?.processes.find(({ serving }) => serving)?.port;
  if (port === undefined) {
    return {
      status: 503,
      text: "App Not Available\nSorry, the Databricks app you are trying to access is currently not available.\n",
    };
  }
  const headers = forwarded(incoming, workspace, principal);
  // Where an app acts on behalf of its users, it gets their token: here the whole one, not one of those scopes alone.
  if (asList(app.config.user_api_scopes).length > 0) headers["x-forwarded-access-token"] = token;
  return { port, path, headers };
}

/** What a visitor says about themselves is dropped, and so is what only this server is to know. */
function forwarded(
  incoming: http.IncomingMessage,
  workspace: Workspace,
  { kind, name }: Principal,
): http.OutgoingHttpHeaders {
  const headers: http.OutgoingHttpHeaders = {};
  for (const [field, value] of Object.entries(incoming.headers)) {
    if (field.startsWith("x-forwarded-") || field === "authorization" || HOP_BY_HOP.includes(field)) continue;
    headers[field] = value;
  }
  const cookies = (incoming.headers.cookie ?? "").split(/; */).filter((each) => !each.startsWith(`${COOKIE}=`));
  delete headers.cookie;
  if (cookies.join("") !== "") headers.cookie = cookies.join("; ");
  if (incoming.headers["transfer-encoding"] !== undefined) headers["transfer-encoding"] = "chunked";
  const lower = name.toLowerCase();
  const id =
    kind === "user"
      ? workspace.users.find(({ userName }) => userName.toLowerCase() === lower)?.id
      : workspace.servicePrincipals.find(({ applicationId }) => applicationId.toLowerCase() === lower)?.id;
  return {
    ...headers,
    "x-forwarded-host": incoming.headers.host,
    "x-forwarded-user": `${id ?? ""}@${workspace.id}`,
    "x-forwarded-email": name,
    "x-forwarded-preferred-username": name,
    "x-real-ip": incoming.socket.remoteAddress ?? "127.0.0.1",
    "x-request-id": randomUUID(),
  };
}

/** Resolves when the answer is over, however it ends. */
function forward(
  { port, path, headers }: Target,
  base: string,
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
): Promise<void> {
  return new Promise((resolve) => {
    outgoing.once("close", resolve);
    const refuse = (status: number, text: string): void => {
      if (!outgoing.headersSent) outgoing.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(text);
      else if (!outgoing.writableEnded) outgoing.destroy();
    };
    const request = http.request({ host: "127.0.0.1", port, path, method: incoming.method, headers, agent: false });
    const timer = setTimeout(() => {
      refuse(504, "The app did not answer in time.\n");
      request.destroy();
    }, ANSWER_MILLISECONDS);
    outgoing.once("close", () => {
      clearTimeout(timer);
      request.destroy();
    });
    request.on("error", () => {
      refuse(502, "The app broke the connection.\n");
    });
    request.once("response", (response) => {
      clearTimeout(timer);
      const shown = Object.fromEntries(Object.entries(response.headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
      // The app does not know that its address is not the root.
      const { location } = response.headers;
      if (location?.startsWith("/") === true && !location.startsWith("//")) shown.location = `${base}${location}`;
      outgoing.writeHead(response.statusCode ?? 502, shown);
      response.once("error", () => outgoing.destroy());
      response.pipe(outgoing);
    });
    incoming.pipe(request);
  });
}
