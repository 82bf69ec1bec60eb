import type { RefinementCtx } from "zod";
import { mayHoldProto } from "./proto";

/**
 * True only where zod surely accepts the value and nothing seen in it is called `__proto__`; false says nothing.
 *
 * A cheap look at a value before zod's. Zod alone says what is wrong, and makes a copy of what is right, object by
 * object; nearly every value of a program is right.
 */
export type Accepts = (value: unknown) => boolean;

/** All that a refinement may do: complain. */
export type Context<T> = Pick<RefinementCtx<T>, "addIssue">;
export type Refinement<T> = (value: T, context: Context<T>) => void;

export function isString(value: unknown): value is string {
  return typeof value === "string";
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}

export function holdsNoProto(value: unknown): boolean {
  return !mayHoldProto(value);
}

/** A rule is asked only about what the schema under it accepts. */
export function quiet<T>(accept: Accepts, refinement: Refinement<T>): Accepts {
  return (value) => {
    if (!accept(value)) return false;
    const before = complaints;
    refinement(value as T, listener);
    return complaints === before;
  };
}

/** One for all: of what a rule says, only that it says something counts here. */
let complaints = 0;
const listener: Context<unknown> = {
  addIssue: () => {
    complaints++;
  },
};

export function oneOfValues(values: readonly unknown[]): Accepts {
  const all = new Set(values);
  return (value) => all.has(value);
}

export function orUndefined(accept: Accepts): Accepts {
  return (value) => value === undefined || accept(value);
}

export function listOf(accept: Accepts): Accepts {
  return (value) => {
    if (!Array.isArray(value) || Object.hasOwn(value, "__proto__")) return false;
    // By index: zod reads what is missing in between as undefined.
    for (let index = 0; index < value.length; index++) if (!accept(value[index])) return false;
    return true;
  };
}

export function recordOf(accept: Accepts): Accepts {
  return (value) => {
    if (!isData(value) || Object.getOwnPropertySymbols(value).length > 0) return false;
    // Zod takes what has such a member for an object of a class.
    if (value.constructor !== Object && typeof value.constructor === "function") return false;
    for (const name in value) if (!accept(value[name])) return false;
    return true;
  };
}

/** How a member of an object looks. */
export interface Member {
  readonly accepts: Accepts;
  readonly isOptional: boolean;
}

/** An object with these members; without `rest` it has no others, and none is read. */
export function objectOf(shape: Readonly<Record<string, Member>>, rest?: Accepts): Accepts {
  const names = Object.keys(shape);
  const known = new Set(names);
  const members = Object.values(shape).map(({ accepts }) => accepts);
  // Only a member that is optional by itself may be absent: others may take undefined where it is written.
  const mayLack = Object.values(shape).map(({ accepts, isOptional }) => isOptional && accepts(undefined));
  return (value) => {
    if (!isData(value)) return false;
    for (let i = 0; i < names.length; i++) {
      const member = value[names[i] as string];
      if (member === undefined ? mayLack[i] !== true : members[i]?.(member) !== true) return false;
    }
    for (const name in value) {
      if (!known.has(name) && (rest === undefined || !rest(value[name]))) return false;
    }
    return true;
  };
}

export function anyOf(options: readonly Accepts[]): Accepts {
  return (value) => {
    for (const accept of options) if (accept(value)) return true;
    return false;
  };
}

/** Zod goes to the option that has the text, and to no other. What is no text is left to zod. */
export function oneWith(discriminator: string, byText: ReadonlyMap<unknown, Accepts>): Accepts {
  return (value) => {
    const text = isData(value) ? value[discriminator] : undefined;
    return typeof text === "string" && byText.get(text)?.(value) === true;
  };
}

/** A plain object: no class, no other realm, nothing called `__proto__`. */
function isData(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !Object.hasOwn(value, "__proto__");
}
