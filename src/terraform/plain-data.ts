import { type TerraformStack, Token, Tokenization } from "cdktf";
import { AttributeReference } from "./reference";
import { Rendered } from "./rendered";

/** Data without tokens, `undefined` and class instances: what may be written as it stands. Keys are sorted. */
export type PlainData = string | number | boolean | null | PlainData[] | PlainObject;
export interface PlainObject {
  [key: string]: PlainData;
}

/**
 * Copies arguments in their final form, as cdktf's resolve would, or answers undefined where only cdktf can do it:
 * foreign tokens, references across stacks, functions, class instances, anything that cdktf refuses.
 */
export function toPlainData(value: unknown, stack: TerraformStack): PlainData | undefined {
  const copy = new Copy(stack);
  const plain = copy.of(value, 0);
  return copy.ready ? plain : undefined;
}

/** A copy of plain data that its receiver may change. */
export function clone(data: PlainData): PlainData {
  if (typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) return data.map(clone);
  const copy: PlainObject = {};
  for (const key in data) copy[key] = clone(data[key] ?? null);
  return copy;
}

/** Deeper than any real argument: a circular one, and cdktf has the message for it. */
const MAX_DEPTH = 100;
/** Tokens inside numbers are doubles below this bound, see cdktf's `createTokenDouble`. */
const LEAST_PLAIN_NUMBER = -1e200;
const STRING_TOKEN = /\$\{TfToken\[[a-zA-Z0-9:._-]+\]\}/g;
const INTEGER = /^(?:0|[1-9]\d*)$/;

class Copy {
  ready = true;

  constructor(private readonly stack: TerraformStack) {}

  of(value: unknown, depth: number): PlainData | undefined {
    if (!this.ready || depth > MAX_DEPTH) return this.leaveToCdktf();
    switch (typeof value) {
      case "string":
        return mayHoldToken(value) ? this.text(value) : value;
      case "number":
        return value > LEAST_PLAIN_NUMBER && value !== Token.NUMBER_MAP_TOKEN_VALUE ? value : this.leaveToCdktf();
      case "boolean":
      case "undefined":
        return value;
      case "object":
        return value === null ? null : this.object(value, depth + 1);
      default:
        return this.leaveToCdktf();
    }
  }

  private object(value: object, depth: number): PlainData | undefined {
    if (AttributeReference.is(value)) {
      return value.originStack === this.stack ? `\${${value.identifier}}` : this.leaveToCdktf();
    }
    if (Array.isArray(value)) {
      return value.map((item) => this.of(item, depth)).filter((item) => item !== undefined);
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if ((prototype !== Object.prototype && prototype !== null) || Tokenization.isResolvable(value)) {
      return this.leaveToCdktf();
    }
    const fields = value as Readonly<Record<string, unknown>>;
    const copy: PlainObject = {};
    for (const key of Object.keys(fields).sort()) {
      if (!isPlainKey(key)) return this.leaveToCdktf();
      const plain = this.of(fields[key], depth);
      if (plain !== undefined) copy[key] = plain;
    }
    return copy;
  }

  /** A string with tokens, where all of them refer to attributes in this stack. */
  private text(value: string): string | undefined {
    // An escape around tokens, an encoded number, a marker of a list or map: cdktf's own business.
    if (holdsNumberOrMap(value) || value.replace(STRING_TOKEN, "").includes("${")) return this.leaveToCdktf();
    const text = value.replace(STRING_TOKEN, (token) => this.reference(token) ?? token);
    return text.includes("TfToken[") ? this.leaveToCdktf() : text;
  }

  private reference(token: string): string | undefined {
    const found = tokenIn(token);
    const own = AttributeReference.is(found) && found.originStack === this.stack;
    return own ? `\${${found.identifier}}` : undefined;
  }

  private leaveToCdktf(): string | undefined {
    this.ready = false;
    return undefined;
  }
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

/** Integer-like keys are excluded because JavaScript orders them before all others. */
function isPlainKey(key: string): boolean {
  if (plainKeys.has(key)) return true;
  if (mayHoldToken(key) || INTEGER.test(key) || Rendered.reserves(key)) return false;
  if (plainKeys.size < MAX_PLAIN_KEYS) plainKeys.add(key);
  return true;
}
