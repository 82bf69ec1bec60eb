import { Fn, type IResolvable, Op, Token } from "cdktf";
import { Construct } from "constructs";
import type { Emitted } from "../assembly/documents";
import { endpointTarget, type PrivateEndpoint, partOf } from "../network/private-endpoint";
import { AccountProvider } from "../terraform/account-provider";
import {
  DataMwsNetworkConnectivityConfig,
  DataMwsNetworkConnectivityConfigs,
  MwsNccBinding,
  type MwsNccPrivateEndpointRule,
  MwsNetworkConnectivityConfig,
} from "../terraform/network-connectivity";
import { workspaceNumber } from "../terraform/provider-attributes";
import type { Workspace } from "../workspace/workspace";
import { addressOf, firstOfEachName, providerIssues, workspacesOf } from "./network-part";
import { createRules, describeTarget } from "./private-endpoint-rules";
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
    const rules = createRules(this, endpoints, this.networkConnectivityConfigId, provider);
    this.emitted.push(...rules.map(({ emitted }) => emitted));
    for (const workspace of named.first) this.bind(workspace, adopted, rules.at(-1)?.rule, provider);

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
        target: describeTarget(this, endpointTarget(endpoint)),
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
    // Asked for a name that no configuration has, the provider crashes instead of saying so.
    const known = new DataMwsNetworkConnectivityConfigs(this, "known", { provider });
    const precondition = {
      condition: Token.asString(Fn.contains(known.interpolationForAttribute("names"), name)),
      errorMessage: `the account has no network connectivity configuration that is called ${name}`,
    };
    return new DataMwsNetworkConnectivityConfig(this, "Default", {
      name,
      provider,
      lifecycle: { precondition: [precondition] },
    });
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
