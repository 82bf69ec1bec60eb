import type { Issue } from "../errors";
import { SECRET_NAMES, SECRET_SHAPES } from "../facts/secrets";
import { ANY_TOKEN, anyOf, hasToken, withoutTokens } from "./text";

/** The user's part of a URL. */
const CREDENTIALS = /\/\/[^/@\s]+@/g;

/** Issues are printed, logged and kept. What must not be, and what differs from run to run, is left out of them. */
export function conceal({ got, ...issue }: Issue): Issue {
  const { path, message, allowed, fix } = issue;
  const isNamedSecret = path.includes("env") && path.some((part) => SECRET_NAMES.value.test(String(part)));
  return {
    ...issue,
    path: path.map((part) => (typeof part === "string" ? concealText(part) : part)),
    message: concealText(message),
    ...(got === undefined || isNamedSecret ? {} : { got: concealedValue(got) }),
    ...(allowed === undefined ? {} : { allowed: allowed.map(concealText) }),
    ...(fix === undefined ? {} : { fix: concealText(fix) }),
  };
}

function concealedValue(value: unknown): unknown {
  if (typeof value === "string") return concealText(value);
  // A number may be a token too: its text says so.
  return typeof value === "number" && hasToken(String(value)) ? "<token>" : value;
}

/** Text without credentials and without that of tokens. */
export function concealText(text: string): string {
  if (!TELLING.test(text)) return text;
  const withoutSecrets = EVERYWHERE.reduce((rest, { name, pattern }) => rest.replaceAll(pattern, `<${name}>`), text);
  return withoutTokens(withoutSecrets.replaceAll(CREDENTIALS, "//<credentials>@"));
}

const EVERYWHERE = SECRET_SHAPES.value.map(({ name, pattern: { source, flags } }) => ({
  name,
  pattern: new RegExp(source, `${flags}g`),
}));

/** Whatever is replaced; most texts hold none of it. */
const TELLING = anyOf([...EVERYWHERE.map(({ pattern }) => pattern), CREDENTIALS, ...ANY_TOKEN]);

/** A copy of data that is refused, fit to be written down: JSON, without what an issue would not show. */
export function concealData(value: unknown, inEnv = false, depth = 0): unknown {
  if (typeof value === "string") return concealText(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return concealedValue(value);
  // What refers to itself ends somewhere.
  if (depth > 20) return "<too deep>";
  if (Array.isArray(value)) return value.map((member) => concealData(member, inEnv, depth + 1));
  const members = Object.entries(value).map(([key, member]: [string, unknown]) => {
    const hidden = inEnv && typeof member === "string" && SECRET_NAMES.value.test(key);
    return [concealText(key), hidden ? "<concealed>" : concealData(member, inEnv || key === "env", depth + 1)];
  });
  return Object.fromEntries(members) as unknown;
}
