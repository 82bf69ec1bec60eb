import type { ApiRequest, Context } from "../api";
import { timestamp } from "../clock";
import { syncGrants } from "../grants";
import { asObject, asText, type JsonObject } from "../json";
import type { App } from "../state";
import { badRequest, invalid } from "../vendor-error";
import { checkScaledApps, isScaled, readInputs } from "./app-body";
import { checkNotItself, checkResources, readResources } from "./resources";

const SIZING = ["compute_size", "compute_min_instances", "compute_max_instances"];
const FIXED_AT_CREATION = ["space", "source_code_path", "git_source"];

/** What the asynchronous update may change. */
export const MASKABLE = [
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
];

/** PATCH of an app: the whole app without a mask, and nothing about its size. */
export function patchApp(request: ApiRequest, app: App, context: Context): void {
  const { body, workspace } = request;
  const { switches } = context;
  const sized = body.compute_size !== undefined;
  const counted = body.compute_min_instances !== undefined || body.compute_max_instances !== undefined;
  if ((sized && switches.legacyUpdateRefusesSize) || (counted && switches.legacyUpdateRefusesInstances)) {
    throw invalid("Compute size updates are not supported in this update API. Please use the new update API instead.");
  }
  const inputs = readInputs(without(body, SIZING), workspace, switches);
  const kept = pick(
    app.config,
    switches.patchClearsAbsent ? [...SIZING, ...FIXED_AT_CREATION] : Object.keys(app.config),
  );
  apply(request, app, { ...kept, ...without(inputs, FIXED_AT_CREATION) }, context);
}

/** `POST …/update`: replaces what the mask names; what it names and the app leaves out is cleared. */
export function updateApp(request: ApiRequest, app: App, context: Context): void {
  const mask = (asText(request.body.update_mask) ?? "").split(",").map((each) => each.trim());
  if (mask.some((field) => !MASKABLE.includes(field))) {
    throw invalid(`Invalid update mask. Only ${MASKABLE.join(", ")} are allowed`);
  }
  const inputs = readInputs(pick(asObject(request.body.app), mask), request.workspace, context.switches);
  const config = { ...without(app.config, mask), ...inputs };
  if ((config.compute_min_instances === undefined) !== (config.compute_max_instances === undefined)) {
    throw invalid("compute_min_instances and compute_max_instances must be set together.");
  }
  if (!isScaled(app.config) && isScaled(config) && config.compute_max_instances !== 1) {
    throw badRequest(
      "An existing app is converted to horizontal scaling with one instance; raise the number after that.",
    );
  }
  apply(request, app, config, context);
  const { updatePolls } = context.faults;
  app.update = { state: "IN_PROGRESS", message: "App is being updated.", polls: updatePolls };
}

/** One look at the update: it gets further. */
export function lookAtUpdate(app: App): { readonly state: string; readonly message: string } {
  const update = app.update;
  if (update === undefined) return { state: "NOT_UPDATED", message: "App has not been updated." };
  if (update.state === "IN_PROGRESS") {
    update.polls -= 1;
    if (update.polls < 0) Object.assign(update, { state: "SUCCEEDED", message: "App was updated." });
  }
  return { state: update.state, message: update.message };
}

function apply({ workspace, caller }: ApiRequest, app: App, config: JsonObject, context: Context): void {
  const resources = readResources(config.resources, context.switches);
  checkNotItself(app.name, resources);
  checkResources(workspace, caller, resources, readResources(app.config.resources, context.switches));
  checkScaledApps(workspace, app.name, config);
  app.config = config;
  app.updateTime = timestamp(context.clock);
  app.updater = caller.name;
  syncGrants(workspace, app, resources);
}

function pick(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
