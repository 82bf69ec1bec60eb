import { type Pages, VENDOR } from "./page";

/** What is deployed is what was built, from a folder that nobody else changed. */
export const DEPLOY: Pages = {
  "deploy.folder": {
    title: "a release's folder holds something else",
    means:
      "The folder of a release is written once and never again. Everybody in a workspace may write to its shared " +
      "folder: a file came, went or changed its size there, and would be deployed with the release.",
    example: {
      in: "command",
      wrong: "dbapps deploy prod",
      right:
        "databricks workspace delete --recursive \\\n  /Workspace/Shared/.dbapps/orders/7f3c9a1b2c3d\n" +
        "databricks workspace delete \\\n  /Workspace/Shared/.dbapps/orders/7f3c9a1b2c3d.json\ndbapps deploy prod",
    },
    fix: "Find out who changed it, delete the folder and the file beside it, and deploy again: it is uploaded anew.",
    see: VENDOR.permissions,
  },
  "deploy.no-source": {
    title: "there is no source to deploy",
    means: "The definition names no folder, so the assembly holds none: its source is deployed by other means.",
    example: {
      in: "program",
      wrong: 'defineApp({ name: "orders" });',
      right: 'defineApp({ name: "orders", source: "./app" });',
    },
    fix: "Give the definition its source and synthesize again, or go on deploying it as before.",
    see: VENDOR.apps,
  },
  "deploy.release": {
    title: "the source is not that of the release",
    means:
      "A release is the digest of a definition, its source and this library's version. What lies in the assembly makes " +
      "another one than promotion.json says: the assembly was changed after it was built, or put together from two.",
    example: {
      in: "command",
      wrong: "dbapps deploy prod --assembly changed-by-hand",
      right: "dbapps synth\ndbapps deploy prod",
    },
    fix: "Synthesize again, or take the assembly as it was built.",
  },
};
