import type { Issue } from "../errors";
import { isPlain } from "./freeze";
import type * as Judged from "./judged";
import { mayHoldProto } from "./proto";
import type { Schema } from "./schema";
import { unknownKey } from "./wording";

type Path = Issue["path"];

/** Every problem that `schema` finds in `value`, as issues of ours; `at` is where the value stands. */
export function problems(schema: Schema, value: unknown, at: Path = []): Issue[] {
  return schema.accepts(value) ? [] : judged(schema, value, at);
}

/** {@link problems}, and members called `__proto__`. */
export function everyProblem(schema: Schema, value: unknown): Issue[] {
  // What is accepted has been searched for such members too.
  return schema.accepts(value) ? [] : [...judged(schema, value, []), ...protoKeys(value)];
}

/** Zod is loaded with the first value that is wrong. */
function judged(schema: Schema, value: unknown, at: Path): Issue[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require("./judged") as typeof Judged).judged(schema.zod(), value, at);
}

/**
 * Members called `__proto__`, which a file can hold and JSON.parse makes: no schema sees them, so each would be taken
 * over unread.
 */
export function protoKeys(value: unknown, path: Path = []): Issue[] {
  // Hardly anything holds one, and paths and sets cost more than the search.
  return mayHoldProto(value) ? listProtoKeys(value, path, new WeakSet()) : [];
}

function listProtoKeys(value: unknown, path: Path, seen: WeakSet<object>): Issue[] {
  if (!isPlain(value) || seen.has(value)) return [];
  seen.add(value);
  const own = Object.hasOwn(value, "__proto__") ? [unknownKey("__proto__", [], [...path, "__proto__"])] : [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [
    ...own,
    ...keys.flatMap((key) => listProtoKeys((value as Record<PropertyKey, unknown>)[key], [...path, key], seen)),
  ];
}
