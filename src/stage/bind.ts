import { checkDefinition } from "../definition/check-definition";
import { conceal } from "../definition/conceal";
import { located, sourceOf } from "../definition/source";
import { AppsError, type Issue } from "../errors";
import { INSTANCES_PER_APP } from "../facts/limits";
import { LAKEBASE_AUTOSCALING_REGIONS } from "../facts/regions";
import { TIERS_WITH_APPS } from "../facts/tiers";
import { checkWorkspace } from "../workspace/check-workspace";
import type { BoundApp } from "./bound-app";
import { checkStage } from "./check-stage";
import { resolve } from "./resolve";
import type { Stage } from "./stage";

/** Either a bound app, or why there is none. */
export type Binding =
  | { readonly bound: BoundApp; readonly issues: readonly [] }
  | { readonly bound?: undefined; readonly issues: readonly Issue[] };

/**
 * Resolves one stage: every default applied, every cross-check made. Pure; tokens keep their text.
 *
 * @throws {@link AppsError} with every problem of the definition, the workspace and the stage
 */
export function bind(stage: Stage): BoundApp {
  const { bound, issues } = tryBind(stage);
  if (bound === undefined) throw new AppsError(issues);
  return bound;
}

/** {@link bind} as a value: a program collects the problems of all its stages. */
export function tryBind(stage: Stage): Binding {
  if (typeof stage !== "object" || stage === null) {
    return { issues: [{ code: "schema.type", path: [], message: "expected a stage, made by defineStage" }] };
  }
  const definition = checkDefinition(stage.definition);
  const workspace = checkWorkspace(stage.workspace);
  const own = stageIssues(stage);
  if (definition.length + workspace.length + own.length === 0) return { bound: resolve(stage), issues: [] };
  return { issues: [...below("definition", definition), ...below("workspace", workspace), ...own].map(conceal) };
}

/** Every problem of a stage's own part: by itself, against its definition, and against its workspace. */
export function stageIssues(stage: Stage, offers: "known" | "unknown" = "known"): readonly Issue[] {
  return located(stage, () => {
    // Against a definition that is no object there is nothing to check a stage.
    if (!isObject(stage.definition) || !isObject(stage.workspace)) return [];
    // Neither does a workspace whose file cannot be read say what it offers.
    const known = offers === "known" && sourceOf(stage.workspace)?.document?.readable !== false;
    const found = checkStage(stage);
    return known ? [...found, ...checkPlace(stage)] : found;
  });
}

function below(root: string, issues: readonly Issue[]): Issue[] {
  return issues.map((issue) => ({ ...issue, path: [root, ...issue.path] }));
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** Does the workspace offer what the app asks for? */
function checkPlace(stage: Stage): Issue[] {
  const { definition, workspace } = stage;
  const issues: Issue[] = [];
  const scaling = stage.scaling ?? definition.scaling;
  const features = Array.isArray(workspace.features) ? workspace.features : [];
  if (workspace.tier === "STANDARD") {
    const message = "the workspace's tier has no Databricks Apps";
    issues.push({ code: "workspace.tier", path: ["workspace", "tier"], message, allowed: TIERS_WITH_APPS.value });
  }
  if (scaling?.kind === "horizontal") {
    const path = [...(stage.scaling === undefined ? ["definition"] : []), "scaling"];
    if (!features.includes("horizontalScaling")) {
      issues.push({
        code: "scaling.feature",
        path,
        message: "horizontal scaling is not enabled in this workspace",
        fix: 'have it enabled, then add "horizontalScaling" to the workspace\'s features',
      });
    }
    const limit = workspace.limits?.instancesPerApp;
    // Plain JavaScript may pass anything; what is no number has been reported by itself.
    const most = typeof limit === "number" ? limit : INSTANCES_PER_APP.value;
    if (typeof scaling.instances === "number" && scaling.instances > most) {
      issues.push({
        code: "scaling.instances-limit",
        path: [...path, "instances"],
        message: `an app has at most ${most} instances in this workspace`,
        got: scaling.instances,
        fix: `use at most ${most}, or have the limit raised and write it to limits.instancesPerApp of the workspace`,
      });
    }
  }
  if (Array.isArray(definition.userApiScopes) && definition.userApiScopes.length > 0) {
    if (!features.includes("userAuthorization")) {
      issues.push({
        code: "scope.feature",
        path: ["definition", "userApiScopes"],
        message: "user authorization is not enabled in this workspace, so it refuses an app with user API scopes",
        fix: 'have it enabled, then add "userAuthorization" to the workspace\'s features',
      });
    }
  }
  issues.push(...checkLakebase(definition, workspace, features));
  return issues;
}

function checkLakebase(
  definition: Stage["definition"],
  { cloud, region }: Stage["workspace"],
  features: readonly string[],
): Issue[] {
  const { aws, azure, gcp } = LAKEBASE_AUTOSCALING_REGIONS.value;
  const regions = cloud === "aws" ? aws : cloud === "azure" ? azure : gcp;
  // A workspace without a cloud or a region has been reported by itself.
  if (typeof cloud !== "string" || typeof region !== "string") return [];
  if (regions.includes(region) || features.includes("lakebaseAutoscaling")) return [];
  return Object.entries(isObject(definition.resources) ? definition.resources : {})
    .filter(([, resource]) => isObject(resource) && resource.kind === "postgres")
    .map(([key]) => ({
      code: "resource.lakebase-region",
      path: ["definition", "resources", key],
      message: `Lakebase Autoscaling is not known to be available in ${cloud} ${region}`,
      fix: 'use another region, or add "lakebaseAutoscaling" to the workspace\'s features if it has it',
    }));
}
