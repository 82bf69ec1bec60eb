import { DatabricksProvider } from "@cdktf/provider-databricks/lib/provider";
import { SqlEndpoint } from "@cdktf/provider-databricks/lib/sql-endpoint";
import { type Construct } from "constructs";
import * as apps from "databricks-apps-constructs";
import { synthesize, type SynthesizedStack } from "databricks-apps-constructs/testing";

const { AppResource, Permission, Principal, ScalingConfig } = apps;

type Binding = apps.Bindings<apps.Resources>[string];

/** One app in a stack of its own: what it has beyond a name. */
export interface Program {
  readonly workspace?: Partial<apps.Workspace>;
  readonly definition?: Partial<apps.AppDefinitionProps<apps.Resources, string, string>>;
  readonly stage?: StagePart;
  readonly acknowledge?: readonly apps.Acknowledgement[];
  /** Gives the app a provider of its own instead of the stack's. */
  readonly alias?: string;
  /** Adds resources of another library, and what the stage takes from them. */
  readonly beside?: (stack: apps.WorkspaceStack) => StagePart;
}

type StagePart = Partial<apps.StageProps<apps.Resources, string, string>>;

/** One resource of every kind, and for Unity Catalog of every type, with the object it is bound to. */
const KINDS: Readonly<Record<string, readonly [apps.AppResource, Binding]>> = {
  app: [AppResource.app("CAN_USE"), { name: "other" }],
  database: [AppResource.database("CAN_CONNECT_AND_CREATE"), { instanceName: "main", databaseName: "orders" }],
  experiment: [AppResource.experiment("CAN_EDIT"), { experimentId: "1234567890" }],
  "genie-space": [AppResource.genieSpace("CAN_RUN"), { name: "Orders", spaceId: "01ef0123456789ab" }],
  job: [AppResource.job("CAN_MANAGE_RUN"), { id: "123456789" }],
  postgres: [
    AppResource.postgres("CAN_CONNECT_AND_CREATE"),
    { branch: "projects/orders/branches/main", database: "projects/orders/branches/main/databases/orders" },
  ],
  secret: [AppResource.secret("READ"), { scope: "orders", key: "stripe" }],
  "serving-endpoint": [AppResource.servingEndpoint("CAN_QUERY"), { name: "ranker" }],
  "sql-warehouse": [AppResource.sqlWarehouse("CAN_USE"), { id: "1a2b3c4d5e6f7a8b" }],
  table: [AppResource.table("SELECT"), { fullName: "sales.orders.items" }],
  volume: [AppResource.volume("WRITE_VOLUME"), { fullName: "sales.orders.files" }],
  function: [AppResource.function("EXECUTE"), { fullName: "sales.orders.score" }],
  connection: [AppResource.connection("USE_CONNECTION"), { fullName: "crm" }],
};

function withResources(keys: readonly string[]): Program {
  const chosen = Object.entries(KINDS).filter(([key]) => keys.includes(key));
  return {
    definition: { resources: Object.fromEntries(chosen.map(([key, [resource]]) => [key, resource])) },
    stage: { bindings: Object.fromEntries(chosen.map(([key, [, binding]]) => [key, binding])) },
  };
}

const UUID = "5f1f1d6e-8d3e-4f43-8ab5-6a2f0b9f2b02";

const AUTHS: readonly apps.WorkspaceAuth[] = [
  ...(["github-oidc", "azure-devops-oidc", "oauth-m2m", "azure-cli"] as const).flatMap((type) => [
    { type },
    { type, clientId: UUID },
  ]),
  ...(["pat", "databricks-cli", "oauth-m2m"] as const).map(
    (authType) => ({ type: "profile", profile: "DEV", authType }) as const,
  ),
];

/** Every option, one at a time. */
const OPTIONS: Readonly<Record<string, Program>> = {
  description: { definition: { description: "Order desk" } },
  scopes: { definition: { userApiScopes: ["sql", "files"] } },
  git: { definition: { gitRepository: { provider: "gitHub", url: "https://github.com/acme/orders" } } },
  size: { stage: { size: "XLARGE" } },
  standard: { stage: { scaling: ScalingConfig.standard() } },
  horizontal: { stage: { scaling: ScalingConfig.horizontal(3) } },
  telemetry: {
    stage: {
      telemetry: { logsTable: "ops.otel.logs", metricsTable: "ops.otel.metrics", tracesTable: "ops.otel.traces" },
    },
  },
  "budget-policy": { stage: { budgetPolicyId: UUID } },
  "usage-policy": { stage: { usagePolicyId: UUID } },
  space: { stage: { space: "finance" } },
  protected: { workspace: { protected: true } },
  "resource-description": {
    definition: { resources: { job: { ...AppResource.job("CAN_VIEW"), description: "the nightly run" } } },
    stage: { bindings: { job: { id: "1" } } },
  },
  access: {
    definition: { access: { viewers: Permission.canUse(), operators: Permission.canManage() } },
    stage: {
      access: {
        viewers: [Principal.allAccountUsers(), Principal.user("ann@example.com")],
        operators: [Principal.group("platform"), Principal.servicePrincipal(UUID)],
      },
    },
  },
};

/** Every kind and every option together; standard scaling gives way to the horizontal one. */
function everything(): Program {
  const { standard: _standard, ...options } = OPTIONS;
  const parts = [withResources(Object.keys(KINDS)), ...Object.values(options)];
  const path = "everything/orders/access/viewers";
  return {
    acknowledge: [{ check: "audience.account-users", path, reason: "the workspace is protected" }],
    workspace: Object.assign({}, ...parts.map(({ workspace }) => workspace)) as Program["workspace"],
    definition: {
      ...(Object.assign({}, ...parts.map(({ definition }) => definition)) as Program["definition"]),
      resources: Object.assign({}, ...parts.map(({ definition }) => definition?.resources)) as apps.Resources,
    },
    stage: {
      ...(Object.assign({}, ...parts.map(({ stage }) => stage)) as StagePart),
      bindings: Object.assign({}, ...parts.map(({ stage }) => stage?.bindings)) as apps.Bindings<apps.Resources>,
    },
  };
}

/** Bound to a warehouse of the prebuilt provider beside it, which pins a version below our floor. */
const BESIDE_PREBUILT: Program = {
  definition: { resources: { warehouse: AppResource.sqlWarehouse("CAN_USE") } },
  beside: (stack) => {
    const host = stack.workspace.host;
    const provider = new DatabricksProvider(stack, "prebuilt", { alias: "prebuilt", host, authType: "pat" });
    const warehouse = new SqlEndpoint(stack, "warehouse", { name: "orders", clusterSize: "Small", provider });
    return { bindings: { warehouse: { id: warehouse.id } } };
  },
};

/** By the name of the stack. Together they write everything that this library can write for an app. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  minimal: {},
  ...prefixed("kind", Object.fromEntries(Object.keys(KINDS).map((key) => [key, withResources([key])]))),
  ...prefixed("option", OPTIONS),
  ...prefixed("auth", Object.fromEntries(AUTHS.map((auth) => [authName(auth), { workspace: { auth } }]))),
  alias: { alias: "second" },
  "beside-prebuilt": BESIDE_PREBUILT,
  everything: everything(),
};

function prefixed(prefix: string, programs: Readonly<Record<string, Program>>): Record<string, Program> {
  return Object.fromEntries(Object.entries(programs).map(([key, program]) => [`${prefix}-${key}`, program]));
}

function authName(auth: apps.WorkspaceAuth): string {
  if (auth.type === "profile") return `profile-${auth.authType}`;
  return auth.clientId === undefined ? auth.type : `${auth.type}-client`;
}

/** A stack of its own in a workspace of its own: programs of one synthesis do not concern each other. */
export function addProgram(
  scope: Construct,
  id: string,
  { alias, beside, acknowledge, ...program }: Program,
  number = 1,
): apps.App {
  const workspace = apps.defineWorkspace({
    name: "test",
    host: `https://dbc-${String(number).padStart(8, "0")}-2222.cloud.databricks.com`,
    workspaceId: String(1000 + number),
    accountId: "4f0c6d0e-2a4b-4c8e-9a53-0d6e2f7b1c11",
    cloud: "aws",
    region: "eu-west-1",
    tier: "ENTERPRISE",
    auth: { type: "github-oidc" },
    backend: { kind: "local", folder: "../../../state" },
    features: ["horizontalScaling", "userAuthorization", "lakebaseAutoscaling"],
    ...program.workspace,
  });
  const stack = new apps.WorkspaceStack(scope, id, workspace);
  return new apps.App(stack, "orders", {
    definition: apps.defineApp<apps.Resources, string, string>({ name: "orders", ...program.definition }),
    bindings: {},
    access: {},
    env: {},
    acknowledge,
    ...program.stage,
    ...beside?.(stack),
    ...(alias === undefined ? {} : { provider: new apps.WorkspaceProvider(stack, alias, workspace, alias) }),
  });
}

/** The documents of all programs, by stack. */
export function synthesizePrograms(programs = PROGRAMS): Readonly<Record<string, SynthesizedStack>> {
  const { stacks } = synthesize((app) => {
    Object.entries(programs).forEach(([id, program], index) => addProgram(app, id, program, index));
  });
  return stacks;
}
