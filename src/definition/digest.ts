import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical-json";

export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** Of a value, whatever the order of its keys. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** A digest of what is never there as a whole. */
export class RunningDigest {
  private readonly hash = createHash("sha256");

  add(data: string | Uint8Array): void {
    this.hash.update(data);
  }

  end(): string {
    return this.hash.digest("hex");
  }
}
