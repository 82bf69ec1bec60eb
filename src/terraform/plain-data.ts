import { type TerraformStack, Token, Tokenization } from "cdktf";
import { Dependency } from "./dependency";
import { isOddKey } from "./document-text";
import { AttributeReference } from "./reference";
import { Rendered } from "./rendered";

/** Data without tokens, `undefined` and class instances: what may be written as it stands. */
export type PlainData = string | number | boolean | null | PlainData[] | PlainObject;
export interface PlainObject {
  [key: string]: PlainData;
}

/**
 * Copies data in its final form, as cdktf's resolve would, with its keys in order, or answers undefined where only
 * cdktf can do it: foreign tokens, references across stacks, functions, class instances, anything that cdktf refuses.
 *
 * Every value of every document passes here, so this is written for speed.
 */
export function toPlainData(value: unknown, stack: TerraformStack): PlainData | undefined {
  const plain = copy(value, stack, 0);
  return plain === LEFT_TO_CDKTF ? undefined : plain;
}

export function isPlainObject(data: PlainData | undefined): data is PlainObject {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

const LEFT_TO_CDKTF = Symbol("left to cdktf");
type Copy = PlainData | undefined | typeof LEFT_TO_CDKTF;

/** Deeper than any real argument: a circular one, and cdktf has the message for it. */
const MAX_DEPTH = 100;
/** Tokens inside numbers are doubles below this bound, see cdktf's `createTokenDouble`. */
const LEAST_PLAIN_NUMBER = -1e200;

function copy(value: unknown, stack: TerraformStack, depth: number): Copy {
  switch (typeof value) {
    case "string":
      return mayHoldToken(value) ? copyText(value, stack) : value;
    case "boolean":
    case "undefined":
      return value;
    case "number":
      return value > LEAST_PLAIN_NUMBER && value !== Token.NUMBER_MAP_TOKEN_VALUE ? value : LEFT_TO_CDKTF;
    case "object":
      if (value === null) return null;
      if (depth > MAX_DEPTH) return LEFT_TO_CDKTF;
      return Array.isArray(value) ? copyList(value, stack, depth + 1) : copyObject(value, stack, depth + 1);
    default:
      return LEFT_TO_CDKTF;
  }
}

function copyList(list: readonly unknown[], stack: TerraformStack, depth: number): Copy {
  const items: PlainData[] = [];
  for (const value of list) {
    const item = copy(value, stack, depth);
    if (item === LEFT_TO_CDKTF) return LEFT_TO_CDKTF;
    if (item !== undefined) items.push(item);
  }
  return items;
}

function copyObject(value: object, stack: TerraformStack, depth: number): Copy {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return referenceTo(value, stack) ?? LEFT_TO_CDKTF;
  const fields = value as Readonly<Record<string, unknown>>;
  const members: PlainObject = {};
  for (const key of inOrder(Object.keys(fields))) {
    if (!isPlainKey(key)) return LEFT_TO_CDKTF;
    const member = copy(fields[key], stack, depth);
    if (member === LEFT_TO_CDKTF) return LEFT_TO_CDKTF;
    if (member !== undefined) members[key] = member;
  }
  return members;
}

/** The keys, sorted in place: of most objects they are already, which the engine's own sort takes long to find out. */
function inOrder(keys: string[]): string[] {
  for (let i = 1; i < keys.length; i++) if ((keys[i - 1] as string) > (keys[i] as string)) return keys.sort();
  return keys;
}

const TOKENS = /\$\{TfToken\[[a-zA-Z0-9:._-]+\]\}/g;
const LONE_TOKEN = /^\$\{TfToken\[[a-zA-Z0-9:._-]+\]\}$/;

/** A text with tokens, where all of them refer to something in this stack. */
function copyText(text: string, stack: TerraformStack): string | typeof LEFT_TO_CDKTF {
  // An escape around tokens, an encoded number, a marker of a list or map: cdktf's own business.
  if (holdsNumberOrMap(text) || text.replace(TOKENS, "").includes("${")) return LEFT_TO_CDKTF;
  const lone = LONE_TOKEN.test(text) ? tokenIn(text) : undefined;
  if (lone instanceof Dependency) return addressOf(lone, stack) ?? LEFT_TO_CDKTF;
  const written = text.replace(TOKENS, (token) => referenceTo(tokenIn(token), stack) ?? token);
  return written.includes("TfToken[") ? LEFT_TO_CDKTF : written;
}

function referenceTo(token: unknown, stack: TerraformStack): string | undefined {
  return isOwn(token, stack) ? `\${${token.identifier}}` : undefined;
}

/** Dependencies are addresses, without the braces of an expression. */
function addressOf({ on: { fqn } }: Dependency, stack: TerraformStack): string | undefined {
  const token = LONE_TOKEN.test(fqn) ? tokenIn(fqn) : undefined;
  return isOwn(token, stack) ? token.identifier : undefined;
}

function isOwn(token: unknown, stack: TerraformStack): token is AttributeReference {
  return AttributeReference.is(token) && token.originStack === stack;
}

function tokenIn(text: string): unknown {
  try {
    return Tokenization.reverseString(text).firstToken;
  } catch {
    return undefined; // nobody made this token: cdktf says so at synthesis
  }
}

function mayHoldToken(text: string): boolean {
  return text.includes("TfToken[") || holdsNumberOrMap(text);
}

/** A token of a number reads like `-1.8881545897087626e+289` inside a string. */
function holdsNumberOrMap(text: string): boolean {
  return text.includes("e+") || text === Token.STRING_MAP_TOKEN_VALUE || text === Token.ANY_MAP_TOKEN_VALUE;
}

/** Names of attributes repeat thousands of times, so they are looked at once. Bounded: keys of maps are users' data. */
const plainKeys = new Set<string>();
const MAX_PLAIN_KEYS = 2000;

function isPlainKey(key: string): boolean {
  if (plainKeys.has(key)) return true;
  if (mayHoldToken(key) || Rendered.reserves(key) || isOddKey(key)) return false;
  if (plainKeys.size < MAX_PLAIN_KEYS) plainKeys.add(key);
  return true;
}
