import { z } from "zod";
import type { Issue } from "../errors";
import { own } from "../facts/own";
import { nearest } from "./nearest";
import { expected, type Rule, shown, unknownKey } from "./wording";

type Path = Issue["path"];

/** What zod says of a value, as issues of ours. */
export function judged(schema: z.ZodType, value: unknown, at: Path): Issue[] {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => translate(issue, schema, value, at));
}

function translate(issue: z.core.$ZodIssue, schema: z.ZodType, root: unknown, at: Path): Issue[] {
  const path = pathOf(at, issue.path);
  const got = shown(issue.input);
  switch (issue.code) {
    case "custom": {
      const rule = (issue.params ?? { code: "schema.value" }) as unknown as Rule;
      const { secret, ...rest } = rule;
      return [{ ...rest, path, message: issue.message, ...(secret ? {} : got) }];
    }
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, keysAt(schema, root, issue.path), [...path, key]));
    case "invalid_value":
      return [value(path, issue.input, issue.values.map(String))];
    case "invalid_union":
      if ("options" in issue && Array.isArray(issue.options)) {
        return [value(path, read(root, issue.path), issue.options.map(String))];
      }
      return closestForm(issue, schema, root, at);
    case "invalid_type":
      if (issue.input === undefined) {
        const name = String(path.at(-1) ?? "value");
        return [{ code: "schema.missing", path, message: `"${name}" is missing`, fix: `add "${name}"` }];
      }
      return [{ code: "schema.type", path, message: expected(issue.expected), ...got }];
    default:
      return [{ code: "schema.value", path, message: issue.message, ...got }];
  }
}

/** A value that fits none of several forms is explained by the form that it was most likely meant to have. */
function closestForm(issue: z.core.$ZodIssueInvalidUnion, schema: z.ZodType, root: unknown, at: Path): Issue[] {
  const union = schemaAt(schema, root, issue.path);
  const options: readonly z.core.$ZodType[] = union instanceof z.ZodUnion ? union.options : [];
  const input = read(root, issue.path);
  const scores = issue.errors.map((_, index) => misfit(options[index], input));
  const best = scores.indexOf(Math.min(...scores));
  if (scores[best] === undefined || scores[best] === Infinity) {
    const message = "this has none of the accepted forms";
    return [
      { code: "schema.type", path: pathOf(at, issue.path), message, ...shown(input), allowed: options.map(form) },
    ];
  }
  return (issue.errors[best] ?? []).flatMap((inner) =>
    translate({ ...inner, path: [...issue.path, ...inner.path] }, schema, root, at),
  );
}

function form(option: z.core.$ZodType): string {
  return option instanceof z.ZodObject ? `{ ${Object.keys(option.shape).join(", ")} }` : "text";
}

function pathOf(at: Path, path: readonly PropertyKey[]): (string | number)[] {
  return [...at, ...path.map((part) => (typeof part === "number" ? part : String(part)))];
}

function value(path: Path, input: unknown, allowed: readonly string[]): Issue {
  if (input === undefined) {
    const name = String(path.at(-1));
    return { code: "schema.missing", path, message: `"${name}" is missing`, allowed, fix: `add "${name}"` };
  }
  const near = typeof input === "string" ? nearest(input, allowed) : undefined;
  const fix = near === undefined ? undefined : `did you mean "${near}"?`;
  return { code: "schema.value", path, message: "not one of the accepted values", ...shown(input), allowed, fix };
}

/** The keys that the schema accepts where a path ends; zod names only the key that it refused. */
function keysAt(schema: z.ZodType, root: unknown, path: readonly PropertyKey[]): readonly string[] {
  let here = schemaAt(schema, root, path);
  if (here instanceof z.ZodUnion) here = likeliest(here, read(root, path));
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function schemaAt(schema: z.core.$ZodType, root: unknown, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  let here: z.core.$ZodType | undefined = bare(schema);
  let value = root;
  for (const part of path) {
    if (here instanceof z.ZodUnion) here = likeliest(here, value);
    if (here instanceof z.ZodObject) here = (here.shape as Record<string, z.core.$ZodType | undefined>)[String(part)];
    else if (here instanceof z.ZodArray) here = here.element;
    else if (here instanceof z.ZodRecord) here = here.valueType;
    else return undefined;
    here = here === undefined ? undefined : bare(here);
    value = read(value, [part]);
  }
  return here;
}

function bare(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional ? bare(schema.unwrap()) : schema;
}

function likeliest(union: z.ZodUnion, value: unknown): z.core.$ZodType | undefined {
  const options: readonly z.core.$ZodType[] = union.options;
  return [...options].sort((a, b) => misfit(a, value) - misfit(b, value))[0];
}

/** How far a value is from an option of a union: by the keys that the option does not know or that do not fit it. */
function misfit(option: z.core.$ZodType | undefined, value: unknown): number {
  if (!(option instanceof z.ZodObject) || typeof value !== "object" || value === null) return Infinity;
  return Object.entries(value).filter(([key, member]) => {
    const known: unknown = own(option.shape, key);
    if (known === undefined) return true;
    return (known instanceof z.ZodLiteral || known instanceof z.ZodEnum) && !known.safeParse(member).success;
  }).length;
}

function read(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}
