import { SECRET_SHAPES } from "../facts/secrets";
import type { Context } from "./accept";
import { refined, type Schema, string } from "./schema";
import { type Rule, secretShape } from "./wording";

/** How cdktf writes a value of another construct into a string: `${TfToken[...]}`, or a number like -1.888154e+289. */
const TOKEN = /\$\{TfToken\[[^\]]*\]\}|-?\d\.\d{5,}e\+2\d\d/;
/** How cdktf writes a list of another construct into a list. */
const LIST_TOKEN = /#\{TfToken\[[^\]]*\]\}/;
const PLACEHOLDER = /^\s*$|^<.*>$|^(?:todo|fixme|tbd|x{3,})$|replace[_-]?me|change[_-]?me/i;

/** However cdktf writes one. */
export const ANY_TOKEN = [TOKEN, LIST_TOKEN];
const TOKENS = new RegExp(TOKEN, "g");
const LIST_TOKENS = new RegExp(LIST_TOKEN, "g");

/** Does the text hold a token of another construct? */
export function hasToken(text: string): boolean {
  return TOKEN.test(text);
}

/** The text without that of tokens, which depends on the order in which constructs are created. */
export function withoutTokens(text: string): string {
  return text.replaceAll(TOKENS, "<token>").replaceAll(LIST_TOKENS, "<token>");
}

/** One pattern in the place of several: matches whatever one of them does, in any case. */
export function anyOf(patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => `(?:${source})`).join("|"), "i");
}

/** Every text of every stage is looked at, and hardly one is wrong. */
const SUSPICIOUS = anyOf([
  ...[...ANY_TOKEN, /[$%]\{/, PLACEHOLDER],
  ...SECRET_SHAPES.value.map(({ pattern }) => pattern),
]);

interface Problem extends Rule {
  readonly message: string;
}

/** What is wrong with a text wherever it stands: strings are data, never Terraform, never a placeholder or a secret. */
export function textProblem(text: string): Problem | undefined {
  return SUSPICIOUS.test(text) ? problemOf(text) : undefined;
}

function problemOf(text: string): Problem | undefined {
  if (hasToken(text)) {
    return {
      code: "text.token",
      message: "a value of another construct cannot stand here: only bindings, principals and policy ids take one",
      fix: "write the value itself",
    };
  }
  if (LIST_TOKEN.test(text)) {
    return {
      code: "text.token",
      message: "this is a list of another construct, and one text is expected here",
      fix: "pass one element of it, with Fn.element",
    };
  }
  if (text.includes("${") || text.includes("%{")) {
    return {
      code: "text.interpolation",
      message: "Terraform would evaluate this text",
      fix: "write the value itself, or pass another construct's attribute where references are accepted",
    };
  }
  if (PLACEHOLDER.test(text)) {
    const message = text.trim() === "" ? "this text is empty" : "this is a placeholder, not a value";
    return { code: "text.placeholder", message, fix: "write the real value, or leave it out if it is optional" };
  }
  const secret = secretShape(text);
  if (secret !== undefined) {
    return {
      code: "secret.value",
      secret: true,
      message: `this looks like ${secret}; it would be readable in the state and in the assembly`,
      fix: 'put it into a secret scope, declare AppResource.secret("READ") and read it with { valueFrom: ... }',
    };
  }
  return undefined;
}

/** A string of data. `rule` is asked only about text that is sound otherwise. */
export function text(rule?: (value: string) => Problem | undefined): Schema<string> {
  return refined(string(), (value, context) => {
    report(textProblem(value) ?? rule?.(value), context);
  });
}

/** A string that may hold tokens; the parts around them are data like any other. */
export function ref(rule?: (value: string) => Problem | undefined): Schema<string> {
  return refined(string(), (value, context) => {
    // A token is suspicious.
    report(SUSPICIOUS.test(value) ? refProblem(value, rule) : rule?.(value), context);
  });
}

function refProblem(value: string, rule?: (value: string) => Problem | undefined): Problem | undefined {
  if (!hasToken(value)) return problemOf(value) ?? rule?.(value);
  const literal = value.replaceAll(TOKENS, "");
  return literal === "" ? undefined : textProblem(literal);
}

/** A string that matches a pattern. */
export function matching(pattern: RegExp, code: string, message: string, fix?: string): Schema<string> {
  return text((value) => (pattern.test(value) ? undefined : { code, message, fix }));
}

function report(problem: Problem | undefined, context: Context<string>): void {
  if (problem === undefined) return;
  const { message, ...params } = problem;
  context.addIssue({ code: "custom", message, params: { ...params } });
}
