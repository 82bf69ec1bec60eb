import { z } from "zod";
import { mayHoldProto } from "./proto";

/** True only where zod surely accepts the value and nothing seen in it is called `__proto__`; false says nothing. */
type Accepts = (value: unknown) => boolean;

type Context<T> = Pick<z.RefinementCtx<T>, "addIssue">;
type Refinement<T> = (value: T, context: Context<T>) => void;

interface Refined {
  readonly schema: z.ZodType;
  readonly refinement: Refinement<unknown>;
}

const refinements = new WeakMap<z.core.$ZodType, Refined>();
const acceptors = new WeakMap<z.core.$ZodType, Accepts>();

/** `superRefine`, with a rule that {@link accepts} knows too. */
export function refined<S extends z.ZodType>(
  schema: S,
  refinement: Refinement<z.output<S>>,
  params?: Parameters<S["superRefine"]>[1],
): S {
  const result = schema.superRefine(refinement, params);
  // A rule is asked only about what the schema under it accepts.
  refinements.set(result, { schema, refinement: refinement as Refinement<unknown> });
  return result;
}

/** What is judged by itself: anything, and {@link accepts} does not look into it. */
export function elsewhere(): z.ZodUnknown {
  const schema = z.unknown();
  acceptors.set(schema, () => true);
  return schema;
}

/**
 * A cheap look at a value before zod's. Zod alone says what is wrong, and makes a copy of what is right, object by
 * object; nearly every value of a program is right. What this look does not understand is left to zod.
 */
export function accepts(schema: z.core.$ZodType, value: unknown): boolean {
  return acceptorOf(schema)(value);
}

function acceptorOf(schema: z.core.$ZodType): Accepts {
  let acceptor = acceptors.get(schema);
  if (acceptor === undefined) {
    // A schema that leads back to itself is left to zod where it does.
    acceptors.set(schema, never);
    const own = refinements.get(schema);
    acceptor = own === undefined ? bare(schema) : quiet(acceptorOf(own.schema), own.refinement);
    acceptors.set(schema, acceptor);
  }
  return acceptor;
}

function quiet(accept: Accepts, refinement: Refinement<unknown>): Accepts {
  return (value) => {
    if (!accept(value)) return false;
    const before = complaints;
    refinement(value, listener);
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

/** What each kind of schema is made of, as far as it is understood. A format, a coercion or a check is not. */
const PARTS: { readonly [type: string]: readonly string[] | undefined } = {
  string: [],
  number: [],
  boolean: [],
  unknown: [],
  enum: ["entries"],
  literal: ["values"],
  optional: ["innerType"],
  array: ["element"],
  record: ["keyType", "valueType"],
  object: ["shape", "catchall"],
  union: ["options", "discriminator", "inclusive"],
};

function bare(schema: z.core.$ZodType): Accepts {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const parts = PARTS[def.type] ?? [];
  const isUnderstood = (name: string) =>
    name === "type" || parts.includes(name) || (name === "checks" && def.checks?.length === 0);
  if (!Object.keys(def).every(isUnderstood)) return never;
  switch (def.type) {
    case "string":
      return (value) => typeof value === "string";
    case "number":
      return Number.isFinite;
    case "boolean":
      return (value) => typeof value === "boolean";
    case "unknown":
      return (value) => !mayHoldProto(value);
    case "enum":
    case "literal":
      return oneOf(schema._zod.values ?? new Set());
    case "optional": {
      const accept = acceptorOf(def.innerType);
      return accept === never ? never : (value) => value === undefined || accept(value);
    }
    case "array":
      return listOf(acceptorOf(def.element));
    case "record":
      return isText(def.keyType) ? recordOf(acceptorOf(def.valueType)) : never;
    case "object":
      // Nothing but the shape, whatever else the schema takes: what it would take besides is not looked at here.
      return objectOf(def.shape);
    case "union":
      if ("discriminator" in def) return oneWith(String(def.discriminator), def.options);
      return def.inclusive === false ? never : anyOf(def.options.map(acceptorOf));
    default:
      return never;
  }
}

function never(): boolean {
  return false;
}

function isText(schema: z.core.$ZodType): boolean {
  return acceptorOf(schema) !== never && schema._zod.def.type === "string" && !refinements.has(schema);
}

function oneOf(values: ReadonlySet<unknown>): Accepts {
  return (value) => values.has(value);
}

function listOf(accept: Accepts): Accepts {
  return (value) => {
    if (!Array.isArray(value) || Object.hasOwn(value, "__proto__")) return false;
    // By index: zod reads what is missing in between as undefined.
    for (let index = 0; index < value.length; index++) if (!accept(value[index])) return false;
    return true;
  };
}

function recordOf(accept: Accepts): Accepts {
  return (value) => {
    if (!isData(value) || Object.getOwnPropertySymbols(value).length > 0) return false;
    // Zod takes what has such a member for an object of a class.
    if (value.constructor !== Object && typeof value.constructor === "function") return false;
    for (const name in value) if (!accept(value[name])) return false;
    return true;
  };
}

function objectOf(shape: z.core.$ZodShape): Accepts {
  if (Object.getOwnPropertySymbols(shape).length > 0) return never;
  const names = Object.keys(shape);
  const known = new Set(names);
  const members = names.map((name) => acceptorOf(shape[name] as z.core.$ZodType));
  // Only a member that is optional by itself may be absent: others may take undefined where it is written.
  const mayLack = names.map((name, i) => shape[name]?._zod.def.type === "optional" && members[i]?.(undefined) === true);
  return (value) => {
    if (!isData(value)) return false;
    for (let i = 0; i < names.length; i++) {
      const member = value[names[i] as string];
      if (member === undefined ? mayLack[i] !== true : members[i]?.(member) !== true) return false;
    }
    for (const name in value) if (!known.has(name)) return false;
    return true;
  };
}

function anyOf(options: readonly Accepts[]): Accepts {
  return (value) => {
    for (const accept of options) if (accept(value)) return true;
    return false;
  };
}

/** Zod goes to the option that has the text, and to no other. What is no text is left to zod. */
function oneWith(discriminator: string, options: readonly z.core.$ZodType[]): Accepts {
  const byText = new Map<unknown, Accepts>();
  for (const option of options) {
    for (const text of option._zod.propValues?.[discriminator] ?? []) byText.set(text, acceptorOf(option));
  }
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
