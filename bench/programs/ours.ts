import { AzurermBackend, type App, TerraformStack } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { tag } from "./aspects";
import { ACCOUNT, appsAt, isAt, BUDGET_POLICY, CI_PRINCIPAL, HOSTS, lakeOf, MANAGERS, REGION, SIZE } from "./company";
import { type Place, placesOf, type Size, STATE } from "./company";
import { stageFile, workspaceFile } from "./company-files";

const { AppResource, Permission, Principal } = apps;

/** A name's module is loaded with its first use; those of the other program are loaded before its clock starts too. */
void Object.values(apps);

/** The program as a user of the library writes it. */
export function build(app: App, size: Size): void {
  const places = placesOf(size);
  const workspaces = new Map(places.map((place) => [place, workspaceOf(place, size)]));
  const at = (place: Place) => workspaces.get(place) as apps.Workspace;
  if (size.layout === "pipelines") {
    for (let index = 0; index < size.apps; index++) {
      const definition = definitionOf(index);
      const stages = places
        .filter((place) => isAt(size, place, index))
        .map((place) => stageOf(definition, index, place, at(place), size));
      new apps.PromotionPipeline(app, definition.name, {
        app: definition,
        stages,
        ...(size.tagged && { extend: ({ stack }) => tag(stack) }),
      });
    }
  } else {
    const definitions = Array.from({ length: size.apps }, (_, index) => definitionOf(index));
    for (const place of places) {
      const stack =
        size.layout === "stacks" ? new apps.WorkspaceStack(app, place.name, at(place)) : plain(app, place, at);
      if (size.tagged) tag(stack);
      for (const index of appsAt(size, place)) {
        const definition = definitions[index] as ReturnType<typeof definitionOf>;
        new apps.App(stack, definition.name, stageOf(definition, index, place, at(place), size));
      }
    }
  }
  if (size.platform) for (const place of places) platform(app, place, at(place), size);
}

/** A stack that knows nothing of the library. */
function plain(app: App, place: Place, at: (place: Place) => apps.Workspace): TerraformStack {
  const stack = new TerraformStack(app, place.name);
  new apps.WorkspaceProvider(stack, "databricks", at(place));
  new AzurermBackend(stack, {
    resourceGroupName: STATE.resourceGroup,
    storageAccountName: STATE.storageAccount,
    containerName: place.container,
    key: `${STATE.prefix}/${place.name}.tfstate`,
  });
  return stack;
}

function workspaceOf({ name, host, workspaceId, clientId, guarded, container }: Place, size: Size): apps.Workspace {
  if (size.files) return apps.workspaceFromFile(workspaceFile(name));
  return apps.defineWorkspace({
    name,
    host,
    workspaceId,
    accountId: ACCOUNT,
    cloud: "azure",
    region: REGION,
    tier: "PREMIUM",
    auth: { type: "github-oidc", clientId },
    backend: { kind: "azurerm", container, ...STATE },
    features: ["userAuthorization"],
    limits: { apps: Math.max(100, size.apps) },
    protected: guarded,
  });
}

function definitionOf(index: number) {
  return apps.defineApp({
    name: `app-${index}`,
    description: `Data app ${index}`,
    userApiScopes: ["sql", "files"],
    resources: {
      warehouse: AppResource.sqlWarehouse("CAN_USE"),
      "api-key": AppResource.secret("READ", { because: "calls the partner" }),
      model: AppResource.servingEndpoint("CAN_QUERY"),
      refresh: AppResource.job("CAN_MANAGE_RUN"),
      uploads: AppResource.volume("READ_VOLUME"),
      genie: AppResource.genieSpace("CAN_RUN"),
    },
    access: { viewers: Permission.canUse(), operators: Permission.canManage() },
    env: { WAREHOUSE_ID: { valueFrom: "warehouse" }, ENDPOINT: { valueFrom: "model" } },
    stageEnv: ["CATALOG"],
    egress: [{ host: HOSTS[index % HOSTS.length] as string, because: "reads rates" }],
  });
}

function stageOf(
  definition: ReturnType<typeof definitionOf>,
  index: number,
  { stage, container }: Place,
  workspace: apps.Workspace,
  size: Size,
) {
  if (size.files) return apps.stageFromFile(definition, workspace, stageFile(definition.name, stage));
  return apps.defineStage(definition, workspace, {
    name: stage,
    bindings: {
      warehouse: { id: "abcdef0123456789" },
      "api-key": { scope: `${definition.name}-${container}`, key: "api-key" },
      model: { name: `llm-${stage}` },
      refresh: { id: String(1000 + index) },
      uploads: { fullName: `${stage}.apps.uploads_${index}` },
      genie: { name: "sales", spaceId: "01ef0000" },
    },
    access: {
      viewers: [Principal.group(`viewers-${index}`)],
      operators: [Principal.group(MANAGERS), Principal.servicePrincipal(CI_PRINCIPAL)],
    },
    env: { CATALOG: stage },
    budgetPolicyId: BUDGET_POLICY,
    ...(stage === "prod" && { size: SIZE.prod }),
  });
}

function platform(app: App, place: Place, workspace: apps.Workspace, size: Size): void {
  const stack = new apps.AccountStack(app, `platform-${place.name}`, [workspace]);
  const { provider } = stack;
  if (size.tagged) tag(stack);
  new apps.NetworkConnectivityConfig(stack, "ncc", {
    provider,
    name: `ncc-${place.name}`,
    region: REGION,
    attachTo: [workspace],
    privateEndpoints: ["blob", "dfs"].map((groupId) => ({ resourceId: lakeOf(place.stage), groupId })),
  });
  new apps.EgressPolicy(stack, "egress", {
    provider,
    policyId: `egress-${place.name}`,
    mode: "dryRun",
    attachTo: [workspace],
    needs: [],
    otherWorkloads: HOSTS.map((host) => ({ host, because: "the apps of the company" })),
  });
}
