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
  const [at, said] = [pathOf(path), concealText(why)];
  // Nearly all have both: those are made in one piece.
  if (before !== undefined && after !== undefined) {
    const [was, is] = [shownValue(before, path), shownValue(after, path)];
    return { path: at, kind, direction, before: was, after: is, why: said };
  }
  const value =
    before === undefined
      ? after !== undefined && { after: shownValue(after, path) }
      : { before: shownValue(before, path) };
  return { path: at, kind, direction, ...value, why: said };
}

/** The parts of a path as one text. A part may hold slashes: a role's name, say. */
export function pathOf(parts: readonly (string | number)[]): string {
  return parts.map((part) => concealText(String(part)).replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
}

/** A value as it may be shown and kept: without credentials, its members in one order. */
function shownValue(value: unknown, [section, name = ""]: readonly string[]): unknown {
  if (section === "env" && typeof value === "string" && SECRET_NAMES.value.test(name)) return "<concealed>";
  return sound(value);
}

function sound(value: unknown): unknown {
  if (typeof value === "string") return concealText(value);
  if (Array.isArray(value)) return value.map(sound);
  if (!isPlain(value)) return value;
  const members: [string, unknown][] = [];
  for (const [key, given] of Object.entries(value)) {
    const member = sound(given);
    if (member !== undefined) members.push([concealText(key), member]);
  }
  return Object.fromEntries(members.length < 2 ? members : members.sort(([a], [b]) => (a < b ? -1 : 1)));
}
