import { hostRule } from "../definition/destination";
import { AWS_ENDPOINT_SERVICE, AZURE_RESOURCE_ID } from "../facts/network";

/** What is wrong with an identifier, and from which character on. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  /** An index into the text; its length where the end is missing. */
  readonly at: number;
  readonly fix: string;
}

/** Is this an exact host, as destinations name them? */
export function hostProblem(host: string): Problem | undefined {
  const problem = hostRule(host);
  return problem === undefined ? undefined : { ...problem, at: firstWrongInHost(host) };
}

/** The first character that no host goes on with. */
function firstWrongInHost(host: string): number {
  let label = "";
  for (let at = 0; at < host.length; at++) {
    const character = host.charAt(at);
    const ends = character === ".";
    const isWrong = ends
      ? label === "" || label.endsWith("-")
      : !/[a-z0-9-]/.test(character) || (label === "" && character === "-") || label.length === 63;
    if (isWrong || at === 253) return at;
    label = ends ? "" : label + character;
  }
  return host.length;
}

/** What stands in every resource id of Azure, segment by segment; the vendor takes any case. */
const FIXED = ["subscriptions", undefined, "resourcegroups", undefined, "providers"];

/** Is this the id of one resource of Azure, from `/subscriptions/` to its name? */
export function resourceIdProblem(id: string): Problem | undefined {
  if (AZURE_RESOURCE_ID.value.test(id)) return undefined;
  return {
    code: "network.resource-id",
    message: "this is not the id of an Azure resource",
    at: firstWrongCharacter(id),
    fix: "copy it from the resource's JSON view: /subscriptions/<id>/resourceGroups/<group>/providers/<type>/<name>",
  };
}

function firstWrongCharacter(id: string): number {
  if (!id.startsWith("/")) return 0;
  let at = 1;
  for (const [index, segment] of id.slice(1).split("/").entries()) {
    const fixed = FIXED[index];
    const provider = index === FIXED.length && !/^[A-Za-z0-9.]+$/.test(segment);
    if (provider || (fixed === undefined ? /^$|\s/.test(segment) : segment.toLowerCase() !== fixed)) return at;
    at += segment.length + 1;
  }
  // Every segment is right, so some are missing.
  return id.length;
}

/** Is this the name of an endpoint service of AWS? */
export function endpointServiceProblem(name: string): Problem | undefined {
  if (AWS_ENDPOINT_SERVICE.value.test(name)) return undefined;
  return {
    code: "network.endpoint-service",
    message: "this is not the name of an endpoint service of AWS",
    at: /^(?:com(?:\.amazonaws(?:\.[a-z0-9-]+)*)?)?/.exec(name)?.[0].length ?? 0,
    fix: "copy it from the endpoint service: com.amazonaws.vpce.<region>.vpce-svc-<id>",
  };
}
