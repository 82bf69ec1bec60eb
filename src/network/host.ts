import type { Destination } from "../definition/destination";
import type { HostPattern } from "../facts/required-hosts";

/**
 * The one place that writes a host into a policy. Never with a wildcard: no page of the vendor shows the API accepting
 * one, and its own reference setup drops every `*.`. Where the vendor's table has a wildcard, the bare parent is
 * written; whether that lets the hosts below it through is unconfirmed, and dry run shows it.
 */
export function renderHost({ labels }: HostPattern): string {
  return labels.join(".");
}

/** The labels of an exact host. */
export function hostPattern(host: string): HostPattern {
  return { labels: host.split(".") };
}

/** Does everything that `inner` stands for lie within `outer`? By labels: badexample.com is not below example.com. */
export function covers(outer: HostPattern, inner: HostPattern): boolean {
  const offset = inner.labels.length - outer.labels.length;
  if (offset < 0 || !outer.labels.every((label, index) => label === inner.labels[index + offset])) return false;
  return outer.andBelow === true || (offset === 0 && inner.andBelow !== true);
}

/** What a destination is, without why, when or in which order its members were written. */
export function destinationKey(destination: Destination): string {
  if ("host" in destination) return `host:${destination.host}`;
  if ("storageAccount" in destination) return `azure:${destination.storageAccount}/${destination.service}`;
  return `bucket:${destination.bucket}/${destination.region}`;
}

/** Does a policy that lists `outer` let `inner` through? Listed hosts are exact, and storage is itself or nothing. */
export function coversDestination(outer: Destination, inner: Destination): boolean {
  return "host" in outer && "host" in inner
    ? covers(hostPattern(outer.host), hostPattern(inner.host))
    : destinationKey(outer) === destinationKey(inner);
}

/** A destination for people. */
export function describeDestination(destination: Destination): string {
  if ("host" in destination) return destination.host;
  if ("storageAccount" in destination) return `storage account ${destination.storageAccount} (${destination.service})`;
  return `bucket ${destination.bucket} (${destination.region})`;
}

/** Only what the destination is: one `host`, storage account or bucket, without `because` and phase. */
export function targetOf(destination: Destination) {
  if ("host" in destination) return { host: destination.host };
  if ("storageAccount" in destination) {
    return { storageAccount: destination.storageAccount, service: destination.service };
  }
  return { bucket: destination.bucket, region: destination.region };
}

export type StorageType = "AWS_S3" | "AZURE_STORAGE" | "GOOGLE_CLOUD_STORAGE";

/** The vendor's type of a storage destination, or undefined where the cloud has no such storage. */
export function storageType(destination: Destination, cloud: "aws" | "azure" | "gcp"): StorageType | undefined {
  if ("storageAccount" in destination) return cloud === "azure" ? "AZURE_STORAGE" : undefined;
  if (!("bucket" in destination) || cloud === "azure") return undefined;
  return cloud === "aws" ? "AWS_S3" : "GOOGLE_CLOUD_STORAGE";
}
