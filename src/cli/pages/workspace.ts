import { type Pages, VENDOR } from "./page";

const HOST = "https://adb-3333333333333333.3.azuredatabricks.net";

/** Where things run, and where Terraform keeps its state. */
export const WORKSPACE: Pages = {
  "workspace.name": {
    title: "not a short name",
    means: "The name becomes part of stack names: 1 to 40 lowercase letters, digits and hyphens.",
    example: { in: "workspace", wrong: "name: Prod EU", right: "name: prod-eu" },
    fix: "Choose a short name. Renaming it later renames the stacks and moves their state.",
  },
  "workspace.host": {
    title: "not the host of a workspace",
    means: "A host is https:// and a host name in lower case, without a path, a query or a trailing slash.",
    example: { in: "workspace", wrong: `host: ${HOST}/?o=3333`, right: `host: ${HOST}` },
    fix: "Copy the part of the workspace's URL up to the first slash after https://.",
    see: VENDOR.signIn,
  },
  "workspace.account-host": {
    title: "the host of the account, not of a workspace",
    means: "Apps are created in a workspace. The account's host has another interface, where there are no apps.",
    example: { in: "workspace", wrong: "host: https://accounts.azuredatabricks.net", right: `host: ${HOST}` },
    fix: "Open the workspace in a browser and copy its URL.",
    see: VENDOR.signIn,
  },
  "workspace.legacy-host": {
    title: "a legacy regional URL",
    means:
      "A URL like https://westeurope.azuredatabricks.net names a region, not a workspace. It does not support OAuth, " +
      "which apps need.",
    example: { in: "workspace", wrong: "host: https://westeurope.azuredatabricks.net", right: `host: ${HOST}` },
    fix: "Write the workspace's own URL, adb-<workspace id>.<number>.azuredatabricks.net.",
    see: VENDOR.networking,
  },
  "workspace.id": {
    title: "not a workspace id",
    means: "A workspace id is a number, written as text: it is longer than what numbers hold exactly.",
    example: { in: "workspace", wrong: 'workspaceId: "prod"', right: 'workspaceId: "3333333333333333"' },
    fix: "Copy the digits after ?o= or adb- from the workspace's URL, and quote them.",
  },
  "workspace.account-id": {
    title: "not an account id",
    means: "An account id is a UUID. It is in the account console, in the menu under the user's name.",
    example: {
      in: "workspace",
      wrong: "accountId: acme",
      right: "accountId: 4f0c6d0e-2a4b-4c8e-9a53-0d6e2f7b1c11",
    },
    fix: "Copy the account id from the account console.",
    see: VENDOR.signIn,
  },
  "workspace.region": {
    title: "not the cloud's name of a region",
    means: "A region is the cloud's own name of it, in lower case, such as westeurope or eu-west-1.",
    example: { in: "workspace", wrong: "region: West Europe", right: "region: westeurope" },
    fix: "Write the name that the cloud's command line uses.",
  },
  "workspace.tier": {
    title: "the workspace's tier has no apps",
    means: "Databricks Apps need the tier PREMIUM or ENTERPRISE.",
    example: { in: "workspace", wrong: "tier: STANDARD", right: "tier: PREMIUM" },
    fix: "Use another workspace, or have this one upgraded and correct its tier.",
    see: VENDOR.apps,
  },
  "workspace.limit": {
    title: "not a limit",
    means: "A limit is a whole number from 0.",
    example: { in: "workspace", wrong: "limits: { apps: 12.5 }", right: "limits: { apps: 12 }" },
    fix: "Write the number that was agreed with the vendor, or leave it out: the published limits then hold.",
    see: VENDOR.limits,
  },
  "backend.local-folder": {
    title: "a state folder that would be lost, or moves",
    means:
      "Terraform runs in <assembly>/stacks/<stack>, and the folder is relative to that. State inside the assembly is " +
      "deleted with it; an absolute folder differs from machine to machine.",
    example: {
      in: "workspace",
      wrong: "backend: { kind: local, folder: ./state }",
      right: "backend: { kind: local, folder: ../../../state }",
    },
    fix: "Begin the folder with ../../../, which is the folder that the assembly lies in.",
    see: `${VENDOR.backends}/local`,
  },
  "backend.prefix": {
    title: "not a plain path",
    means: "The state's address is the prefix and the stack's name. Empty parts, . and .. make two spellings of one.",
    example: {
      in: "workspace",
      wrong: "backend: { kind: gcs, bucket: acme-tf, prefix: apps//prod }",
      right: "backend: { kind: gcs, bucket: acme-tf, prefix: apps/prod }",
    },
    fix: "Write a path such as apps/prod.",
    see: VENDOR.backends,
  },
  "backend.bucket": {
    title: "not a bucket's name",
    means: "A bucket's name has lowercase letters, digits, dots and hyphens.",
    example: {
      in: "workspace",
      wrong: "backend: { kind: gcs, bucket: gs://acme-tf }",
      right: "backend: { kind: gcs, bucket: acme-tf }",
    },
    fix: "Write the bucket's name, without scheme and path; the path belongs into prefix.",
    see: VENDOR.backends,
  },
  "backend.storage-account": {
    title: "not a storage account's name",
    means: "An Azure storage account's name has 3 to 24 lowercase letters and digits.",
    example: {
      in: "workspace",
      wrong: "backend:\n  kind: azurerm\n  resourceGroup: tf\n  storageAccount: acme-tf\n  container: prod",
      right: "backend:\n  kind: azurerm\n  resourceGroup: tf\n  storageAccount: acmetf\n  container: prod",
    },
    fix: "Write the account's name, not its URL.",
    see: `${VENDOR.backends}/azurerm`,
  },
  "backend.container": {
    title: "not a container's name",
    means: "A container's name has 3 to 63 lowercase letters, digits and single hyphens.",
    example: {
      in: "workspace",
      wrong: "backend:\n  kind: azurerm\n  resourceGroup: tf\n  storageAccount: acmetf\n  container: Prod",
      right: "backend:\n  kind: azurerm\n  resourceGroup: tf\n  storageAccount: acmetf\n  container: prod",
    },
    fix: "Write the container's name as the storage account lists it.",
    see: `${VENDOR.backends}/azurerm`,
  },
};
