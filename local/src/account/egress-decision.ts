import { type JsonObject, asList, asObject, asText } from "../json";
import type { World } from "../state";
import type { Switches } from "../switches";
import { findPolicy, policyOf } from "./network-policy";

/** Whose traffic it is. */
export type EgressProduct = "apps" | "sql" | "serving" | "jobs";

export interface EgressDecision {
  /** `dryRun`: it would be denied, is let through, and is written down as a denial. */
  readonly decision: "allowed" | "denied" | "dryRun";
  /** The policy of the workspace. */
  readonly policy: string;
  /** The destination of the policy that decides; absent where none of them does. */
  readonly destination?: string;
}

/** The products that the filter of a dry run knows. Apps are none of them. */
const FILTERED: { readonly [product: string]: string } = { sql: "DBSQL", serving: "ML_SERVING" };

/** What the policy of a workspace says to a host. Private endpoints and Unity Catalog locations are not looked at. */
export function decideEgress(
  world: World,
  switches: Switches,
  workspace: string,
  host: string,
  product: EgressProduct,
): EgressDecision {
  const policy = policyOf(world, workspace);
  const access = asObject(asObject(findPolicy(world, policy).egress).network_access);
  const covering = (field: string): string | undefined =>
    hostsOf(asList(access[field]).map(asObject)).find((each) => covers(each, host, switches));
  const denied = { decision: isDryRun(access, switches, product) ? "dryRun" : "denied", policy } as const;
  const blocked = covering("blocked_internet_destinations");
  if (blocked !== undefined) return { ...denied, destination: blocked };
  const restricted = access.restriction_mode === "RESTRICTED_ACCESS";
  const allowed = covering("allowed_internet_destinations") ?? covering("allowed_storage_destinations");
  if (restricted && allowed === undefined) return denied;
  return { decision: "allowed", policy, ...(allowed !== undefined && restricted && { destination: allowed }) };
}

/** Of the internet, or what a storage destination is called there. */
function hostsOf(destinations: readonly JsonObject[]): readonly string[] {
  return destinations.flatMap((each) => {
    const bucket = asText(each.bucket_name) ?? "";
    switch (each.storage_destination_type) {
      case "AWS_S3":
        return [`${bucket}.s3.amazonaws.com`, `${bucket}.s3.${asText(each.region) ?? ""}.amazonaws.com`];
      case "GOOGLE_CLOUD_STORAGE":
        return [`${bucket}.storage.googleapis.com`];
      case "AZURE_STORAGE": {
        const account = asText(each.azure_storage_account) ?? "";
        return [`${account}.${asText(each.azure_storage_service) ?? ""}.core.windows.net`];
      }
      default:
        return [asText(each.destination) ?? ""];
    }
  });
}

function covers(destination: string, host: string, { parentCoversSubdomains }: Switches): boolean {
  const wildcard = destination.startsWith("*.");
  const parent = (wildcard ? destination.slice(2) : destination).toLowerCase();
  const asked = host.toLowerCase();
  if (asked === parent) return !wildcard;
  return (wildcard || parentCoversSubdomains) && asked.endsWith(`.${parent}`);
}

function isDryRun(access: JsonObject, { filterLeavesAppsEnforced }: Switches, product: EgressProduct): boolean {
  const { enforcement_mode: mode, dry_run_mode_product_filter: filter } = asObject(access.policy_enforcement);
  if (mode !== "DRY_RUN") return false;
  const products = asList(filter);
  if (products.length === 0 || !filterLeavesAppsEnforced) return true;
  return products.includes(FILTERED[product] ?? "");
}
