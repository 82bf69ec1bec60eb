import type { Issue } from "../errors";
import { SECRET_SHAPES } from "../facts/secrets";
import { nearest } from "./nearest";

/** What a refinement of ours adds to zod's issue. */
export interface Rule {
  readonly code: string;
  readonly allowed?: readonly string[];
  readonly fix?: string;
  /** The value must not be shown. */
  readonly secret?: true;
}

/** The message of a `schema.type` issue, by the type that belongs there. */
export function expected(type: string): string {
  return `expected ${type}`;
}

/** An issue for a key that nothing reads. */
export function unknownKey(
  key: string,
  allowed: readonly string[],
  path: Issue["path"],
  code = "schema.unknown-key",
): Issue {
  const near = nearest(key, allowed);
  const fix = near === undefined ? `remove "${key}"` : `did you mean "${near}"?`;
  return { code, path, message: `"${key}" is not known here`, allowed, fix };
}

/** A value for an issue's `got`; what may be a credential, or is long, stays out. */
export function shown(value: unknown): { readonly got?: unknown } {
  if (value === null || typeof value === "number" || typeof value === "boolean") return { got: value };
  if (typeof value !== "string") return {};
  return value.length > 120 || secretShape(value) !== undefined ? {} : { got: value };
}

/** The kind of credential that a text holds, if any. */
export function secretShape(text: string): string | undefined {
  return SECRET_SHAPES.value.find(({ pattern }) => pattern.test(text))?.name;
}
