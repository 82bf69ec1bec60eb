import { type Pages, VENDOR } from "./page";

const BLOB = 'resourceId: storage.id, groupId: "blob"';
const SERVICE = 'endpointService: "com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c"';

/** Network connectivity configurations and their private endpoints. */
export const CONNECTIVITY: Pages = {
  "endpoint.bucket": {
    title: "not a bucket's name",
    means: "A bucket's name has 3 to 63 lowercase letters, digits, dots and hyphens.",
    example: { in: "program", wrong: 'resourceNames: ["s3://acme-raw"]', right: 'resourceNames: ["acme-raw"]' },
    fix: "Write the bucket's name, without scheme and path.",
  },
  "endpoint.cloud": {
    title: "a private endpoint of another cloud",
    means: "On Azure an endpoint leads to a resourceId, on AWS to an endpointService. The account is in one of them.",
    example: {
      in: "program",
      wrong: `// On Azure.\nprivateEndpoints: [{\n  ${SERVICE},\n  resourceNames: ["acme-raw"],\n}]`,
      right: `privateEndpoints: [{ ${BLOB} }]`,
    },
    fix: "Describe the target as the account's own cloud does.",
    see: VENDOR.serverless,
  },
  "endpoint.domains": {
    title: "too many domain names",
    means: "The vendor limits how many domain names one private endpoint rule has.",
    example: {
      in: "program",
      wrong: "{ resourceId, domainNames: all }",
      right: "{ resourceId, domainNames: all.slice(0, 10) },\n{ resourceId, domainNames: all.slice(10) },",
    },
    fix: "Spread them over several private endpoints of the same target.",
    see: VENDOR.serverless,
  },
  "endpoint.empty": {
    title: "a private endpoint that leads nowhere",
    means: "An endpoint without a domain name or a bucket would be made, approved and never used.",
    example: {
      in: "program",
      wrong: "{ resourceId, domainNames: [] }",
      right: '{ resourceId, domainNames: ["db.acme.com"] }',
    },
    fix: "Name at least one, or remove the endpoint.",
  },
  "endpoint.group": {
    title: "not a group id",
    means: "A group id says which part of an Azure resource is meant, in one word.",
    example: { in: "program", wrong: 'groupId: "blob storage"', right: 'groupId: "blob"' },
    fix: "Write a word such as blob, dfs or sqlServer.",
    see: VENDOR.serverless,
  },
  "endpoint.limit": {
    title: "more private endpoints than a region has",
    means: "The vendor limits the private endpoints of an account in a region, over all its configurations.",
    example: {
      in: "program",
      wrong: "// 20 for each of two configurations of the region.\nprivateEndpoints: [...shared, ...own]",
      right: "// One configuration for both workspaces.\nattachTo: [prod, staging],\nprivateEndpoints: shared,",
    },
    fix: "Share endpoints between workspaces of the region.",
    see: VENDOR.serverless,
  },
  "endpoint.twice": {
    title: "two private endpoints to one target",
    means: "The vendor refuses a second endpoint to a target, in the middle of an apply.",
    example: {
      in: "program",
      wrong: `privateEndpoints: [\n  { ${BLOB} },\n  { ${BLOB} },\n]`,
      right: `privateEndpoints: [{ ${BLOB} }]`,
    },
    fix: "Remove one of them.",
  },
  "ncc.account": {
    title: "a workspace of another account",
    means: "A configuration belongs to one account, and only workspaces of that account can be bound to it.",
    example: { in: "program", wrong: "attachTo: [prod, otherAccount]", right: "attachTo: [prod]" },
    fix: "Make a configuration in a stack of the other account.",
  },
  "ncc.limit": {
    title: "more configurations than a region has",
    means: "The vendor limits the network connectivity configurations of an account in a region.",
    example: {
      in: "program",
      wrong: "for (const workspace of workspaces) {\n  configure({ attachTo: [workspace] });\n}",
      right: "configure({ attachTo: workspaces });",
    },
    fix: "Share one between workspaces.",
    see: VENDOR.serverless,
  },
  "ncc.name": {
    title: "not a configuration's name",
    means: "A network connectivity configuration's name has 3 to 30 letters, digits, hyphens and underscores.",
    example: { in: "program", wrong: 'name: "west europe"', right: 'name: "west-europe"' },
    fix: "Choose such a name.",
  },
  "ncc.region": {
    title: "a workspace of another region",
    means: "A configuration serves workspaces of its own region only; the vendor refuses others during the apply.",
    example: {
      in: "program",
      wrong: 'region: "westeurope",\nattachTo: [prodWestEurope, prodNorthEurope],',
      right: 'region: "westeurope",\nattachTo: [prodWestEurope],',
    },
    fix: "Make a configuration for each region.",
    see: VENDOR.serverless,
  },
  "ncc.region-name": {
    title: "not the cloud's name of a region",
    means: "A region is the cloud's own name of it, in lower case, such as westeurope or eu-west-1.",
    example: { in: "program", wrong: 'region: "West Europe"', right: 'region: "westeurope"' },
    fix: "Write the name that the cloud's command line uses.",
  },
  "ncc.replaces": {
    title: "a configuration that replaces itself",
    means: "It names the configuration that is attached today, where that is another one.",
    example: {
      in: "program",
      wrong: 'name: "west-europe",\nreplaces: "west-europe",',
      right: 'name: "west-europe",\nreplaces: "handmade",',
    },
    fix: "Leave it out, or name the other configuration.",
  },
  "ncc.stays-bound": {
    title: "a binding that destroying will not undo",
    means:
      "Destroying a binding detaches nothing: the workspace stays on the configuration, which cannot be deleted " +
      "meanwhile. A binding also overwrites silently, which is why the program says what is attached today.",
    example: {
      in: "program",
      wrong: "// To get rid of it: destroyed, and still bound.\nattachTo: []",
      right: "// In the configuration that takes over, before the old one is removed.\nattachTo: [prod]",
    },
    fix: "Bind the workspaces to another configuration first. Acknowledge this warning with a reason to hide it.",
    see: VENDOR.serverless,
  },
  "ncc.twice": {
    title: "two configurations with one name",
    means: "Two configurations of an account that are called alike cannot be told apart, nor adopted by name.",
    example: { in: "program", wrong: 'name: "prod", // both', right: 'name: "prod-west", // and prod-east' },
    fix: "Rename one, or use one for both.",
  },
  "ncc.workspace-twice": {
    title: "a workspace with two configurations",
    means: "A workspace is bound to one configuration. Of two bindings the last one silently wins.",
    example: {
      in: "program",
      wrong: "configure({ attachTo: [prod, staging] });\nconfigure({ attachTo: [prod] });",
      right: "configure({ attachTo: [staging] });\nconfigure({ attachTo: [prod] });",
    },
    fix: "Bind each workspace to one configuration.",
  },
  "ncc.workspaces": {
    title: "more workspaces than a configuration serves",
    means: "The vendor limits how many workspaces are bound to one configuration.",
    example: {
      in: "program",
      wrong: "configure({ attachTo: all });",
      right: "configure({ attachTo: all.slice(0, 50) });\nconfigure({ attachTo: all.slice(50) });",
    },
    fix: "Make another configuration for some of them.",
    see: VENDOR.serverless,
  },
  "network.endpoint-service": {
    title: "not an endpoint service of AWS",
    means: "An endpoint service is named com.amazonaws.vpce.<region>.vpce-svc-<id>.",
    example: { in: "program", wrong: 'endpointService: "vpce-svc-0a1b2c"', right: SERVICE },
    fix: "Copy the whole name from the endpoint service.",
  },
  "network.resource-id": {
    title: "not the id of an Azure resource",
    means: "A resource id leads from /subscriptions/ to the resource's name.",
    example: {
      in: "program",
      wrong: 'resourceId: "acmeraw"',
      right:
        "resourceId:\n" +
        '  "/subscriptions/4f0c6d0e-2a4b-4c8e-9a53-0d6e2f7b1c11/" +\n' +
        '  "resourceGroups/data/providers/" +\n' +
        '  "Microsoft.Storage/storageAccounts/acmeraw"',
    },
    fix: "Copy it from the resource's JSON view, or refer to the resource itself.",
  },
};
