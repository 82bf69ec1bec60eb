import { concealText } from "../definition/conceal";
import { isPlain } from "../definition/freeze";
import { SECRET_NAMES } from "../facts/secrets";

/** One thing in which two bound apps differ. */
export interface Difference {
  /** Stable and unique within a comparison, such as `access/viewers`; `~0` and `~1` stand for `~` and `/` in a name. */
  readonly path: string;
  /**
   * `binding`: what every stage must name. `override`: what a stage may choose. `release`: the definition changed.
   * `platform`: the workspace, or the provider that it takes.
   */
  readonly kind: "binding" | "override" | "release" | "platform";
  /** Does the app, or its audience, get more than before? */
  readonly direction: "widens" | "narrows" | "neither";
  /** Absent where the first has none. */
  readonly before?: unknown;
  /** Absent where the second has none. */
  readonly after?: unknown;
  /** One sentence for whoever approves it. */
  readonly why: string;
}

export type Direction = Difference["direction"];

/** What a comparison says of one value; {@link difference} adds what every difference has. */
export type Remark = Omit<Difference, "path"> & { readonly path: readonly string[] };

export function difference({ path, kind, direction, before, after, why }: Remark): Difference {
  const at = pathOf(path);
  const said = concealText(why);
  // Each is made in one piece: there are thousands.
  if (before === undefined) {
    if (after === undefined) return { path: at, kind, direction, why: said };
    return { path: at, kind, direction, after: shownValue(after, path), why: said };
  }
  const was = shownValue(before, path);
  if (after === undefined) return { path: at, kind, direction, before: was, why: said };
  return { path: at, kind, direction, before: was, after: shownValue(after, path), why: said };
}

/** The parts of a path as one text. A part may hold slashes: a role's name, say. */
export function pathOf(parts: readonly (string | number)[]): string {
  let path = "";
  for (let i = 0; i < parts.length; i++) {
    const part = concealText(String(parts[i]));
    if (i > 0) path += "/";
    path += ESCAPED.test(part) ? part.replaceAll("~", "~0").replaceAll("/", "~1") : part;
  }
  return path;
}

/** What means something in a path; hardly any part holds it. */
const ESCAPED = /[~/]/;

/** A value as it may be shown and kept: without credentials, its members in one order. */
function shownValue(value: unknown, path: readonly string[]): unknown {
  if (path[0] === "env" && typeof value === "string" && SECRET_NAMES.value.test(path[1] ?? "")) return "<concealed>";
  return sound(value);
}

function sound(value: unknown): unknown {
  if (typeof value === "string") return concealText(value);
  if (Array.isArray(value)) return value.map(sound);
  if (!isPlain(value)) return value;
  const members = value as Members;
  const shown: Record<string, unknown> = {};
  let last = "";
  for (const key in members) {
    const name = concealText(key);
    // Members come in one order already; others, and two that share a name now, are put into it.
    if (name <= last || name === "__proto__" || !Object.hasOwn(members, key)) return inOrder(members);
    last = name;
    const member = sound(members[key]);
    if (member !== undefined) shown[name] = member;
  }
  return shown;
}

type Members = Readonly<Record<string, unknown>>;

function inOrder(value: Members): Members {
  const members: [string, unknown][] = [];
  for (const [key, given] of Object.entries(value)) {
    const member = sound(given);
    if (member !== undefined) members.push([concealText(key), member]);
  }
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}
