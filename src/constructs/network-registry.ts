import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { ConnectivityRecord, PolicyRecord } from "../assembly/network";
import { policyRecord } from "../assembly/network";
import type { Emitted } from "../assembly/documents";
import { AppsError, type Issue } from "../errors";
import {
  checkConnectivityConfig,
  checkConnectivityTogether,
  type ConnectivityConfig,
  connectivityWarnings,
} from "../network/check-connectivity";
import { checkAttachment, checkPoliciesTogether, type PolicyAttachment } from "../network/check-policies";
import type { ComposedPolicy } from "../network/compose-policy";
import type { PlacedNetwork } from "../stage/program";

/** A part of the network as its construct registers it. */
interface Registered {
  readonly construct: Construct;
  /** What only the construct could see: a provider of another kind, a report that cannot be read. */
  readonly issues: readonly Issue[];
  /** Its resources, as they were checked; addresses are read late, because ids may be overridden. */
  readonly emitted: () => readonly Emitted[];
}

export interface RegisteredConnectivity extends Registered {
  readonly config: ConnectivityConfig;
  readonly privateEndpoints: ConnectivityRecord["privateEndpoints"];
}

export interface RegisteredPolicy extends Registered {
  readonly attachment: PolicyAttachment;
  readonly policy: ComposedPolicy;
}

/** Everything of a program that belongs to the network of whole workspaces. */
export class NetworkRegistry {
  private readonly connectivity: RegisteredConnectivity[] = [];
  private readonly policies: RegisteredPolicy[] = [];

  /** @param isLate has every check run already? */
  constructor(private readonly isLate: () => boolean) {}

  addConnectivity(registered: RegisteredConnectivity): void {
    this.refuseLate(registered.construct);
    this.connectivity.push(registered);
  }

  addPolicy(registered: RegisteredPolicy): void {
    this.refuseLate(registered.construct);
    this.policies.push(registered);
  }

  private refuseLate({ node }: Construct): void {
    if (!this.isLate()) return;
    const message =
      "a part of the network was created while the program is being synthesized, after every check has run";
    const fix = "create it before synth(), not in an Aspect";
    throw new AppsError([{ code: "network.late", path: [node.path], message, fix }]);
  }

  get parts(): readonly Registered[] {
    return [...this.connectivity, ...this.policies];
  }

  /** Every part with its issues: its own, and those that come of standing beside others. */
  place(rulesOf: (construct: Construct) => PlacedNetwork["rules"]): readonly PlacedNetwork[] {
    const amongConfigs = checkConnectivityTogether(this.connectivity.map(({ config }) => config));
    const amongPolicies = checkPoliciesTogether(this.policies.map(({ attachment }) => attachment));
    const at = (all: typeof amongConfigs, index: number) =>
      all.filter((found) => found.index === index).map(({ issue }) => issue);
    return [
      ...this.connectivity.map(({ construct, config, issues }, index): PlacedNetwork => ({
        path: construct.node.path,
        rules: rulesOf(construct),
        errors: [...issues, ...checkConnectivityConfig(config), ...at(amongConfigs, index)],
        warnings: connectivityWarnings(config),
      })),
      ...this.policies.map(({ construct, attachment, policy, issues }, index): PlacedNetwork => ({
        path: construct.node.path,
        rules: rulesOf(construct),
        errors: [...issues, ...checkAttachment(attachment), ...at(amongPolicies, index)],
        warnings: policy.warnings,
      })),
    ];
  }

  /** What is written beside the stacks, for reviews and for the repositories of the apps. */
  get records(): { readonly policies: PolicyRecord[]; readonly connectivity: ConnectivityRecord[] } {
    return {
      policies: this.policies.map(({ construct, policy }) =>
        policyRecord(policy, TerraformStack.of(construct).node.id),
      ),
      connectivity: this.connectivity.map(({ construct, config, privateEndpoints }): ConnectivityRecord => ({
        stack: TerraformStack.of(construct).node.id,
        name: config.name,
        region: config.region ?? "",
        adopted: config.adopted,
        workspaces: config.attachTo.map(({ name, workspaceId }) => ({ name, workspaceId })),
        privateEndpoints,
      })),
    };
  }
}
