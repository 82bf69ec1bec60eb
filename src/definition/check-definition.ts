import type { Issue } from "../errors";
import { APP_NAME } from "../facts/names";
import { REFUSED_SCOPES } from "../facts/scopes";
import { type AppDefinition, collisionsOf } from "./app-definition";
import { resourcesSchema } from "./app-resource";
import { sizeSchema } from "./compute-size";
import { destinationsSchema } from "./destination";
import { envNameProblem, envSchema, secretNameIssue } from "./env";
import { gitRepositorySchema } from "./git-repository";
import { nearest } from "./nearest";
import { everyProblem } from "./parse";
import { rolesSchema } from "./permission";
import { scalingSchema } from "./scaling-config";
import { array, optional, strictObject, string } from "./schema";
import { located } from "./source";
import { text } from "./text";
import { shown } from "./wording";

/** The name of an app, in a definition or as a stage's physical name. */
export const appName = text((name) =>
  APP_NAME.value.test(name)
    ? undefined
    : {
        code: "app.name",
        message: "an app's name has 2 to 30 lowercase letters, digits and hyphens and begins with a letter",
        fix: "choose a name like orders-eu: it becomes part of the URL and cannot be changed later",
      },
);

/** A definition, as defineApp makes it. */
export const definitionSchema = strictObject({
  name: appName,
  description: optional(text()),
  source: optional(text()),
  resources: resourcesSchema,
  roles: rolesSchema,
  env: envSchema,
  stageEnv: array(string()),
  userApiScopes: array(
    text((scope) =>
      REFUSED_SCOPES.value.includes(scope)
        ? {
            code: "scope.refused",
            message: `"${scope}" cannot be asked for: it is always granted, or rejected by the API`,
            fix: "remove it",
          }
        : undefined,
    ),
  ),
  egress: destinationsSchema,
  gitRepository: optional(gitRepositorySchema),
  size: optional(sizeSchema),
  scaling: optional(scalingSchema),
});

const known = new WeakMap<object, readonly Issue[]>();

/** Every problem of a definition by itself. The answer is kept: one definition is bound once per stage. */
export function checkDefinition(definition: AppDefinition): readonly Issue[] {
  if (typeof definition !== "object" || definition === null) {
    return [{ code: "schema.type", path: [], message: "expected a definition, made by defineApp" }];
  }
  let issues = known.get(definition);
  if (issues === undefined) {
    const found = everyProblem(definitionSchema, definition);
    const all = [...found.map(asWritten), ...crossChecks(definition)];
    issues = located(definition, () => all);
    if (Object.isFrozen(definition)) known.set(definition, issues);
  }
  return issues;
}

/** Users write `access`; the definition keeps it as `roles`. */
function asWritten(issue: Issue): Issue {
  return issue.path[0] === "roles" ? { ...issue, path: ["access", ...issue.path.slice(1)] } : issue;
}

function crossChecks(definition: AppDefinition): Issue[] {
  const resources = keys(definition.resources);
  const issues: Issue[] = collisionsOf(definition).map(({ path, source }) => {
    const message = `"${path.at(-1) ?? ""}" is in the definition already`;
    const at = source.positionOf(path, "key", definition);
    return { code: "definition.collision", path, message, fix: "choose another key in extendApp", ...(at && { at }) };
  });
  for (const [name, value] of Object.entries(plain(definition.env))) {
    issues.push(...secretNameIssue(name, value, ["env", name]));
    const from = typeof value === "object" && value !== null ? (value as { valueFrom?: unknown }).valueFrom : undefined;
    if (typeof from !== "string" || resources.includes(from)) continue;
    const near = nearest(from, resources);
    issues.push({
      code: "env.value-from",
      path: ["env", name, "valueFrom"],
      message: "no resource of the definition has this key, so the variable would be missing at run time",
      ...shown(from),
      allowed: resources,
      fix: near === undefined ? "declare the resource" : `did you mean "${near}"?`,
    });
  }
  const seen = new Set(keys(definition.env));
  for (const [index, name] of (Array.isArray(definition.stageEnv) ? definition.stageEnv : []).entries()) {
    if (typeof name !== "string") continue;
    const path = ["stageEnv", index];
    const problem = envNameProblem(name);
    if (problem !== undefined) issues.push({ ...problem, path, ...shown(name) });
    if (seen.has(name)) {
      issues.push({ code: "env.twice", path, message: `${name} is declared twice`, fix: "declare it once" });
    }
    seen.add(name);
  }
  return issues;
}

/** The definition may come from plain JavaScript: what is not an object has been reported by the schema. */
function plain(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function keys(value: unknown): string[] {
  return Object.keys(plain(value));
}
