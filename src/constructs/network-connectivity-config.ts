import { Fn, type IResolvable, Op, Token } from "cdktf";
import { Construct } from "constructs";
import { sha256 } from "../definition/digest";
import type { Emitted } from "../assembly/write-assembly";
import { hasToken } from "../definition/text";
import { endpointTarget, type PrivateEndpoint, partOf } from "../network/private-endpoint";
import { AccountProvider } from "../terraform/account-provider";
import {
  DataMwsNetworkConnectivityConfig,
  MwsNccBinding,
  MwsNccPrivateEndpointRule,
  type MwsNccPrivateEndpointRuleConfig,
  MwsNetworkConnectivityConfig,
} from "../terraform/network-connectivity";
import { workspaceNumber } from "../terraform/provider-attributes";
import { renderReference } from "../terraform/refs";
import type { Workspace } from "../workspace/workspace";
import { addressOf, firstOfEachName, providerIssues, workspacesOf } from "./network-part";
import { programOf } from "./program";

export interface AdoptedNetworkConnectivityConfigProps {
  readonly provider: AccountProvider;
  readonly name: string;
  /** Workspaces of the configuration's region. */
  readonly attachTo: readonly Workspace[];
  /** The configuration attached today: a binding overwrites silently. @default nothing is attached today */
  readonly replaces?: string;
}

export interface NetworkConnectivityConfigProps extends AdoptedNetworkConnectivityConfigProps {
  /** The cloud's name of the region; a change replaces the configuration, and with it the addresses. */
  readonly region: string;
  /** Made one after another; the owner of each target has to approve its endpoint. @default none */
  readonly privateEndpoints?: readonly PrivateEndpoint[];
}

const ADOPTED = Symbol("adopted");

/**
 * A network connectivity configuration: the stable addresses from which the serverless workloads of some workspaces
 * reach out, and private endpoints that they reach other things by.
 *
 * Destroying detaches nothing: a workspace stays bound until it is bound to another configuration.
 *
 * @see https://docs.databricks.com/aws/en/security/network/serverless-network-security/
 */
export class NetworkConnectivityConfig extends Construct {
  /** The configuration itself, where Terraform makes it. */
  private readonly source: MwsNetworkConnectivityConfig | DataMwsNetworkConnectivityConfig;
  private readonly emitted: (() => Emitted)[] = [];

  constructor(scope: Construct, id: string, props: NetworkConnectivityConfigProps) {
    super(scope, id);
    const { name, region, replaces, privateEndpoints = [] } = props;
    const adopted = ADOPTED in props;
    const provider = AccountProvider.isAccountProvider(props.provider) ? props.provider : undefined;
    const attached = workspacesOf(props.attachTo, "attachTo");
    const named = firstOfEachName(attached.workspaces);

    this.source = adopted ? this.find(name, provider) : this.create(props, attached.workspaces, provider);
    // Plain JavaScript may pass anything; the check reports what is left out here.
    const listed: readonly PrivateEndpoint[] = Array.isArray(privateEndpoints) ? privateEndpoints : [];
    const endpoints = listed.filter((endpoint) => typeof endpoint === "object" && endpoint !== null);
    const rules = this.createRules(endpoints, provider);
    for (const workspace of named.first) this.bind(workspace, adopted, rules.at(-1), provider);

    const { network } = programOf(this);
    network.addConnectivity({
      construct: this,
      issues: [...providerIssues(this, props.provider), ...attached.issues, ...named.issues],
      config: {
        accountId: provider?.accountId ?? "",
        ...(provider === undefined ? {} : { cloud: provider.workspaces[0]?.cloud }),
        name,
        ...(adopted ? {} : { region }),
        adopted,
        attachTo: attached.workspaces,
        privateEndpoints,
        ...(replaces === undefined ? {} : { replaces }),
      },
      privateEndpoints: endpoints.map((endpoint) => ({
        target: this.describe(endpointTarget(endpoint)),
        part: partOf(endpoint),
      })),
      emitted: () => this.emitted.map((emitted) => emitted()),
    });
    programOf(this).addWorkspaces(this, attached.workspaces);
  }

  /** One that exists, by its name: bound to workspaces, otherwise left as it is. */
  static adopt(scope: Construct, id: string, props: AdoptedNetworkConnectivityConfigProps): NetworkConnectivityConfig {
    const adopted = { ...props, [ADOPTED]: true };
    return new NetworkConnectivityConfig(scope, id, adopted as unknown as NetworkConnectivityConfigProps);
  }

  get networkConnectivityConfigId(): string {
    return Token.asString(this.source.interpolationForAttribute("network_connectivity_config_id"));
  }

  /** Azure: the subnets for the firewalls of storage accounts. Empty elsewhere. */
  get stableSubnets(): string[] {
    return this.stable("azure_service_endpoint_rule[*].subnets");
  }

  /** AWS: the addresses that serverless workloads come from, as CIDR blocks. Empty elsewhere. */
  get stableCidrBlocks(): string[] {
    return this.stable("aws_stable_ip_rule[*].cidr_blocks");
  }

  /** A splat, because the block of another cloud is not there. */
  private stable(path: string): string[] {
    const blocks: IResolvable = this.source.interpolationForAttribute(`egress_config[*].default_rules[*].${path}`);
    return Token.asList(Fn.flatten(blocks));
  }

  private create(
    { name, region }: NetworkConnectivityConfigProps,
    attachTo: readonly Workspace[],
    provider: AccountProvider | undefined,
  ): MwsNetworkConnectivityConfig {
    // Another configuration has other addresses, and every firewall that knows the old ones closes.
    const guarded = attachTo.some((workspace) => workspace.protected === true);
    const lifecycle = guarded ? { lifecycle: { preventDestroy: true } } : {};
    const resource = new MwsNetworkConnectivityConfig(this, "Default", { name, region, provider, ...lifecycle });
    const expected = guarded ? { lifecycle: { prevent_destroy: true } } : {};
    this.emitted.push(() => ({ address: addressOf(resource), config: { name, region, ...expected } }));
    return resource;
  }

  private find(name: string, provider: AccountProvider | undefined): DataMwsNetworkConnectivityConfig {
    return new DataMwsNetworkConnectivityConfig(this, "Default", { name, provider });
  }

  /** Each waits for the one before: made in parallel, the vendor runs into time limits. */
  private createRules(
    endpoints: readonly PrivateEndpoint[],
    provider: AccountProvider | undefined,
  ): MwsNccPrivateEndpointRule[] {
    const rules: MwsNccPrivateEndpointRule[] = [];
    const used = new Map<string, number>();
    for (const endpoint of endpoints) {
      const id = this.ruleId(endpoint, used);
      const config = { network_connectivity_config_id: this.networkConnectivityConfigId, ...ruleConfig(endpoint) };
      const previous = rules.at(-1);
      const after = previous === undefined ? {} : { dependsOn: [previous] };
      const rule = new MwsNccPrivateEndpointRule(this, id, { ...config, provider, ...after });
      this.emitted.push(() => ({ address: addressOf(rule), config }));
      rules.push(rule);
    }
    return rules;
  }

  /** By target, so that adding one rule or changing the order replaces none; domains and buckets change in place. */
  private ruleId(endpoint: PrivateEndpoint, used: Map<string, number>): string {
    const part = partOf(endpoint);
    const target = `${this.describe(endpointTarget(endpoint))} ${part}`;
    const count = (used.get(target) ?? 0) + 1;
    used.set(target, count);
    const digest = sha256(count === 1 ? target : `${target} ${count}`);
    return `rule-${part.replaceAll(/[^\w-]/g, "")}-${digest.slice(0, 8)}`;
  }

  /** A token's own text depends on the order of creation. */
  private describe(target: unknown): string {
    if (typeof target !== "string" || !hasToken(target)) return String(target);
    const rendered = renderReference(target, this);
    if (rendered === undefined) return target;
    return "ref" in rendered ? [rendered.stack, rendered.ref].filter(Boolean).join("/") : rendered.template;
  }

  private bind(
    workspace: Workspace,
    adopted: boolean,
    lastRule: MwsNccPrivateEndpointRule | undefined,
    provider: AccountProvider | undefined,
  ): void {
    const config = {
      network_connectivity_config_id: this.networkConnectivityConfigId,
      workspace_id: workspaceNumber(workspace.workspaceId),
    };
    // The region of one that exists is known to the vendor only.
    const precondition = {
      condition: Token.asString(Op.eq(this.source.interpolationForAttribute("region"), workspace.region)),
      errorMessage: `the configuration is in another region than workspace ${workspace.name}`,
    };
    const lifecycle = adopted ? { lifecycle: { precondition: [precondition] } } : {};
    // A workspace must not come to a configuration whose private endpoints are not there yet.
    const depends = lastRule === undefined ? {} : { dependsOn: [lastRule] };
    const id = `binding-${workspace.name}`;
    const binding = new MwsNccBinding(this, id, { ...config, provider, ...depends, ...lifecycle });
    const { condition, errorMessage } = precondition;
    const expected = adopted ? { lifecycle: { precondition: [{ condition, error_message: errorMessage }] } } : {};
    this.emitted.push(() => ({ address: addressOf(binding), config: { ...config, ...expected } }));
  }
}

/** The arguments of a rule. What the vendor computes is never written: newer providers refuse it. */
function ruleConfig(
  endpoint: PrivateEndpoint,
): Omit<MwsNccPrivateEndpointRuleConfig, "network_connectivity_config_id"> {
  if ("resourceId" in endpoint) {
    return "groupId" in endpoint
      ? { resource_id: endpoint.resourceId, group_id: endpoint.groupId }
      : { resource_id: endpoint.resourceId, domain_names: endpoint.domainNames };
  }
  return "resourceNames" in endpoint
    ? { endpoint_service: endpoint.endpointService, resource_names: endpoint.resourceNames }
    : { endpoint_service: endpoint.endpointService, domain_names: endpoint.domainNames };
}
