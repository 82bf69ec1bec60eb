import type { AppDefinition } from "../definition/app-definition";
import { nearest } from "../definition/nearest";
import { withPosition } from "../definition/source";
import type { Issue } from "../errors";
import { KINDS_WITH_VARIABLES } from "../facts/app-yaml";
import type { BoundApp } from "../stage/bound-app";
import type { PlacedIssue } from "../stage/program";
import type { AppFolder } from "./app-folder";

/** A bound app, and where what it says was written. */
export interface CheckedApp {
  readonly bound: BoundApp;
  readonly definition: AppDefinition;
  readonly stage: object;
}

/** Do app.yaml and the definition mean the same variables and resources? */
export function checkEnv({ appYaml }: AppFolder, app: CheckedApp): PlacedIssue[] {
  const { bound } = app;
  const keys = bound.resources.map(({ key }) => key);
  const env = appYaml?.env ?? [];
  const found = env.flatMap((variable): PlacedIssue[] => {
    const { name, valueFrom, nameAt, valueAt } = variable;
    const issues: PlacedIssue[] = [];
    if (appYaml !== undefined && valueFrom !== undefined && !keys.includes(valueFrom)) {
      const near = nearest(valueFrom, keys);
      const message = "no resource of the definition has this key, so the variable would be missing at run time";
      const fix = near === undefined ? "declare the resource in the definition" : `did you mean "${near}"?`;
      const issue = { code: "env.value-from", message, got: valueFrom, allowed: keys, fix };
      issues.push({ issue: appYaml.text.issue(issue, valueAt, ["env", name]), level: "error", acknowledgeable: false });
    }
    if (appYaml !== undefined && Object.hasOwn(bound.env, name)) {
      const message = `${name} is set here and ${writtenAt(app, name)}, which overrules this one`;
      const issue = { code: "env.overridden", message, fix: "remove one of them" };
      issues.push({ issue: appYaml.text.issue(issue, nameAt, ["env", name]), level: "error", acknowledgeable: true });
    }
    return issues;
  });
  return [...found, ...unread(app, new Set(env.flatMap(({ valueFrom }) => valueFrom ?? [])))];
}

/** By the definition or by the stage, as far as it is known where. */
function writtenAt({ definition, stage, bound }: CheckedApp, name: string): string {
  const owner = Object.hasOwn(definition.env, name) ? definition : stage;
  const issue: Issue = { code: "env.overridden", path: ["env", name], message: "" };
  const { at } = withPosition(owner, issue);
  return `by ${owner === definition ? "the definition" : `stage ${bound.stage}`}${at === undefined ? "" : ` at ${at}`}`;
}

/** A resource reaches the process by a variable alone; without one, the app has a permission that it cannot use. */
function unread({ bound }: CheckedApp, read: ReadonlySet<string>): PlacedIssue[] {
  const ofEnv = Object.values(bound.env).flatMap((value) => (typeof value === "string" ? [] : value.valueFrom));
  return bound.resources
    .filter(({ key, kind }) => !read.has(key) && !ofEnv.includes(key) && !KINDS_WITH_VARIABLES.value.includes(kind))
    .map(({ key }): PlacedIssue => {
      const message = `no variable reads ${key}, so the app has a permission on it and is not told what it is`;
      const fix = `add a variable with { valueFrom: "${key}" } to env, or remove the resource`;
      const issue = { code: "env.unread-resource", path: ["resources", key], message, fix };
      return { issue, level: "warning", acknowledgeable: true };
    });
}
