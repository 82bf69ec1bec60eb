import type { Call } from "./plane";

/** The account of a control plane whose seed names none. */
export const ACCOUNT = "/api/2.0/accounts/00000000-0000-4000-8000-000000000000";
export const CONFIGS = `${ACCOUNT}/network-connectivity-configs`;
export const POLICIES = `${ACCOUNT}/network-policies`;
export const WORKSPACES = `${ACCOUNT}/workspaces`;

/** A connectivity configuration: its id. */
export async function created(call: Call, name = "ncc-use", region = "us-east-1"): Promise<string> {
  const { body } = await call("POST", CONFIGS, { name, region });
  return body.network_connectivity_config_id as string;
}

/** A configuration with a rule for a bucket: the path of one, the id of the other. */
export async function bucketRule(call: Call): Promise<{ readonly config: string; readonly rule: string }> {
  const config = `${CONFIGS}/${await created(call)}`;
  const target = { endpoint_service: "com.amazonaws.us-east-1.s3", resource_names: ["orders"] };
  const { body } = await call("POST", `${config}/private-endpoint-rules`, target);
  return { config, rule: body.rule_id as string };
}

/** A restricted policy that lets nothing through but what it is given. */
export function policy(access: object = {}): object {
  return {
    network_policy_id: "egress",
    egress: { network_access: { restriction_mode: "RESTRICTED_ACCESS", ...access } },
  };
}

/** One allowed host. */
export function host(destination: string): object {
  return { destination, internet_destination_type: "DNS_NAME" };
}
