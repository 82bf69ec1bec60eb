import { z } from "zod";
import { appName } from "../definition/check-definition";
import { sizeSchema } from "../definition/compute-size";
import { secretNameIssue } from "../definition/env";
import { nearest } from "../definition/nearest";
import { problems, protoKeys, shown, unknownKey } from "../definition/parse";
import { scalingSchema } from "../definition/scaling-config";
import { ref, text } from "../definition/text";
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
export const stageSchema = z.strictObject({
  bindings: z.record(z.string(), z.unknown()),
  access: z.record(z.string(), z.array(principalSchema)),
  env: z.record(z.string(), text()),
  size: sizeSchema.optional(),
  scaling: scalingSchema.optional(),
  name: shortName("stage.name").optional(),
  physicalName: appName.optional(),
  telemetry: z.strictObject({ logsTable: table, metricsTable: table, tracesTable: table }).optional(),
  budgetPolicyId: ref().optional(),
  usagePolicyId: ref().optional(),
  space: ref().optional(),
});

/** Every problem of a stage by itself and against its definition. The definition has been checked separately. */
export function checkStage(stage: Stage): Issue[] {
  // Its definition and its workspace have been looked through by themselves.
  const { definition: _definition, workspace: _workspace, ...own } = stage;
  const found = [...problems(stageSchema, own), ...protoKeys(own)];
  return [
    ...found,
    ...checkBindings(members(stage.bindings), members(stage.definition.resources), stage),
    ...checkAccess(members(stage.access), members(stage.definition.roles), found.length === 0),
    ...checkEnv(members(stage.env), stage.definition.stageEnv),
  ];
}

function checkBindings(bindings: Members, resources: Members, stage: Stage): Issue[] {
  const issues: Issue[] = [];
  for (const [key, resource] of Object.entries(resources)) {
    const { kind, securable } = members(resource) as { kind?: keyof typeof BINDING_SCHEMAS; securable?: string };
    if (typeof kind !== "string" || !Object.hasOwn(BINDING_SCHEMAS, kind)) continue;
    const path = ["bindings", key];
    if (!Object.hasOwn(bindings, key)) {
      const message = `the resource "${key}" is not bound to anything in this stage`;
      issues.push({ code: "binding.missing", path, message, fix: `add "${key}" to the stage's bindings` });
      continue;
    }
    issues.push(...problems(BINDING_SCHEMAS[kind], bindings[key], path));
    const { fullName, name } = members(bindings[key]);
    const misnamed = kind === "ucSecurable" ? securableName(securable, fullName) : undefined;
    if (misnamed !== undefined) issues.push({ ...misnamed, path: [...path, "fullName"], ...shown(fullName) });
    if (kind === "app" && name === (stage.physicalName ?? stage.definition.name)) {
      const message = "an app cannot be a resource of itself";
      issues.push({ code: "binding.self", path: [...path, "name"], message, ...shown(name) });
    }
  }
  return [...issues, ...unknown(bindings, Object.keys(resources), "bindings", "binding.unknown-resource")];
}

function checkAccess(access: Members, roles: Members, areSound: boolean): Issue[] {
  const issues: Issue[] = [];
  for (const role of Object.keys(roles)) {
    const principals = Object.hasOwn(access, role) ? access[role] : undefined;
    const path = ["access", role];
    if (principals === undefined || (Array.isArray(principals) && principals.length === 0)) {
      const message = `nobody has the role "${role}" in this stage`;
      issues.push({ code: "access.nobody", path, message, fix: "name at least one principal" });
      continue;
    }
    if (!Array.isArray(principals)) continue;
    const named = new Set<string>();
    for (const [index, principal] of principals.entries()) {
      if (!areSound && !principalSchema.safeParse(principal).success) continue;
      const id = principalId(principal as Principal);
      if (named.has(id)) {
        const message = `this principal has the role "${role}" already`;
        issues.push({ code: "access.twice", path: [...path, index], message, fix: "name it once" });
      }
      named.add(id);
    }
  }
  return [...issues, ...unknown(access, Object.keys(roles), "access", "access.unknown-role")];
}

function checkEnv(env: Members, declared: readonly unknown[]): Issue[] {
  const names = Array.isArray(declared) ? declared.filter((name) => typeof name === "string") : [];
  const missing = names.filter((name) => !Object.hasOwn(env, name));
  return [
    ...missing.map((name) => ({
      code: "env.missing",
      path: ["env", name],
      message: `the definition asks every stage for ${name}`,
      fix: `add ${name} to the stage's env`,
    })),
    ...unknown(env, names, "env", "env.unknown-variable"),
    ...Object.entries(env).flatMap(([name, value]) => secretNameIssue(name, value, ["env", name])),
  ];
}

/** A stage binds what the definition declares; it adds nothing. */
function unknown(found: Members, declared: readonly string[], field: string, code: string): Issue[] {
  return Object.keys(found)
    .filter((key) => !declared.includes(key))
    .map((key) => {
      const issue = unknownKey(key, declared, [field, key], code);
      const near = nearest(key, declared);
      const noun = field === "bindings" ? "resource" : field === "access" ? "role" : "stage variable";
      return {
        ...issue,
        message: `"${key}" is not a ${noun} of the definition; a stage cannot add one`,
        fix: near === undefined ? `remove it, or declare it in the definition` : `did you mean "${near}"?`,
      };
    });
}

function members(value: unknown): Members {
  return typeof value === "object" && value !== null ? (value as Members) : {};
}
