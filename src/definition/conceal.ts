import type { Issue } from "../errors";
import { SECRET_NAMES, SECRET_SHAPES } from "../facts/secrets";
import { hasToken, withoutTokens } from "./text";

/** The user's part of a URL. */
const CREDENTIALS = /\/\/[^/@\s]+@/g;

/** Issues are printed, logged and kept. What must not be, and what differs from run to run, is left out of them. */
export function conceal({ got, ...issue }: Issue): Issue {
  const { path, message, allowed, fix } = issue;
  const isNamedSecret = path.includes("env") && path.some((part) => SECRET_NAMES.value.test(String(part)));
  return {
    ...issue,
    path: path.map((part) => (typeof part === "string" ? concealed(part) : part)),
    message: concealed(message),
    ...(got === undefined || isNamedSecret ? {} : { got: concealedValue(got) }),
    ...(allowed === undefined ? {} : { allowed: allowed.map(concealed) }),
    ...(fix === undefined ? {} : { fix: concealed(fix) }),
  };
}

function concealedValue(value: unknown): unknown {
  if (typeof value === "string") return concealed(value);
  // A number may be a token too: its text says so.
  return typeof value === "number" && hasToken(String(value)) ? "<token>" : value;
}

function concealed(text: string): string {
  const withoutSecrets = SECRET_SHAPES.value.reduce(
    (rest, { name, pattern }) => rest.replaceAll(everywhere(pattern), `<${name}>`),
    text,
  );
  return withoutTokens(withoutSecrets.replaceAll(CREDENTIALS, "//<credentials>@"));
}

function everywhere({ source, flags }: RegExp): RegExp {
  return new RegExp(source, `${flags}g`);
}
