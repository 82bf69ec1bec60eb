import type { Issue } from "../errors";
import { conceal } from "../definition/conceal";
import { destinationsSchema } from "../definition/destination";
import { everyProblem } from "../definition/parse";
import {
  array,
  boolean,
  discriminatedUnion,
  literal,
  number,
  oneOf,
  optional,
  refined,
  type Schema,
  strictObject,
} from "../definition/schema";
import { located } from "../definition/source";
import { matching, text } from "../definition/text";
import { ACCOUNT_HOST, LEGACY_REGIONAL_HOST } from "../facts/hosts";
import { backendSchema } from "./backend";
import type { Workspace } from "./workspace";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Short names that become part of stack names: of workspaces and of stages. */
export function shortName(code: string): Schema<string> {
  const message = "a name has 1 to 40 lowercase letters, digits and hyphens: it becomes part of the stack's name";
  return matching(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, code, message);
}

const host = text((value) => {
  const fix = "copy the workspace's own URL, such as https://adb-1234567890123456.7.azuredatabricks.net";
  const name = /^https:\/\/([a-z0-9.-]+)$/.exec(value)?.[1];
  if (name === undefined || !name.includes(".")) {
    return {
      code: "workspace.host",
      message: "a workspace's host is https:// and a host name in lower case, without a path or a trailing slash",
      fix,
    };
  }
  if (ACCOUNT_HOST.value.test(name)) {
    return { code: "workspace.account-host", message: "this is the host of the account, not of a workspace", fix };
  }
  return LEGACY_REGIONAL_HOST.value.test(name)
    ? { code: "workspace.legacy-host", message: "apps do not work with a legacy regional URL: it lacks OAuth", fix }
    : undefined;
});

const count = refined(number(), (value, context) => {
  if (Number.isInteger(value) && value >= 0) return;
  context.addIssue({
    code: "custom",
    message: "a limit is a whole number from 0",
    params: { code: "workspace.limit" },
  });
});

const auth = discriminatedUnion("type", [
  strictObject({
    type: oneOf(["github-oidc", "azure-devops-oidc", "oauth-m2m", "azure-cli"]),
    clientId: optional(text()),
  }),
  strictObject({
    type: literal("profile"),
    profile: text(),
    authType: oneOf(["pat", "databricks-cli", "oauth-m2m"]),
  }),
]);

/** What a workspace is, in a literal and in a file. */
export const workspaceSchema = strictObject({
  name: shortName("workspace.name"),
  host,
  workspaceId: matching(/^[1-9]\d{0,19}$/, "workspace.id", "a workspace id is a number, written as a string"),
  accountId: matching(UUID, "workspace.account-id", "an account id is a UUID"),
  cloud: oneOf(["aws", "azure", "gcp"]),
  region: matching(/^[a-z][a-z0-9-]+$/, "workspace.region", "a region is the cloud's own name of it, in lower case"),
  tier: oneOf(["STANDARD", "PREMIUM", "ENTERPRISE"]),
  auth,
  backend: backendSchema,
  protected: optional(boolean()),
  limits: optional(
    strictObject({ apps: optional(count), scaledApps: optional(count), instancesPerApp: optional(count) }),
  ),
  features: optional(array(oneOf(["horizontalScaling", "userAuthorization", "lakebaseAutoscaling"]))),
  egress: optional(
    strictObject({ policyId: text(), mode: oneOf(["full", "dryRun", "enforced"]), destinations: destinationsSchema }),
  ),
});

const known = new WeakMap<object, readonly Issue[]>();

/** Every problem of a workspace by itself. The answer is kept: one workspace serves many apps. */
export function checkWorkspace(workspace: Workspace): readonly Issue[] {
  if (typeof workspace !== "object" || workspace === null) {
    return [{ code: "schema.type", path: [], message: "expected a workspace, made by defineWorkspace" }];
  }
  let issues = known.get(workspace);
  if (issues === undefined) {
    const find = () => everyProblem(workspaceSchema, workspace);
    issues = located(workspace, find).map(conceal);
    if (Object.isFrozen(workspace)) known.set(workspace, issues);
  }
  return issues;
}
