import type { Fact } from "./fact";

/** A host as a list of labels, the last one the top-level domain: what containment is computed on. */
export interface HostPattern {
  readonly labels: readonly string[];
  /** Also every host below it: the vendor writes it with a wildcard. */
  readonly andBelow?: true;
}

/** When a destination is needed: while the app is built from its source, or while it runs. */
export type Phase = "build" | "run";

/** Tools that the platform builds an app with. */
export type BuildTool = "python" | "node";

/** One row of the vendor's table of domains that a restricted egress policy must let through. */
export interface RequiredHost {
  readonly host: HostPattern;
  readonly phase: Phase;
  /** Every app; apps built with a tool; on Azure, apps that name a storage account with this service. */
  readonly condition: "always" | BuildTool | "blob" | "dfs";
  readonly because: string;
}

const SOURCE = "https://learn.microsoft.com/azure/databricks/dev-tools/databricks-apps/networking";
const AS_OF = "2026-11-21";

/**
 * What the vendor requires for deployments under restricted egress. Hosts are lists of labels, so that no file of this
 * project holds a package registry's address.
 */
export const REQUIRED_HOSTS: Fact<readonly RequiredHost[]> = {
  value: [
    {
      host: { labels: ["databricksapps", "com"], andBelow: true },
      phase: "run",
      condition: "always",
      because: "app serving and user connectivity",
    },
    { host: { labels: ["pypi", "org"] }, phase: "build", condition: "python", because: "index of Python packages" },
    {
      host: { labels: ["files", "pythonhosted", "org"] },
      phase: "build",
      condition: "python",
      because: "files of Python packages",
    },
    { host: { labels: ["registry", "npmjs", "org"] }, phase: "build", condition: "node", because: "Node.js packages" },
    {
      host: { labels: ["blob", "core", "windows", "net"], andBelow: true },
      phase: "run",
      condition: "blob",
      because: "Azure Blob Storage endpoints",
    },
    {
      host: { labels: ["dfs", "core", "windows", "net"], andBelow: true },
      phase: "run",
      condition: "dfs",
      because: "Azure Data Lake Storage endpoints",
    },
  ],
  source: SOURCE,
  asOf: AS_OF,
};

/** Files at the top of an app's folder that make the platform build it with a tool. */
export const MANIFESTS: Fact<Readonly<Record<BuildTool, readonly string[]>>> = {
  value: { python: ["requirements.txt", "pyproject.toml"], node: ["package.json"] },
  source: "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/dependencies",
  asOf: AS_OF,
};

/** Files at the top of an app's folder that say where dependencies come from, beside those that ask for them. */
export const DEPENDENCY_SETTINGS: Fact<readonly string[]> = {
  value: ["uv.lock", "uv.toml", "npm-shrinkwrap.json", "package-lock.json", "pnpm-lock.yaml", ".npmrc"],
  source: "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/dependencies",
  asOf: AS_OF,
};
