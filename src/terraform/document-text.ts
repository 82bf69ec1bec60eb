import { Rendered } from "./rendered";

/** How an engine prints an empty list or object: `{}`, or with its brackets on two lines. */
export type Empties = "on one line" | "on two lines";

/**
 * The text of a document, byte for byte as the engines write it, by V8's serializer instead of theirs: they sort keys
 * and indent by two in JavaScript, which takes several times as long.
 *
 * Undefined for what V8 might print in another way than they do. Then the engine has to write it.
 *
 * @param isOurs nobody had a chance to change finished data, whose keys are in order
 */
export function documentText(document: unknown, empties: Empties, isOurs = false): string | undefined {
  const ordered = inOrder(document, 0, isOurs);
  if (ordered === ODD) return undefined;
  const text = JSON.stringify(ordered, null, 2);
  return empties === "on one line" ? text : onTwoLines(text);
}

/** A key that V8 prints in another order than they do, or that is no key to it at all. */
export function isOddKey(key: string): boolean {
  return key === "toJSON" || key === "__proto__" || INTEGER.test(key);
}

const ODD = Symbol("odd");
/** Deeper than any document: a circular one, and the engine has the message for it. */
const MAX_DEPTH = 200;
/** JavaScript orders such keys before all others, the engines among them. */
const INTEGER = /^(?:0|[1-9]\d*)$/;

/** The value with sorted keys: itself where they are, as in finished data. */
function inOrder(value: unknown, depth: number, isOurs: boolean): unknown {
  switch (typeof value) {
    case "object":
      if (value === null || (isOurs && Rendered.is(value))) return value;
      if (depth > MAX_DEPTH) return ODD;
      return Array.isArray(value) ? inOrderList(value, depth + 1, isOurs) : inOrderObject(value, depth + 1, isOurs);
    case "bigint":
    case "symbol":
    case "function":
      return ODD;
    default:
      return value;
  }
}

function inOrderList(list: readonly unknown[], depth: number, isOurs: boolean): unknown {
  let copy: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const value = inOrder(list[i], depth, isOurs);
    if (value === ODD) return ODD;
    if (value !== list[i]) (copy ??= [...list])[i] = value;
  }
  return copy ?? list;
}

function inOrderObject(object: object, depth: number, isOurs: boolean): unknown {
  const prototype: unknown = Object.getPrototypeOf(object);
  // Dates, boxed strings and whatever else prints itself in its own way.
  if (prototype !== Object.prototype && prototype !== null && !Rendered.is(object)) return ODD;
  const members = object as Readonly<Record<string, unknown>>;
  let [last, sorted] = ["", true];
  const keys = Object.keys(members);
  for (const key of keys) {
    if (key < last) sorted = false;
    last = key;
    if (isOddKey(key)) return ODD;
  }
  let copy = sorted ? undefined : copyOf(members, keys.sort());
  for (const key of keys) {
    const value = inOrder(members[key], depth, isOurs);
    if (value === ODD) return ODD;
    if (value !== members[key]) (copy ??= copyOf(members, keys))[key] = value;
  }
  return copy ?? object;
}

function copyOf(members: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key of keys) copy[key] = members[key];
  return copy;
}

/**
 * Puts the brackets of what is empty on two lines. Only a bracket of JSON ends a line, with or without a comma: a text
 * ends in a quote.
 */
function onTwoLines(text: string): string {
  let result = "";
  let done = 0;
  let [list, object] = [text.indexOf("[]"), text.indexOf("{}")];
  while (list !== -1 || object !== -1) {
    const isList = object === -1 || (list !== -1 && list < object);
    const at = isList ? list : object;
    if (isList) list = text.indexOf("[]", at + 2);
    else object = text.indexOf("{}", at + 2);
    const end = text[at + 2] === "," ? at + 3 : at + 2;
    if (end < text.length && text[end] !== "\n") continue;
    const line = text.lastIndexOf("\n", at) + 1;
    let indent = line;
    while (text[indent] === " ") indent++;
    result += `${text.slice(done, at + 1)}\n${text.slice(line, indent)}`;
    done = at + 1;
  }
  return done === 0 ? text : result + text.slice(done);
}
