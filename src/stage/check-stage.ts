import { appName } from "../definition/check-definition";
import { sizeSchema } from "../definition/compute-size";
import { secretNameIssue } from "../definition/env";
import type { Kind } from "../definition/kinds";
import { nearest } from "../definition/nearest";
import { everyProblem, problems } from "../definition/parse";
import { scalingSchema } from "../definition/scaling-config";
import { array, elsewhere, optional, record, strictObject, unknown } from "../definition/schema";
import { ref, text } from "../definition/text";
import { shown, unknownKey } from "../definition/wording";
import type { Issue } from "../errors";
import { shortName } from "../workspace/check-workspace";
import { BINDING_SCHEMAS, securableName } from "./binding";
import { type Principal, principalId, principalSchema } from "./principal";
import type { Stage } from "./stage";

type Members = Readonly<Record<string, unknown>>;

const table = text((value) =>
  /^[^.\s/]+\.[^.\s/]+\.[^.\s/]+$/.test(value)
    ? undefined
    : { code: "telemetry.table", message: "a telemetry table is catalog.schema.table" },
);

/** A stage's own part, in a literal and in a file. What its bindings are depends on the definition. */
export const stageSchema = strictObject({
  bindings: record(unknown()),
  access: record(array(principalSchema)),
  env: record(text()),
  size: optional(sizeSchema),
  scaling: optional(scalingSchema),
  name: optional(shortName("stage.name")),
  physicalName: optional(appName),
  telemetry: optional(strictObject({ logsTable: table, metricsTable: table, tracesTable: table })),
  budgetPolicyId: optional(ref()),
  usagePolicyId: optional(ref()),
  space: optional(ref()),
});

/** The same in a stage as it is bound: its definition, its workspace and each binding are looked at by themselves. */
export const wholeSchema = strictObject({
  ...stageSchema.shape,
  bindings: record(elsewhere()),
  definition: elsewhere(),
  workspace: elsewhere(),
});

/** Every problem of a stage by itself and against its definition. The definition has been checked separately. */
export function checkStage(stage: Stage): Issue[] {
  const { resources, roles, stageEnv } = stage.definition;
  const areBound = wholeSchema.accepts(stage) && areAccepted(stage.bindings, members(resources));
  const issues = areBound ? [] : ownProblems(stage);
  const areSound = issues.length === 0;
  checkBindings(issues, members(stage.bindings), members(resources), stage, areBound);
  checkAccess(issues, members(stage.access), members(roles), areSound);
  checkEnv(issues, members(stage.env), stageEnv);
  return issues;
}

/** Is each binding one of a resource, in its form? One that is missing is no question of form. */
function areAccepted(bindings: Members, resources: Members): boolean {
  const keys = Object.keys(resources);
  for (const key in bindings) if (!keys.includes(key)) return false;
  // By resource: a member that is not enumerable is a binding all the same.
  for (const key of keys) {
    const kind = kindOf(resources[key]);
    if (kind === undefined) return false;
    if (Object.hasOwn(bindings, key) && !BINDING_SCHEMAS[kind].accepts(bindings[key])) return false;
  }
  return true;
}

function kindOf(resource: unknown): Kind | undefined {
  const { kind } = members(resource);
  return typeof kind === "string" && Object.hasOwn(BINDING_SCHEMAS, kind) ? (kind as Kind) : undefined;
}

function ownProblems({ definition: _definition, workspace: _workspace, ...own }: Stage): Issue[] {
  return everyProblem(stageSchema, own);
}

function checkBindings(
  issues: Issue[],
  bindings: Members,
  resources: Members,
  stage: Stage,
  areAccepted: boolean,
): void {
  const keys = Object.keys(resources);
  for (const key of keys) {
    const kind = kindOf(resources[key]);
    if (kind === undefined) continue;
    if (!Object.hasOwn(bindings, key)) {
      const message = `the resource "${key}" is not bound to anything in this stage`;
      const path = ["bindings", key];
      issues.push({ code: "binding.missing", path, message, fix: `add "${key}" to the stage's bindings` });
      continue;
    }
    const binding = bindings[key];
    if (!areAccepted) issues.push(...problems(BINDING_SCHEMAS[kind], binding, ["bindings", key]));
    if (kind === "ucSecurable") {
      const { fullName } = members(binding);
      const misnamed = securableName(members(resources[key]).securable, fullName);
      if (misnamed !== undefined) issues.push({ ...misnamed, path: ["bindings", key, "fullName"], ...shown(fullName) });
    } else if (kind === "app") {
      const { name } = members(binding);
      if (name !== (stage.physicalName ?? stage.definition.name)) continue;
      const message = "an app cannot be a resource of itself";
      issues.push({ code: "binding.self", path: ["bindings", key, "name"], message, ...shown(name) });
    }
  }
  if (!areAccepted) checkUnknown(issues, bindings, keys, "bindings", "binding.unknown-resource");
}

function checkAccess(issues: Issue[], access: Members, roles: Members, areSound: boolean): void {
  const names = Object.keys(roles);
  for (const role of names) {
    const principals = has(access, role) ? access[role] : undefined;
    if (principals === undefined || (Array.isArray(principals) && principals.length === 0)) {
      const message = `nobody has the role "${role}" in this stage`;
      issues.push({ code: "access.nobody", path: ["access", role], message, fix: "name at least one principal" });
    } else if (Array.isArray(principals) && principals.length > 1) {
      checkTwice(issues, role, principals, areSound);
    }
  }
  checkUnknown(issues, access, names, "access", "access.unknown-role");
}

function checkTwice(issues: Issue[], role: string, principals: readonly unknown[], areSound: boolean): void {
  const named = new Set<string>();
  for (const [index, principal] of principals.entries()) {
    if (!areSound && problems(principalSchema, principal).length > 0) continue;
    const id = principalId(principal as Principal);
    if (named.has(id)) {
      const message = `this principal has the role "${role}" already`;
      issues.push({ code: "access.twice", path: ["access", role, index], message, fix: "name it once" });
    }
    named.add(id);
  }
}

function checkEnv(issues: Issue[], env: Members, declared: readonly unknown[]): void {
  const names = Array.isArray(declared) ? declared.filter((name) => typeof name === "string") : [];
  for (const name of names) {
    if (has(env, name)) continue;
    const message = `the definition asks every stage for ${name}`;
    issues.push({ code: "env.missing", path: ["env", name], message, fix: `add ${name} to the stage's env` });
  }
  checkUnknown(issues, env, names, "env", "env.unknown-variable");
  for (const name of Object.keys(env)) {
    issues.push(...secretNameIssue(name, env[name], ["env", name]));
  }
}

/** A stage binds what the definition declares; it adds nothing. */
function checkUnknown(issues: Issue[], found: Members, declared: readonly string[], field: string, code: string): void {
  for (const key of Object.keys(found)) {
    if (declared.includes(key)) continue;
    const near = nearest(key, declared);
    const noun = field === "bindings" ? "resource" : field === "access" ? "role" : "stage variable";
    issues.push({
      ...unknownKey(key, declared, [field, key], code),
      message: `"${key}" is not a ${noun} of the definition; a stage cannot add one`,
      fix: near === undefined ? `remove it, or declare it in the definition` : `did you mean "${near}"?`,
    });
  }
}

function members(value: unknown): Members {
  return typeof value === "object" && value !== null ? (value as Members) : {};
}

/** What is hidden is not there: no schema looks at it. */
function has(members: Members, name: string): boolean {
  return Object.prototype.propertyIsEnumerable.call(members, name);
}
