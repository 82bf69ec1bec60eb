import { problems } from "../definition/parse";
import { array, refined, type Schema, strictObject, union } from "../definition/schema";
import { hasToken, matching, ref, text } from "../definition/text";
import type { Ref } from "../definition/kinds";
import type { Issue } from "../errors";
import { AZURE_GROUP_ID, DOMAINS_PER_RULE, S3_BUCKET } from "../facts/connectivity";
import { endpointServiceProblem, hostProblem, type Problem, resourceIdProblem } from "./resource-id";

/**
 * A target that serverless workloads reach through a private endpoint, which its owner has to approve: on Azure a part
 * of a resource or domain names behind a load balancer, on AWS buckets or domain names behind an endpoint service.
 */
export type PrivateEndpoint =
  | { readonly resourceId: Ref; /** Such as `blob`, `dfs`, `sqlServer`. */ readonly groupId: string }
  | { readonly resourceId: Ref; readonly domainNames: readonly string[] }
  | { readonly endpointService: string; /** Buckets. */ readonly resourceNames: readonly string[] }
  | { readonly endpointService: string; readonly domainNames: readonly string[] };

const resourceId = ref((value) => withPlace(resourceIdProblem(value)));
const endpointService = text((value) => withPlace(endpointServiceProblem(value)));
const domainNames = refined(list(text((value) => withPlace(hostProblem(value)))), (names, context) => {
  const most = DOMAINS_PER_RULE.value;
  if (names.length <= most) return;
  const fix = "spread them over several private endpoints of the same target";
  const message = `a private endpoint rule has at most ${most} domain names`;
  context.addIssue({ code: "custom", message, params: { code: "endpoint.domains", fix } });
});
const resourceNames = list(
  matching(S3_BUCKET.value, "endpoint.bucket", "a bucket's name has 3 to 63 lowercase letters, digits, dots, hyphens"),
);
const groupId = matching(AZURE_GROUP_ID.value, "endpoint.group", "a group id is a word such as blob, dfs or sqlServer");

export const endpointsSchema = array(
  union([
    strictObject({ resourceId, groupId }),
    strictObject({ resourceId, domainNames }),
    strictObject({ endpointService, resourceNames }),
    strictObject({ endpointService, domainNames }),
  ]),
);

function list(item: Schema<string>) {
  return refined(array(item), (items, context) => {
    if (items.length > 0) return;
    const params = { code: "endpoint.empty", fix: "name at least one" };
    context.addIssue({ code: "custom", message: "a private endpoint leads somewhere", params });
  });
}

/** An issue's `at` is a place in a file; the place in a text is said. */
function withPlace(problem: Problem | undefined) {
  if (problem === undefined) return undefined;
  const { code, message, at, fix } = problem;
  return { code, message: `${message}, from character ${at + 1} on`, fix };
}

/** Every problem of private endpoints by themselves and among each other. */
export function checkPrivateEndpoints(endpoints: readonly PrivateEndpoint[], cloud: string | undefined): Issue[] {
  const wrong = problems(endpointsSchema, endpoints, ["privateEndpoints"]);
  if (wrong.length > 0) return wrong;
  return [...endpoints.flatMap((endpoint, index) => checkCloud(endpoint, index, cloud)), ...checkTwice(endpoints)];
}

function checkCloud(endpoint: PrivateEndpoint, index: number, cloud: string | undefined): Issue[] {
  const own = "resourceId" in endpoint ? "azure" : "aws";
  if (cloud === undefined || cloud === own) return [];
  const message = `this private endpoint is one of ${own}, the account is in ${cloud}`;
  return [{ code: "endpoint.cloud", path: ["privateEndpoints", index], message, allowed: [own], got: cloud }];
}

/** What one endpoint leads to, part by part: no two endpoints of a configuration may share one. */
function targetsOf(endpoint: PrivateEndpoint): string[] {
  // A domain name leads to one place, whatever is behind it.
  if ("domainNames" in endpoint) return endpoint.domainNames.map((name) => `domain ${name}`);
  if ("groupId" in endpoint) return [`${literal(endpoint.resourceId)} ${endpoint.groupId}`];
  return endpoint.resourceNames.map((name) => `bucket ${name}`);
}

/** Azure compares its ids without regard to case; the text of a token is compared as it is. */
function literal(id: string): string {
  return hasToken(id) ? id : id.toLowerCase();
}

function checkTwice(endpoints: readonly PrivateEndpoint[]): Issue[] {
  const seen = new Map<string, number>();
  return endpoints.flatMap((endpoint, index) =>
    targetsOf(endpoint).flatMap((target): Issue[] => {
      const first = seen.get(target);
      seen.set(target, first ?? index);
      if (first === undefined) return [];
      const message = `private endpoint ${first} leads there already, and the vendor refuses a second one`;
      return [{ code: "endpoint.twice", path: ["privateEndpoints", index], message, fix: "remove one of them" }];
    }),
  );
}

/** The kind of thing that an endpoint leads to, for names and records. */
export function partOf(endpoint: PrivateEndpoint): "domains" | "buckets" | (string & {}) {
  if ("domainNames" in endpoint) return "domains";
  return "groupId" in endpoint ? endpoint.groupId : "buckets";
}

/** The resource or service that an endpoint is made at. */
export function endpointTarget(endpoint: PrivateEndpoint): Ref {
  return "resourceId" in endpoint ? endpoint.resourceId : endpoint.endpointService;
}
