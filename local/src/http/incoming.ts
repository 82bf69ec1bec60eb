import type { HttpBindings } from "@hono/node-server";
import type { Context as HonoContext } from "hono";
import type { ApiRequest } from "../api";
import { asObject } from "../json";

export type Env = { Bindings: HttpBindings };

/** A call that was read, by whomever. */
export type Incoming = Omit<ApiRequest, "caller" | "workspace">;

/** A page of any site can post to loopback, but its name for it is another one. */
export function isLoopback(host: string | undefined, port: number | undefined): boolean {
  return host === `127.0.0.1:${port ?? 0}` || host === `localhost:${port ?? 0}`;
}

/** Reads a call whole. Rejects where its path or its body is not what it says. */
export async function readIncoming(c: HonoContext<Env>): Promise<Incoming> {
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
