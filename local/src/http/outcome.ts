import { Bytes } from "../api";
import type { Principal } from "../principal";
import { VendorError } from "../vendor-error";

/** Who called, and what of. */
export interface Caller {
  readonly identity: Principal;
  /** Of a workspace, or else of the account. */
  readonly workspace?: string;
  readonly account?: string;
}

/** How a call ends. */
export interface Outcome {
  readonly status: number;
  readonly body: unknown;
  readonly caller?: Caller;
}

/** Carries who was refused, for the record. */
export class Refusal extends Error {
  constructor(
    readonly reason: unknown,
    readonly caller: Caller,
  ) {
    super("refused");
  }
}

/** Runs a handler; what it throws is its outcome. */
export function outcomeOf(work: () => Outcome): Outcome {
  try {
    return work();
  } catch (thrown) {
    const error: unknown = thrown instanceof Refusal ? thrown.reason : thrown;
    const caller = thrown instanceof Refusal ? { caller: thrown.caller } : {};
    if (error instanceof VendorError) return { status: error.status, body: error, ...caller };
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { status: 500, body: { error_code: "INTERNAL_ERROR", message }, ...caller };
  }
}

export function response({ status, body, caller }: Outcome, more: Readonly<Record<string, string>> = {}): Response {
  const headers: Record<string, string> = { "content-type": contentType(body), ...more };
  if (caller?.workspace !== undefined) headers["x-databricks-org-id"] = caller.workspace;
  return new Response(body instanceof Bytes ? new Uint8Array(body.content) : JSON.stringify(body), { status, headers });
}

export function contentType(body: unknown): string {
  return body instanceof Bytes ? "application/octet-stream" : "application/json";
}
