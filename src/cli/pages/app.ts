import { type Pages, VENDOR } from "./page";

/** The app itself, and what its definition says of resources. */
export const APP: Pages = {
  "app.name": {
    title: "not a name that an app can have",
    means:
      "An app's name has 2 to 30 lowercase letters, digits and hyphens and begins with a letter. It becomes part of " +
      "the app's URL, and the vendor refuses any other.",
    example: { in: "definition", wrong: 'name: "Orders_EU"', right: 'name: "orders-eu"' },
    fix: "Choose another name now: it cannot be changed later without creating the app anew.",
    see: VENDOR.create,
  },
  "app.twice": {
    title: "two apps with one name in one workspace",
    means: "A name is unique in its workspace, so the second app could not be created.",
    example: {
      in: "program",
      wrong: 'defineStage(orders, prod, { name: "eu" });\ndefineStage(orders, prod, { name: "us" });',
      right:
        'defineStage(orders, prod, { name: "eu", physicalName: "orders-eu" });\n' +
        'defineStage(orders, prod, { name: "us", physicalName: "orders-us" });',
    },
    fix: "Set physicalName in all but one of the stages.",
    see: VENDOR.create,
  },
  "app.limit": {
    title: "more apps than the workspace has room for",
    means:
      "A workspace holds a limited number of apps, 100 on AWS and Azure and 50 on GCP. Only the apps of this program " +
      "are counted; others in the workspace need room, too.",
    example: { in: "workspace", wrong: "limits: { apps: 0 }", right: "limits: { apps: 100 }" },
    fix: "Use another workspace, or write the limit that was agreed with the vendor to the workspace's limits.apps.",
    see: VENDOR.limits,
  },
  "app.space": {
    title: "the provider and app spaces do not get along",
    means:
      "An app inherits fields from its space. The provider may report what it inherited as an inconsistent result, " +
      "after the app was created (provider issue 5468).",
    example: { in: "stage", wrong: "space: sales", right: "# no space" },
    fix: "Leave the space unset, or try it in a workspace of your own and acknowledge this.",
    see: VENDOR.spaces,
  },
  "app.late": {
    title: "an App was created during the synthesis",
    means:
      "All Apps of a program are checked together before the first file is written. One that an Aspect or a Lazy " +
      "creates while files are written would escape every check.",
    example: {
      in: "program",
      wrong: 'Aspects.of(stack).add({ visit: () => new App(stack, "late", stage) });\napp.synth();',
      right: 'new App(stack, "orders", stage);\napp.synth();',
    },
    fix: "Create every App before synth().",
  },
  "definition.collision": {
    title: "an extension declares what is there already",
    means: "extendApp adds to a definition. A key that both have would silently replace the app team's by yours.",
    example: {
      in: "program",
      wrong: 'const ranker = AppResource.volume("READ_VOLUME");\nextendApp(orders, { resources: { ranker } });',
      right: 'const audit = AppResource.volume("READ_VOLUME");\nextendApp(orders, { resources: { audit } });',
    },
    fix: "Choose another key in extendApp.",
  },
  "resource.key": {
    title: "not a key that a resource can have",
    means:
      "The key names the resource in the app's settings and in valueFrom. It has 2 to 30 letters, digits, spaces, " +
      "hyphens or underscores and begins with a letter or a digit.",
    example: {
      in: "definition",
      wrong: 'resources: { "data/raw": AppResource.volume("READ_VOLUME") }',
      right: 'resources: { "data-raw": AppResource.volume("READ_VOLUME") }',
    },
    fix: "Rename the resource, in the definition, in valueFrom and in every stage's bindings.",
    see: VENDOR.resources,
  },
  "resource.permission": {
    title: "not a permission on this kind of object",
    means:
      "Every kind of object has permissions of its own, and the provider crashes on any other. Of Unity Catalog's, " +
      "views and vector search indexes have SELECT only.",
    example: {
      in: "definition",
      wrong: 'resources: { ranker: { kind: "servingEndpoint", permission: "CAN_USE" } }',
      right: 'resources: { ranker: AppResource.servingEndpoint("CAN_QUERY") }',
    },
    fix: "Use one of the permissions that the message lists, the lowest that suffices.",
    see: VENDOR.resources,
  },
  "resource.securable": {
    title: "a Unity Catalog resource without its type",
    means:
      "A resource of Unity Catalog says whether it is a TABLE, a VOLUME, a FUNCTION or a CONNECTION. No other kind of " +
      "resource has a securable type.",
    example: {
      in: "definition",
      wrong: 'resources: { data: { kind: "ucSecurable", permission: "SELECT" } }',
      right: 'resources: { data: AppResource.table("SELECT") }',
    },
    fix: "Make it by AppResource.table, volume, function or connection.",
    see: VENDOR.resources,
  },
  "resource.description": {
    title: "a resource's description is too long",
    means: "The vendor keeps at most 50 characters of a resource's description and refuses a longer one.",
    example: {
      in: "definition",
      wrong:
        'resources: { ranker: { kind: "servingEndpoint", permission: "CAN_QUERY",\n' +
        '  description: "ranks the open orders of the day by their urgency now" } }',
      right:
        'resources: { ranker: { kind: "servingEndpoint", permission: "CAN_QUERY",\n' +
        '  description: "ranks the orders of the day" } }',
    },
    fix: "Shorten it. Why the app needs the resource belongs into because, which has no limit.",
    see: VENDOR.resources,
  },
  "resource.lakebase-region": {
    title: "Lakebase Autoscaling is not in this region",
    means:
      "The vendor lists the regions that have Lakebase Autoscaling, which a postgres resource needs. The list grows; " +
      "ours may be behind.",
    example: {
      in: "workspace",
      definition: 'resources: { db: AppResource.postgres("CAN_CONNECT_AND_CREATE") }',
      wrong: "region: qatarcentral",
      right: "region: qatarcentral\nfeatures: [lakebaseAutoscaling]",
    },
    fix: 'Use another region, or add "lakebaseAutoscaling" to the workspace\'s features if it has it by now.',
    see: VENDOR.lakebase,
  },
  "git.url": {
    title: "not a URL that deployments can be taken from",
    means: "A repository's URL begins with https://, has at most 300 characters and never holds credentials.",
    example: {
      in: "definition",
      wrong: 'gitRepository: {\n  url: "git@git.example.com:acme/orders", provider: "gitHub" }',
      right: 'gitRepository: {\n  url: "https://git.example.com/acme/orders", provider: "gitHub" }',
    },
    fix: "Write the https:// address; credentials are set up in the workspace.",
    see: VENDOR.create,
  },
  "egress.host": {
    title: "not an exact host name",
    means:
      "A destination is one host name in lower case, without scheme, port, path or wildcard, because that is what an " +
      "egress policy is made of.",
    example: {
      in: "definition",
      wrong: 'egress: [{ host: "https://api.example.com/v1", because: "pays" }]',
      right: 'egress: [{ host: "api.example.com", because: "pays" }]',
    },
    fix: "Write the host name alone, one destination per host.",
    see: VENDOR.networking,
  },
  "egress.storage-account": {
    title: "not a storage account's name",
    means: "An Azure storage account's name has 3 to 24 lowercase letters and digits.",
    example: {
      in: "definition",
      wrong: 'egress: [{ storageAccount: "acme-lake", service: "dfs", because: "reads" }]',
      right: 'egress: [{ storageAccount: "acmelake", service: "dfs", because: "reads" }]',
    },
    fix: "Write the account's name, not its URL.",
    see: VENDOR.networking,
  },
  "egress.bucket": {
    title: "not a bucket's name",
    means: "A bucket's name has 3 to 63 lowercase letters, digits, dots and hyphens.",
    example: {
      in: "definition",
      wrong: 'egress: [\n  { bucket: "s3://acme-lake", region: "eu-west-1", because: "reads" }]',
      right: 'egress: [\n  { bucket: "acme-lake", region: "eu-west-1", because: "reads" }]',
    },
    fix: "Write the bucket's name, without scheme and path.",
    see: VENDOR.networking,
  },
};
