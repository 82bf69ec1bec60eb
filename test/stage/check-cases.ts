import { AppResource, Permission, Principal, ScalingConfig, type Workspace } from "databricks-apps-constructs";
import type { Program } from "../../src/stage/program";
import { placed, programOf, type SampleApp, stack, workspaceWith } from "./sample-program";

/** One row of the tables of checks: a program that it speaks about, and the nearest one that it is content with. */
export interface CheckCase {
  /** Completes "fails on ..." or "warns about ...". */
  readonly about: string;
  /** In a workspace that is not protected, and in one that is. */
  readonly levels: readonly ["error" | "warning" | "off", "error" | "warning" | "off"];
  readonly path: string;
  readonly refused: (workspace: Workspace) => Program;
  readonly accepted: (workspace: Workspace) => Program;
}

const apps =
  (...all: readonly SampleApp[]) =>
  (workspace: Workspace): Program =>
    programOf(all.map((app) => placed({ workspace, ...app })));

const forViewers = (...principals: readonly Principal[]): SampleApp => ({
  definition: { access: { viewers: Permission.canUse() } },
  stage: { access: { viewers: principals } },
});

const scaled = (instances: number, more: object = {}): SampleApp => ({
  stage: { scaling: ScalingConfig.horizontal(instances), ...more },
});

const telemetry = { logsTable: "a.b.logs", metricsTable: "a.b.metrics", tracesTable: "a.b.traces" };

const secretIn = (scope: string): SampleApp => ({
  definition: { resources: { "stripe-key": AppResource.secret("READ") } },
  stage: { bindings: { "stripe-key": { scope, key: "stripe" } } },
});

const many = (count: number, app: SampleApp = {}) =>
  Array.from({ length: count }, (_, n) => ({ ...app, path: `a${n}` }));

/** A workspace whose enforced policy lets through one host, and what every app needs. */
const contract = (guarded: boolean | undefined, host: string): Workspace => {
  const destinations = [host, "databricksapps.com"].map((one) => ({ host: one, because: "the platform's list" }));
  return workspaceWith({ protected: guarded, egress: { policyId: "prod-egress", mode: "enforced", destinations } });
};

const stripe = (workspace: Workspace): SampleApp => ({
  workspace,
  definition: { egress: [{ host: "api.stripe.com", because: "charges cards" }] },
});

export const CHECK_CASES: Readonly<Record<string, CheckCase>> = {
  "audience.account-users": {
    about: "an app that the whole account may open",
    levels: ["off", "error"],
    path: "orders-prod/access/viewers",
    refused: apps(forViewers(Principal.allAccountUsers())),
    accepted: apps(forViewers(Principal.group("orders"), Principal.user("account.users@example.com"))),
  },
  "audience.workspace-users": {
    about: "an app that the whole workspace may open",
    levels: ["off", "error"],
    path: "orders-prod/access/viewers",
    refused: apps(forViewers(Principal.group("orders"), Principal.group("users"))),
    accepted: apps(forViewers(Principal.group("power users"))),
  },
  "scaling.single-instance": {
    about: "horizontal scaling with one instance",
    levels: ["warning", "warning"],
    path: "orders-prod/scaling/instances",
    refused: apps(scaled(1, { telemetry })),
    accepted: apps(scaled(2, { telemetry })),
  },
  "scaling.no-telemetry": {
    about: "several instances without telemetry",
    levels: ["warning", "warning"],
    path: "orders-prod/telemetry",
    refused: apps(scaled(2)),
    accepted: apps(scaled(2, { telemetry })),
  },
  "scope.unknown": {
    about: "a user API scope that nobody knows",
    levels: ["warning", "warning"],
    path: "orders-prod/userApiScopes/1",
    refused: apps({ definition: { userApiScopes: ["sql", "sqll"] } }),
    accepted: apps({ definition: { userApiScopes: ["sql", "genie"] } }),
  },
  "app.space": {
    about: "an app in a space",
    levels: ["warning", "warning"],
    path: "orders-prod/space",
    refused: apps({ stage: { space: "sales" } }),
    accepted: apps({}),
  },
  "stack.twice": {
    about: "two stacks with one id",
    levels: ["error", "error"],
    path: "pipeline/orders-prod",
    refused: () => programOf([], { stacks: [stack("orders-prod"), stack("orders-prod")] }),
    accepted: () => programOf([], { stacks: [stack("orders-prod"), stack("orders-dev")] }),
  },
  "state.twice": {
    about: "two stacks with one state address",
    levels: ["error", "error"],
    path: "pipeline/b",
    refused: () => programOf([], { stacks: [stack("a", "s3:state/a"), stack("b", "s3:state/a")] }),
    accepted: () =>
      programOf([], { stacks: [stack("a", "s3:state/a"), stack("b", "s3:state/b"), stack("c"), stack("d")] }),
  },
  "app.twice": {
    about: "two apps of one name in a workspace",
    levels: ["error", "error"],
    path: "b/name",
    refused: apps({ path: "a", definition: { name: "orders" } }, { path: "b", definition: { name: "orders" } }),
    accepted: apps(
      { path: "a", definition: { name: "orders" } },
      { path: "b", definition: { name: "orders" }, stage: { physicalName: "orders-eu" } },
      { path: "c", definition: { name: "orders" }, workspace: workspaceWith({ workspaceId: "4444" }) },
    ),
  },
  "app.limit": {
    about: "more apps than the workspace has room for",
    levels: ["error", "error"],
    path: "a2/workspace",
    refused: ({ protected: guarded }) => apps(...many(3))(workspaceWith({ protected: guarded, limits: { apps: 2 } })),
    accepted: ({ protected: guarded }) => apps(...many(2))(workspaceWith({ protected: guarded, limits: { apps: 2 } })),
  },
  "scaling.budget": {
    about: "more scaled apps than the workspace may have",
    levels: ["error", "error"],
    path: "a5/scaling",
    refused: apps(...many(6, scaled(2, { telemetry }))),
    accepted: apps(...many(5, scaled(2, { telemetry })), { path: "b", stage: { scaling: ScalingConfig.standard() } }),
  },
  "egress.not-in-contract": {
    about: "a destination that the workspace's egress contract lacks",
    levels: ["error", "error"],
    path: "orders-prod/egress/api.stripe.com",
    refused: ({ protected: guarded }) => apps(stripe(contract(guarded, "api.example.com")))(workspaceWith()),
    accepted: ({ protected: guarded }) => apps(stripe(contract(guarded, "api.stripe.com")))(workspaceWith()),
  },
  "secret.shared-scope": {
    about: "two apps that share a secret scope",
    levels: ["warning", "error"],
    path: "a/bindings/stripe-key",
    refused: apps({ ...secretIn("payments"), path: "a" }, { ...secretIn("payments"), path: "b" }),
    accepted: apps(
      { ...secretIn("payments-a"), path: "a" },
      { ...secretIn("payments-b"), path: "b" },
      { ...secretIn("payments-a"), path: "c", workspace: workspaceWith({ workspaceId: "4444" }) },
    ),
  },
};
