import { createHash } from "node:crypto";
import { AccountNetworkPolicy } from "@cdktf/provider-databricks/lib/account-network-policy";
import { App as DatabricksApp } from "@cdktf/provider-databricks/lib/app";
import { DataDatabricksWorkspaceNetworkOption } from "@cdktf/provider-databricks/lib/data-databricks-workspace-network-option";
import { MwsNccBinding } from "@cdktf/provider-databricks/lib/mws-ncc-binding";
import { MwsNccPrivateEndpointRule } from "@cdktf/provider-databricks/lib/mws-ncc-private-endpoint-rule";
import { MwsNetworkConnectivityConfig } from "@cdktf/provider-databricks/lib/mws-network-connectivity-config";
import { Permissions } from "@cdktf/provider-databricks/lib/permissions";
import { DatabricksProvider } from "@cdktf/provider-databricks/lib/provider";
import { WorkspaceNetworkOption } from "@cdktf/provider-databricks/lib/workspace-network-option";
import { type App, AzurermBackend, Fn, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import { tag } from "./aspects";
import { ACCOUNT, appsAt, BUDGET_POLICY, CI_PRINCIPAL, HOSTS, lakeOf, MANAGERS, REGION, SIZE } from "./company";
import { type Place, placesOf, type Size, STATE } from "./company";

/** The same documents without the library: what a user of cdktf writes today, with the prebuilt bindings. */
export function build(app: App, size: Size): void {
  for (const place of placesOf(size)) {
    if (size.layout === "pipelines") {
      for (const index of appsAt(size, place)) {
        const scope = app.node.tryFindChild(`app-${index}`) ?? new Construct(app, `app-${index}`);
        const stack = stackOf(scope, `app-${index}-${place.stage}`, place, size);
        addApp(stack, index, place, providerIn(stack, place));
      }
    } else {
      const stack = stackOf(app, place.name, place, size);
      const provider = providerIn(stack, place);
      for (const index of appsAt(size, place)) addApp(stack, index, place, provider);
    }
    if (size.platform) addPlatform(app, place, size);
  }
}

function providerIn(stack: TerraformStack, { host, clientId }: Place): DatabricksProvider {
  return new DatabricksProvider(stack, "databricks", { host, authType: "github-oidc", clientId });
}

function stackOf(scope: Construct, id: string, { stage, container }: Place, size: Size): TerraformStack {
  const stack = new TerraformStack(scope, id);
  if (size.tagged) tag(stack);
  const isResized = stage === "prod" && !id.startsWith("platform-");
  const version = isResized ? ">= 1.143.0" : ">= 1.126.0";
  // The prebuilt bindings pin an older provider.
  stack.addOverride("terraform.required_providers.databricks.version", version);
  new AzurermBackend(stack, {
    resourceGroupName: STATE.resourceGroup,
    storageAccountName: STATE.storageAccount,
    containerName: container,
    key: `${STATE.prefix}/${id}.tfstate`,
  });
  return stack;
}

function addApp(
  stack: TerraformStack,
  index: number,
  { stage, container, guarded }: Place,
  provider: DatabricksProvider,
): void {
  const scope = new Construct(stack, `app-${index}`);
  const app = new DatabricksApp(scope, "Default", {
    provider,
    name: `app-${index}`,
    description: `Data app ${index}`,
    userApiScopes: ["sql", "files"],
    budgetPolicyId: BUDGET_POLICY,
    ...(stage === "prod" && { computeSize: SIZE.prod }),
    noCompute: true,
    resources: [
      { name: "api-key", secret: { scope: `app-${index}-${container}`, key: "api-key", permission: "READ" } },
      { name: "genie", genieSpace: { name: "sales", spaceId: "01ef0000", permission: "CAN_RUN" } },
      { name: "model", servingEndpoint: { name: `llm-${stage}`, permission: "CAN_QUERY" } },
      { name: "refresh", job: { id: String(1000 + index), permission: "CAN_MANAGE_RUN" } },
      {
        name: "uploads",
        ucSecurable: {
          securableFullName: `${stage}.apps.uploads_${index}`,
          securableType: "VOLUME",
          permission: "READ_VOLUME",
        },
      },
      { name: "warehouse", sqlWarehouse: { id: "abcdef0123456789", permission: "CAN_USE" } },
    ],
    lifecycle: { ignoreChanges: ["no_compute"], ...(guarded && { preventDestroy: true }) },
  });
  new Permissions(scope, "permissions", {
    provider,
    appName: app.name,
    accessControl: [
      { groupName: MANAGERS, permissionLevel: "CAN_MANAGE" },
      { servicePrincipalName: CI_PRINCIPAL, permissionLevel: "CAN_MANAGE" },
      { groupName: `viewers-${index}`, permissionLevel: "CAN_USE" },
    ],
  });
}

function addPlatform(app: App, place: Place, size: Size): void {
  const { name, stage, guarded, clientId } = place;
  const workspaceId = Number(place.workspaceId);
  const protection = guarded ? { lifecycle: { preventDestroy: true } } : {};
  const stack = stackOf(app, `platform-${name}`, place, size);
  const provider = new DatabricksProvider(stack, "databricks", {
    host: "https://accounts.azuredatabricks.net",
    accountId: ACCOUNT,
    authType: "github-oidc",
    clientId,
  });

  const ncc = new MwsNetworkConnectivityConfig(new Construct(stack, "ncc"), "Default", {
    provider,
    name: `ncc-${name}`,
    region: REGION,
    ...protection,
  });
  const scope = ncc.node.scope as Construct;
  const networkConnectivityConfigId = ncc.networkConnectivityConfigId;
  let previous: MwsNccPrivateEndpointRule | undefined;
  for (const groupId of ["blob", "dfs"]) {
    const target = `${lakeOf(stage)} ${groupId}`;
    const digest = createHash("sha256").update(target).digest("hex").slice(0, 8);
    previous = new MwsNccPrivateEndpointRule(scope, `rule-${groupId}-${digest}`, {
      provider,
      networkConnectivityConfigId,
      resourceId: lakeOf(stage),
      groupId,
      ...(previous && { dependsOn: [previous] }),
    });
  }
  new MwsNccBinding(scope, `binding-${name}`, {
    provider,
    networkConnectivityConfigId,
    workspaceId,
    ...(previous && { dependsOn: [previous] }),
  });

  const egress = new Construct(stack, "egress");
  const policyId = `egress-${name}`;
  const policy = new AccountNetworkPolicy(egress, "Default", {
    provider,
    accountId: ACCOUNT,
    networkPolicyId: policyId,
    egress: {
      networkAccess: {
        restrictionMode: "RESTRICTED_ACCESS",
        allowedInternetDestinations: HOSTS.map((destination) => ({ destination, internetDestinationType: "DNS_NAME" })),
        policyEnforcement: { enforcementMode: "DRY_RUN" },
      },
    },
    lifecycle: { preventDestroy: true },
  });
  const current = new DataDatabricksWorkspaceNetworkOption(egress, `current-${name}`, { provider, workspaceId });
  const attachedNow: unknown = Fn.coalesce([current.networkPolicyId, "default-policy"]);
  const known = ["default-policy", policyId];
  new WorkspaceNetworkOption(egress, `option-${name}`, {
    provider,
    workspaceId,
    networkPolicyId: policy.networkPolicyId,
    lifecycle: {
      precondition: [
        {
          condition: Token.asString(Fn.contains(known, attachedNow)),
          errorMessage:
            `workspace ${name} has a policy that this program does not know. If it may be replaced, name it in ` +
            `replaces; known are: ${known.join(", ")}`,
        },
      ],
    },
  });
}
