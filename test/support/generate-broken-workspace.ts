import { type Path } from "./generate-draw";
import { type Mutation, wrong } from "./generate-mutation";

const one = (field: string, code: string, ...values: readonly unknown[]): Mutation[] =>
  values.map((value) => wrong(`the workspace's ${field} ${JSON.stringify(value)}`, code, ["workspace", field], value));

const below = (field: string, code: string, value: object, ...at: Path): Mutation =>
  wrong(`${JSON.stringify(value)} as the workspace's ${field}`, code, ["workspace", field], value, { at });

const plain: readonly Mutation[] = [
  ...one("name", "workspace.name", "Prod", "prod_eu", "-prod", "p".repeat(41)),
  ...one("name", "text.placeholder", "", "<name>"),
  ...one(
    "host",
    "workspace.host",
    "adb-1.2.azuredatabricks.net",
    "http://adb-1.2.azuredatabricks.net",
    "https://adb-1.2.azuredatabricks.net/",
    "https://adb-1.2.azuredatabricks.net/?o=1",
    "https://ADB-1.2.azuredatabricks.net",
  ),
  ...one(
    "host",
    "workspace.account-host",
    "https://accounts.azuredatabricks.net",
    "https://accounts.cloud.databricks.com",
    "https://accounts.gcp.databricks.com",
  ),
  ...one("host", "workspace.legacy-host", "https://westeurope.azuredatabricks.net"),
  wrong(
    "a host with a password",
    "workspace.host",
    ["workspace", "host"],
    "https://me:hunter2@adb-1.2.azuredatabricks.net",
    {
      hidden: "hunter2",
    },
  ),
  ...one("workspaceId", "workspace.id", "prod", "0123", "-1", "1".repeat(21)),
  ...one("workspaceId", "schema.type", 1234567890123456),
  ...one("accountId", "workspace.account-id", "acme", "4f0c6d0e2a4b4c8e9a530d6e2f7b1c11"),
  ...one("region", "workspace.region", "West Europe", "eu_west_1"),
  ...one("cloud", "schema.value", "AWS", "ibm"),
  ...one("tier", "schema.value", "premium"),
  ...one("protected", "schema.type", "yes"),
  ...one("tire", "schema.unknown-key", "PREMIUM"),
  ...one("token", "schema.unknown-key", "anything"),
];

const tier = wrong("a workspace of the tier STANDARD", "workspace.tier", ["workspace", "tier"], "STANDARD");

const nested: readonly Mutation[] = [
  below("auth", "schema.value", { type: "pat" }, "type"),
  below("auth", "schema.missing", { type: "profile", authType: "pat" }, "profile"),
  below("auth", "schema.unknown-key", { type: "oauth-m2m", clientSecret: "hunter2" }, "clientSecret"),
  below("limits", "workspace.limit", { apps: -1 }, "apps"),
  below("limits", "workspace.limit", { scaledApps: 2.5 }, "scaledApps"),
  below("limits", "schema.unknown-key", { app: 3 }, "app"),
  below("features", "schema.value", ["horizontalScalin"], 0),
  below("egress", "schema.value", { policyId: "p1", mode: "off", destinations: [] }, "mode"),
  below(
    "egress",
    "egress.host",
    { policyId: "p1", mode: "dryRun", destinations: [{ host: "*.example.com", because: "x1" }] },
    "destinations",
    0,
    "host",
  ),
].map((mutation) => ({ ...mutation, hidden: "hunter2" }));

const azure = { kind: "azurerm", resourceGroup: "terraform", storageAccount: "acmestate", container: "prod" };

const backends: readonly Mutation[] = [
  below("backend", "schema.value", { kind: "azure" }, "kind"),
  below("backend", "schema.missing", { kind: "s3", bucket: "acme-state" }, "region"),
  below("backend", "schema.unknown-key", { kind: "gcs", bucket: "acme-state", region: "eu" }, "region"),
  ...["/var/state", "C:\\state", "state", "../state", "../../state", "../../../cdktf.out/state", "../../../a/../b"].map(
    (folder) => below("backend", "backend.local-folder", { kind: "local", folder }, "folder"),
  ),
  ...["UPPER", "-a-", "ab"].map((bucket) => below("backend", "backend.bucket", { kind: "gcs", bucket }, "bucket")),
  ...["a//b", "../b", "a/./b"].map((prefix) => below("backend", "backend.prefix", { ...azure, prefix }, "prefix")),
  below("backend", "backend.storage-account", { ...azure, storageAccount: "acme-state" }, "storageAccount"),
  below("backend", "backend.container", { ...azure, container: "a--b" }, "container"),
];

const none: Mutation = {
  name: "no workspace",
  code: "schema.missing",
  path: ["workspace", "host"],
  touches: [["workspace"]],
  apply: (draw) => void (draw.workspace = null),
};

/** Mistakes in a workspace. */
export const WORKSPACE_MUTATIONS: readonly Mutation[] = [...plain, tier, ...nested, ...backends, none];
