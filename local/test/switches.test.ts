import { SWITCHES, type LocalControlPlane, type SwitchName } from "databricks-apps-local";
import { ACCOUNT, CONFIGS, POLICIES, bucketRule, created, policy } from "./support/account";
import { type Call, WORKSPACE, accountCallerOf, callerOf, startPlane, stopPlanes } from "./support/plane";

afterEach(stopPlanes);

const APPS = "/api/2.0/apps";
const APP = `${APPS}/orders`;

interface Row {
  /** What shows the switch. */
  readonly look: (call: Call, plane: LocalControlPlane) => Promise<unknown>;
  readonly on: unknown;
  readonly off: unknown;
}

const create = (call: Call, app: object = {}) => call("POST", APPS, { name: "orders", ...app });

async function restart(call: Call): Promise<void> {
  await call("POST", `${APP}/stop`, {});
  await call("POST", `${APP}/start`, {});
}

async function deployed(call: Call): Promise<void> {
  await create(call);
  await call("POST", "/api/2.0/workspace/mkdirs", { path: "/Shared/orders" });
  await call("POST", `${APP}/deployments`, { source_code_path: "/Workspace/Shared/orders" });
}

const BOUND = `${ACCOUNT}/workspaces/${WORKSPACE.id}?update_mask=network_connectivity_config_id`;

/** What happens to an app's traffic under a policy that is attached to the workspace. */
async function traffic(plane: LocalControlPlane, access: object, host: string): Promise<unknown> {
  const account = accountCallerOf(plane);
  const { status } = await account("POST", POLICIES, policy(access));
  if (status !== 200) return status;
  await account("PUT", `${ACCOUNT}/workspaces/${WORKSPACE.id}/network`, { network_policy_id: "egress" });
  return plane.egress({ host }).decision;
}

/** Every switch must have a row: the type asks for it. */
const ROWS: Readonly<Record<SwitchName, Row>> = {
  patchClearsAbsent: {
    look: async (call) => {
      await create(call, { description: "Order desk" });
      return (await call("PATCH", APP, { name: "orders" })).body.description as unknown;
    },
    on: undefined,
    off: "Order desk",
  },
  legacyUpdateRefusesSize: {
    look: async (call) => {
      await create(call);
      const { status } = await call("PATCH", APP, { compute_size: "LARGE" });
      return [status, (await call("GET", APP)).body.compute_size];
    },
    on: [400, "MEDIUM"],
    off: [200, "MEDIUM"],
  },
  legacyUpdateRefusesInstances: {
    look: async (call) => {
      await create(call);
      const { status } = await call("PATCH", APP, { compute_min_instances: 2, compute_max_instances: 2 });
      return [status, (await call("GET", APP)).body.compute_min_instances];
    },
    on: [400, undefined],
    off: [200, undefined],
  },
  shortAppNames: { look: async (call) => (await create(call, { name: "a" })).status, on: 200, off: 400 },
  appNameLeadingLetter: { look: async (call) => (await create(call, { name: "1st" })).status, on: 400, off: 200 },
  strictResourceKeys: {
    look: async (call) =>
      (await create(call, { resources: [{ name: "the job", job: { id: "42", permission: "CAN_VIEW" } }] })).status,
    on: 400,
    off: 200,
  },
  forwardUserAccessTokenAlwaysTrue: {
    look: async (call) =>
      (await create(call, { forward_user_access_token: false })).body.forward_user_access_token as unknown,
    on: true,
    off: false,
  },
  budgetPolicyInjected: {
    look: async (call) => "budget_policy_id" in ((await create(call)).body as object),
    on: true,
    off: false,
  },
  omitEmptyScopes: {
    look: async (call) => (await create(call, { user_api_scopes: [] })).body.user_api_scopes as unknown,
    on: undefined,
    off: [],
  },
  emptyDescriptionWhenUnset: {
    look: async (call) => (await create(call)).body.description as unknown,
    on: "",
    off: undefined,
  },
  startDeploysDefaultSource: {
    look: async (call) => {
      await create(call);
      await restart(call);
      return (await call("GET", APP)).body.app_status.state as unknown;
    },
    on: "RUNNING",
    off: "UNAVAILABLE",
  },
  startRedeploysLast: {
    look: async (call) => {
      await deployed(call);
      await restart(call);
      return (await call("GET", APP)).body.app_status.state as unknown;
    },
    on: "RUNNING",
    off: "UNAVAILABLE",
  },
  stopClearsDeployments: {
    look: async (call) => {
      await deployed(call);
      return "active_deployment" in ((await call("POST", `${APP}/stop`, {})).body as object);
    },
    on: false,
    off: true,
  },
  startMakesDeployment: {
    look: async (call) => {
      await deployed(call);
      await restart(call);
      return ((await call("GET", `${APP}/deployments`)).body.app_deployments as unknown[]).length;
    },
    on: 2,
    off: 1,
  },
  startingIsActive: {
    look: async (call, plane) => {
      plane.faults.deployments = [{ buildLooks: 1, startLooks: 1 }];
      await deployed(call);
      const look = async () => Object.keys((await call("GET", APP)).body as object).filter((key) => /_dep/.test(key));
      return [await look(), await look()];
    },
    on: [["pending_deployment"], ["active_deployment"]],
    off: [["pending_deployment"], ["pending_deployment"]],
  },
  failedStaysPending: {
    look: async (call, plane) => {
      plane.faults.deployments = [{ end: "failsToStart" }];
      await deployed(call);
      return (await call("GET", APP)).body.pending_deployment?.status.state as unknown;
    },
    on: "FAILED",
    off: undefined,
  },
  failedStartTakesOver: {
    look: async (call, plane) => {
      await deployed(call);
      plane.faults.deployments = [{ end: "failsToBuild" }, { end: "failsToStart" }];
      const seen = [];
      for (const _course of [...plane.faults.deployments]) {
        await call("POST", `${APP}/deployments`, { source_code_path: "/Workspace/Shared/orders" });
        const { active_deployment, app_status } = (await call("GET", APP)).body;
        seen.push([active_deployment.status.state, app_status.state]);
      }
      return seen;
    },
    on: [
      ["SUCCEEDED", "RUNNING"],
      ["FAILED", "CRASHED"],
    ],
    off: [
      ["SUCCEEDED", "RUNNING"],
      ["SUCCEEDED", "RUNNING"],
    ],
  },
  newestDeploymentFirst: {
    look: async (call) => {
      await deployed(call);
      await call("POST", `${APP}/deployments`, { source_code_path: "/Workspace/Shared/orders", mode: "AUTO_SYNC" });
      const { app_deployments } = (await call("GET", `${APP}/deployments`)).body;
      return (app_deployments as { mode: string }[]).map(({ mode }) => mode);
    },
    on: ["AUTO_SYNC", "SNAPSHOT"],
    off: ["SNAPSHOT", "AUTO_SYNC"],
  },
  callerKeepsManagement: {
    look: async (call) => {
      await create(call);
      const list = [{ group_name: "readers", permission_level: "CAN_MANAGE" }];
      return (await call("PUT", "/api/2.0/permissions/apps/orders", { access_control_list: list })).status;
    },
    on: 400,
    off: 200,
  },
  deletingWindow: {
    look: async (call) => {
      await create(call);
      await call("DELETE", APP);
      return (await create(call)).status;
    },
    on: 409,
    off: 200,
  },
  networkPolicyIdsChecked: {
    look: async (_call, plane) =>
      (await accountCallerOf(plane)("POST", POLICIES, { ...policy(), network_policy_id: "a policy" })).status,
    on: 400,
    off: 200,
  },
  ingressPrivateAccessFilled: {
    look: async (_call, plane) => {
      const ingress = { public_access: { restriction_mode: "FULL_ACCESS" } };
      return (await accountCallerOf(plane)("POST", POLICIES, { ...policy(), ingress })).body.ingress
        .private_access as unknown;
    },
    on: { restriction_mode: "RESTRICTION_MODE_UNSPECIFIED" },
    off: undefined,
  },
  egressDefaultsFilled: {
    look: async (_call, plane) =>
      (await accountCallerOf(plane)("POST", POLICIES, policy())).body.egress.network_access
        .policy_enforcement as unknown,
    on: { enforcement_mode: "ENFORCED" },
    off: undefined,
  },
  filterLeavesAppsEnforced: {
    look: (_call, plane) => {
      const enforcement = { enforcement_mode: "DRY_RUN", dry_run_mode_product_filter: ["DBSQL"] };
      return traffic(plane, { policy_enforcement: enforcement }, "api.example.com");
    },
    on: "denied",
    off: "dryRun",
  },
  parentCoversSubdomains: {
    look: (_call, plane) => {
      const destinations = [{ destination: "example.com", internet_destination_type: "DNS_NAME" }];
      return traffic(plane, { allowed_internet_destinations: destinations }, "api.example.com");
    },
    on: "allowed",
    off: "denied",
  },
  wildcardDestinations: {
    look: (_call, plane) => {
      const destinations = [{ destination: "*.example.com", internet_destination_type: "DNS_NAME" }];
      return traffic(plane, { allowed_internet_destinations: destinations }, "api.example.com");
    },
    on: "allowed",
    off: 400,
  },
  connectivityConfigNamesUnique: {
    look: async (_call, plane) => {
      const account = accountCallerOf(plane);
      await created(account);
      return (await account("POST", CONFIGS, { name: "ncc-use", region: "us-east-1" })).status;
    },
    on: 409,
    off: 200,
  },
  deactivatedRulesHoldConfig: {
    look: async (_call, plane) => {
      const account = accountCallerOf(plane);
      const { config, rule } = await bucketRule(account);
      plane.answerEndpoint(rule, "ESTABLISHED");
      await account("DELETE", `${config}/private-endpoint-rules/${rule}`);
      return (await account("DELETE", config)).status;
    },
    on: 400,
    off: 200,
  },
  enablingNeedsConnection: {
    look: async (_call, plane) => {
      const account = accountCallerOf(plane);
      const { config, rule } = await bucketRule(account);
      const path = `${config}/private-endpoint-rules/${rule}?update_mask=enabled`;
      return (await account("PATCH", path, { enabled: true })).body.enabled as unknown;
    },
    on: false,
    off: true,
  },
  bindingCanBeCleared: {
    look: async (_call, plane) => {
      const account = accountCallerOf(plane);
      const id = await created(account);
      await account("PATCH", BOUND, { network_connectivity_config_id: id });
      await account("PATCH", BOUND, {});
      return (await account("DELETE", `${CONFIGS}/${id}`)).status;
    },
    on: 200,
    off: 400,
  },
  workspaceShowsBinding: {
    look: async (_call, plane) => {
      const account = accountCallerOf(plane);
      await account("PATCH", BOUND, { network_connectivity_config_id: await created(account) });
      const { body } = await account("GET", `${ACCOUNT}/workspaces/${WORKSPACE.id}`);
      return "network_connectivity_config_id" in (body as object);
    },
    on: true,
    off: false,
  },
};

describe.each(Object.entries(ROWS))("%s", (name, { look, on, off }) => {
  test.each([
    ["on", true, on],
    ["off", false, off],
  ] as const)("%s", async (_position, value, expected) => {
    const plane = await startPlane({ switches: { [name]: value } });
    expect(await look(callerOf(plane), plane)).toEqual(expected);
  });

  test("its default is what the table says", async () => {
    const plane = await startPlane();
    expect(await look(callerOf(plane), plane)).toEqual(SWITCHES[name as SwitchName].default ? on : off);
  });
});

test("fails to start with a switch that there is not", async () => {
  await expect(startPlane({ switches: { patchClears: true } as object })).rejects.toThrow("patchClears");
});
