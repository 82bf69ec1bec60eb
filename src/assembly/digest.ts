import { canonicalJson, sha256 } from "../network/digest";

export { canonicalJson, sha256 } from "../network/digest";

/** Of a value, whatever the order of its keys. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}
