import { ENV_NAME, PLATFORM_ENV } from "../facts/names";
import { SECRET_NAMES } from "../facts/secrets";
import type { Issue } from "../errors";
import { strictMembers } from "./members";
import { strictObject, string, union } from "./schema";
import { text } from "./text";
import type { Rule } from "./wording";

/** An environment variable: a constant, or the value of one of the app's resources. */
export type EnvValue = string | { readonly valueFrom: string };

/** What is wrong with an environment variable's name, wherever it is declared. */
export function envNameProblem(name: string): (Rule & { readonly message: string }) | undefined {
  // The one name that passes the vendor's pattern and that no JavaScript object holds like others.
  if (!ENV_NAME.value.test(name) || name === "__proto__") {
    return { code: "env.name", message: "a variable's name has letters, digits and underscores, and no leading digit" };
  }
  return PLATFORM_ENV.value.includes(name)
    ? { code: "env.reserved", message: `the platform sets ${name} itself`, fix: "remove it, or choose another name" }
    : undefined;
}

export const envSchema = strictMembers(union([text(), strictObject({ valueFrom: string() })]), envNameProblem);

/** A constant under a name that promises a credential. Its value is not shown. */
export function secretNameIssue(name: string, value: unknown, path: Issue["path"]): Issue[] {
  if (typeof value !== "string" || !SECRET_NAMES.value.test(name)) return [];
  return [
    {
      code: "secret.name",
      path,
      message: `${name} promises a credential, and a constant would be readable by everyone who can read the assembly`,
      fix: 'declare AppResource.secret("READ") and read it with { valueFrom: ... }, or rename the variable',
    },
  ];
}
