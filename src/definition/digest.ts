import { createHash, type Hash } from "node:crypto";
import { canonicalJson, hasToJson } from "./canonical-json";

export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** Of a value, whatever the order of its keys. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** {@link digestOf} for what is large: its text, and a copy with sorted keys, never exist as a whole. */
export function digestOfLarge(value: unknown): string {
  const hash = createHash("sha256");
  addTo(hash, value, LARGE_LEVELS);
  return hash.digest("hex");
}

/** An assembly's digest is of a list of objects with lists. */
const LARGE_LEVELS = 3;

function addTo(hash: Hash, value: unknown, levels: number): void {
  if (levels === 0 || typeof value !== "object" || value === null || hasToJson(value) || hasNumbers(value)) {
    hash.update(canonicalJson(value) ?? "null");
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      hash.update(index === 0 ? "[" : ",");
      addTo(hash, item, levels - 1);
    }
    hash.update(value.length === 0 ? "[]" : "]");
  } else {
    const members = Object.entries(value).filter(([, member]) => canHold(member));
    members.sort(([a], [b]) => (a < b ? -1 : 1));
    members.forEach(([name, member], index) => {
      hash.update(`${index === 0 ? "{" : ","}${JSON.stringify(name)}:`);
      addTo(hash, member, levels - 1);
    });
    hash.update(members.length === 0 ? "{}" : "}");
  }
}

/** JavaScript puts such names before all others. */
function hasNumbers(value: object): boolean {
  return !Array.isArray(value) && Object.keys(value).some((name) => /^\d/.test(name));
}

/** JSON leaves out members of other types. */
function canHold(member: unknown): boolean {
  return member !== undefined && typeof member !== "function" && typeof member !== "symbol";
}
