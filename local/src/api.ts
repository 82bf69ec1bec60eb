import { randomUUID } from "node:crypto";
import { may } from "./access";
import type { Blobs } from "./blobs";
import type { Clock } from "./clock";
import type { Faults } from "./faults";
import type { JsonObject } from "./json";
import type { Principal } from "./principal";
import type { Runner } from "./runner";
import type { Workspace, World } from "./state";
import type { Switches } from "./switches";
import { denied } from "./vendor-error";

/** A call as a handler sees it: read whole, and by somebody known. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly params: { readonly [name: string]: string };
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** Empty where there is none. */
  readonly body: JsonObject;
  readonly raw: Uint8Array;
  /** The parts of a multipart body. */
  readonly form: ReadonlyMap<string, Uint8Array>;
  readonly caller: Principal;
  readonly workspace: Workspace;
}

/** What handlers work with. */
export interface Context {
  readonly world: World;
  readonly clock: Clock;
  readonly switches: Switches;
  readonly blobs: Blobs;
  readonly runner: Runner;
  readonly faults: Faults;
  /** Where this server listens. */
  readonly url: string;
  /** Applies what becomes known later, outside of any request. */
  readonly later: (work: (world: World) => void) => void;
}

/** An answer that is no JSON: the content of a file. */
export class Bytes {
  constructor(readonly content: Uint8Array) {}
}

/** Answers 200 with what it returns, or throws a VendorError. It must not wait for anything: see Store.change. */
export type Handler = (request: ApiRequest, context: Context) => unknown;

/** A call of the account level: there is no workspace to it, but the one that its path may name. */
export type AccountRequest = Omit<ApiRequest, "workspace">;

/** Answered for the admins of the account alone; the path begins with it. */
export interface AccountRoute {
  readonly method: Route["method"];
  readonly path: string;
  readonly handle: (request: AccountRequest, context: Context) => unknown;
}

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** `:name` stands for one segment, `:name{.+}` for the rest. */
  readonly path: string;
  readonly handle: Handler;
}

/** A document that needs no token. */
export interface PublicRoute {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly handle: (request: Omit<ApiRequest, "caller" | "workspace">, context: Context) => unknown;
}

export function nextId(world: World): number {
  world.nextId += 1;
  return world.nextId;
}

export function uuid(): string {
  return randomUUID();
}

/** Refuses who may not. */
export function demand(request: ApiRequest, level: string, key: string): void {
  if (may(request.workspace, request.caller, level, key)) return;
  throw denied(`${request.caller.name} does not have ${level} permission on ${key}.`);
}
