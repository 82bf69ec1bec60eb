import { createHash } from "node:crypto";
import { canonicalJson } from "../promotion/canonical-json";

export { canonicalJson } from "../promotion/canonical-json";

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Of a value, whatever the order of its keys. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}
