import { type Json, type JsonObject, asList, asObject, asText, isObject } from "../json";
import type { App, Workspace } from "../state";
import type { Switches } from "../switches";
import { VendorError, badRequest, invalid, overLimit } from "../vendor-error";
import { readResources } from "./resources";

/** What a user may ask for; everything else in a body is the server's own and ignored. */
export const INPUTS = [
  "description",
  "budget_policy_id",
  "usage_policy_id",
  "resources",
  "user_api_scopes",
  "compute_size",
  "compute_min_instances",
  "compute_max_instances",
  "git_repository",
  "telemetry_export_destinations",
  "forward_user_access_token",
  "git_source",
  "source_code_path",
  "space",
] as const;

export const COMPUTE_SIZES = ["MEDIUM", "LARGE", "XLARGE"];
/** Of a workspace, and of an app. */
export const MAX_SCALED_APPS = 5;
export const MAX_INSTANCES = 5;

const GIT_PROVIDERS = [
  "gitHub",
  "gitHubEnterprise",
  "bitbucketCloud",
  "bitbucketServer",
  "azureDevOpsServices",
  "gitLab",
  "gitLabEnterpriseEdition",
  "awsCodeCommit",
].map((name) => name.toLowerCase());

/** The inputs of a body, checked by themselves. */
export function readInputs(body: JsonObject, workspace: Workspace, switches: Switches): JsonObject {
  const inputs: JsonObject = Object.fromEntries(
    INPUTS.filter((name) => body[name] !== undefined && body[name] !== null).map((name) => [name, body[name]] as const),
  );
  const size = inputs.compute_size;
  if (size !== undefined && !COMPUTE_SIZES.includes(asText(size) ?? "")) {
    throw invalid(`'${JSON.stringify(size)}' is not a compute size: ${COMPUTE_SIZES.join(", ")}.`);
  }
  readResources(inputs.resources, switches);
  checkInstances(inputs, workspace);
  checkScopes(inputs.user_api_scopes, workspace);
  checkTelemetry(inputs.telemetry_export_destinations);
  checkGit(inputs);
  return inputs;
}

/** An app's name, or a refusal. */
export function readName(value: Json | undefined, switches: Switches): string {
  const name = asText(value) ?? "";
  const shortest = switches.shortAppNames ? 1 : 2;
  const pattern = switches.appNameLeadingLetter ? /^[a-z][a-z0-9-]*$/ : /^[a-z0-9-]+$/;
  if (name.length >= shortest && name.length <= 30 && pattern.test(name)) return name;
  throw invalid(
    `App name '${name}' must have ${shortest} to 30 characters: lowercase letters, digits and hyphens` +
      `${switches.appNameLeadingLetter ? ", beginning with a letter" : ""}.`,
  );
}

export function isScaled(config: JsonObject): boolean {
  return config.compute_min_instances !== undefined;
}

/** Refuses a scaled app more than the workspace may have. */
export function checkScaledApps(workspace: Workspace, name: string, config: JsonObject): void {
  if (!isScaled(config)) return;
  const others = Object.values(workspace.apps).filter((app: App) => app.name !== name && isScaled(app.config));
  if (others.length < MAX_SCALED_APPS) return;
  throw overLimit(`The workspace has ${MAX_SCALED_APPS} horizontally scaled apps already.`);
}

function checkInstances(inputs: JsonObject, workspace: Workspace): void {
  const { compute_min_instances: min, compute_max_instances: max } = inputs;
  if (min === undefined && max === undefined) return;
  if (min === undefined || max === undefined) {
    throw invalid("compute_min_instances and compute_max_instances must be set together.");
  }
  if (!workspace.features.horizontalScaling) throw badRequest("Horizontal scaling is not enabled for this workspace.");
  const whole = [min, max].every(
    (count) => typeof count === "number" && Number.isInteger(count) && count >= 1 && count <= MAX_INSTANCES,
  );
  if (!whole) throw invalid(`An app has 1 to ${MAX_INSTANCES} instances.`);
  if (Number(min) > Number(max)) throw invalid("compute_min_instances is greater than compute_max_instances.");
}

function checkScopes(value: Json | undefined, workspace: Workspace): void {
  if (value === undefined) return;
  const scopes = asList(value);
  const wrong = scopes.find((scope) => typeof scope !== "string" || !/^[a-z][a-z-]*[.:a-z-]*$/.test(scope));
  if (wrong !== undefined || scopes.includes("workspace")) {
    throw invalid(`'${asText(wrong) ?? "workspace"}' is not an API scope.`);
  }
  if (scopes.length > 0 && !workspace.features.userAuthorization) {
    throw badRequest("user token passthrough not enabled");
  }
}

function checkTelemetry(value: Json | undefined): void {
  if (value === undefined) return;
  for (const each of asList(value)) {
    const tables = asObject(asObject(each).unity_catalog);
    for (const field of ["logs_table", "metrics_table", "traces_table"]) {
      const name = asText(tables[field]) ?? "";
      if (!/^[^.\s/]+\.[^.\s/]+\.[^.\s/]+$/.test(name)) {
        throw invalid(`telemetry_export_destinations: ${field} '${name}' must be catalog.schema.table.`);
      }
    }
  }
}

function checkGit({ git_repository: repository, git_source: source }: JsonObject): void {
  if (repository !== undefined) {
    const { url, provider } = asObject(repository);
    const address = asText(url) ?? "";
    if (address === "" || address.length > 300) throw invalid("git_repository.url must have 1 to 300 characters.");
    if (!GIT_PROVIDERS.includes((asText(provider) ?? "").toLowerCase())) {
      throw invalid(`git_repository.provider '${asText(provider) ?? ""}' is unknown.`);
    }
  }
  if (isObject(source)) {
    const named = ["branch", "tag", "commit"].filter((field) => source[field] !== undefined);
    if (named.length !== 1) throw invalid("git_source needs exactly one of branch, tag, commit.");
  }
}

/** Refuses apps in a workspace that cannot have them. */
export function checkTier({ tier }: Workspace): void {
  if (["PREMIUM", "ENTERPRISE"].includes(tier.toUpperCase())) return;
  throw new VendorError(403, "FEATURE_DISABLED", `Databricks Apps is not available in the ${tier} tier.`);
}
