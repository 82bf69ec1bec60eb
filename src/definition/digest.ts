import * as crypto from "node:crypto";
import { canonicalJson } from "./canonical-json";

/** From Node 20.12 on: one call, where a hash that is an object has all that a stream has, for each text anew. */
const { hash: hashOnce }: Partial<Pick<typeof crypto, "hash">> = crypto;

export function sha256(data: string | Uint8Array): string {
  return hashOnce?.("sha256", data) ?? crypto.createHash("sha256").update(data).digest("hex");
}

/** Of a value, whatever the order of its keys. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** A digest of what is never there as a whole. */
export class RunningDigest {
  private readonly hash = crypto.createHash("sha256");

  add(data: string | Uint8Array): void {
    this.hash.update(data);
  }

  end(): string {
    return this.hash.digest("hex");
  }
}
