import type * as Zod from "zod";
import {
  type Accepts,
  anyOf,
  holdsNoProto,
  isBoolean,
  isString,
  listOf,
  objectOf,
  oneOfValues,
  oneWith,
  orUndefined,
  quiet,
  recordOf,
  type Refinement,
} from "./accept";

/**
 * What a value has to be: the look that sees whether it is right, and zod's schema, which says what is wrong. Zod takes
 * longer to load than all values of most programs to look at, so its schema is made when somebody asks for it.
 */
export interface Schema<T = unknown> {
  readonly accepts: Accepts;
  /** By itself: such a member of an object may be absent. */
  readonly isOptional: boolean;
  /** The same one each time. */
  readonly zod: () => Zod.ZodType<T>;
}

/** One of a few values. */
export interface Choice<T> extends Schema<T> {
  readonly values: readonly T[];
}

type Shape = Readonly<Record<string, Schema>>;
type TypeOf<S> = S extends Schema<infer T> ? T : never;

export interface ObjectSchema<S extends Shape> extends Schema<{ readonly [K in keyof S]: TypeOf<S[K]> }> {
  readonly shape: S;
}

function schema<T>(accepts: Accepts, make: (zod: typeof Zod) => Zod.ZodType, isOptional = false): Schema<T> {
  let made: Zod.ZodType | undefined;
  const zod = () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it for every program
    made ??= make(require("zod") as typeof Zod);
    return made as Zod.ZodType<T>;
  };
  return { accepts, isOptional, zod };
}

export function string(): Schema<string> {
  return schema(isString, (zod) => zod.string());
}

export function number(): Schema<number> {
  return schema(Number.isFinite, (zod) => zod.number());
}

export function boolean(): Schema<boolean> {
  return schema(isBoolean, (zod) => zod.boolean());
}

export function unknown(): Schema {
  return schema(holdsNoProto, (zod) => zod.unknown());
}

/** What is judged by itself: anything, and nobody looks into it. */
export function elsewhere(): Schema {
  return schema(
    () => true,
    (zod) => zod.unknown(),
  );
}

export function literal<const T extends string | number>(value: T): Choice<T> {
  const values = [value];
  return { ...schema<T>(oneOfValues(values), (zod) => zod.literal(value)), values };
}

export function oneOf<const T extends string>(values: readonly T[]): Choice<T> {
  return { ...schema<T>(oneOfValues(values), (zod) => zod.enum(values)), values };
}

export function optional<T>(inner: Schema<T>): Schema<T | undefined> {
  return schema(orUndefined(inner.accepts), (zod) => zod.optional(inner.zod()), true);
}

export function array<T>(element: Schema<T>): Schema<readonly T[]> {
  return schema(listOf(element.accepts), (zod) => zod.array(element.zod()));
}

/** An object with any names, and one kind of value. */
export function record<T>(value: Schema<T>): Schema<Readonly<Record<string, T>>> {
  return schema(recordOf(value.accepts), (zod) => zod.record(zod.string(), value.zod()));
}

/** An object with these members and no other. */
export function strictObject<const S extends Shape>(shape: S): ObjectSchema<S> {
  return { ...schema(objectOf(shape), (zod) => zod.strictObject(zodShape(shape))), shape };
}

/** An object with these members and any others. */
export function looseObject<const S extends Shape>(shape: S): ObjectSchema<S> {
  const accepts = objectOf(shape, holdsNoProto);
  return { ...schema(accepts, (zod) => zod.looseObject(zodShape(shape))), shape };
}

function zodShape(shape: Shape): Readonly<Record<string, Zod.ZodType>> {
  return Object.fromEntries(Object.entries(shape).map(([name, member]) => [name, member.zod()]));
}

export function union<S extends Schema>(options: readonly S[]): Schema<TypeOf<S>> {
  return schema(anyOf(options.map(({ accepts }) => accepts)), (zod) =>
    zod.union(options.map((option) => option.zod())),
  );
}

/** One of several objects, told apart by a member. */
export function discriminatedUnion<
  const D extends string,
  S extends ObjectSchema<Shape & Readonly<Record<D, Choice<unknown>>>>,
>(discriminator: D, options: readonly S[]): Schema<TypeOf<S>> {
  const byText = new Map(
    options.flatMap(({ shape, accepts }) => shape[discriminator].values.map((text) => [text, accepts] as const)),
  );
  return schema(oneWith(discriminator, byText), (zod) => {
    // Options are objects, and there is one at least.
    const objects = options.map((option) => option.zod()) as unknown as [Zod.ZodObject, ...Zod.ZodObject[]];
    return zod.discriminatedUnion(discriminator, objects);
  });
}

/** With a rule, which is asked only about what the schema under it accepts. */
export function refined<T>(
  under: Schema<T>,
  refinement: Refinement<T>,
  params?: Zod.core.$ZodSuperRefineParams,
): Schema<T> {
  const { accepts, isOptional } = under;
  return schema(quiet(accepts, refinement), () => under.zod().superRefine(refinement, params), isOptional);
}
