import type { Destination } from "../definition/destination";
import type { EgressList } from "../network/egress-policy";
import type {
  AccountNetworkPolicyConfig,
  InternetDestination,
  NetworkAccess,
  StorageDestination,
} from "./network-policy";

/**
 * The arguments of `databricks_account_network_policy`.
 *
 * The account is always written: without it every change is a replacement, which an attached policy refuses. Ingress is
 * left out as a whole: half of one would be filled by the server and end in an inconsistent result. No product filter
 * in dry run: it knows SQL and model serving only, so any value would leave apps enforced.
 *
 * Full access lists nothing: no blocking rule applies there. The enforcement that the vendor takes where none is given
 * is written all the same, so that its answer holds nothing that was not asked.
 */
export function networkPolicyConfig(policy: EgressList, accountId: string): AccountNetworkPolicyConfig {
  const access = policy.mode === "full" ? FULL_ACCESS : restricted(policy);
  return { account_id: accountId, network_policy_id: policy.policyId, egress: { network_access: access } };
}

const FULL_ACCESS: NetworkAccess = {
  restriction_mode: "FULL_ACCESS",
  policy_enforcement: { enforcement_mode: "ENFORCED" },
};

function restricted(policy: EgressList): NetworkAccess {
  const destinations = policy.entries.map(({ destination }) => destination);
  const internet = destinations.flatMap((destination) => ("host" in destination ? [dnsName(destination.host)] : []));
  const storage = destinations.flatMap((destination) => storageOf(destination, policy.workspaces[0]?.cloud));
  return {
    restriction_mode: "RESTRICTED_ACCESS",
    ...(internet.length > 0 ? { allowed_internet_destinations: internet } : {}),
    ...(storage.length > 0 ? { allowed_storage_destinations: storage } : {}),
    ...(policy.blocked.length > 0 ? { blocked_internet_destinations: policy.blocked.map(dnsName) } : {}),
    policy_enforcement: { enforcement_mode: policy.mode === "enforced" ? "ENFORCED" : "DRY_RUN" },
  };
}

function dnsName(destination: string): InternetDestination {
  return { destination, internet_destination_type: "DNS_NAME" };
}

function storageOf(destination: Destination, cloud: string | undefined): StorageDestination[] {
  if ("storageAccount" in destination) {
    const { storageAccount, service } = destination;
    return [
      {
        storage_destination_type: "AZURE_STORAGE",
        azure_storage_account: storageAccount,
        azure_storage_service: service,
      },
    ];
  }
  if (!("bucket" in destination)) return [];
  const type = cloud === "gcp" ? "GOOGLE_CLOUD_STORAGE" : "AWS_S3";
  return [{ storage_destination_type: type, bucket_name: destination.bucket, region: destination.region }];
}
