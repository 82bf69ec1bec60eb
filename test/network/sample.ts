import type { Destination, Workspace } from "databricks-apps-constructs";
import { composePolicy, type PolicyInput } from "../../src/network/compose-policy";
import { type EgressNeeds, needsOf } from "../../src/network/needs";
import { AppFolder } from "../../src/source/app-folder";
import { sourceNeeds } from "../../src/source/source-needs";
import { workspaceWith } from "../stage/sample-program";

export const prod = workspaceWith();
export const staging = workspaceWith({ name: "staging", workspaceId: "2222222222222222" });

export interface SampleNeeds {
  readonly app?: string;
  readonly workspace?: Workspace;
  readonly egress?: readonly Destination[];
  /** Dependency files in the folder `app`; none: no source. */
  readonly manifests?: readonly string[];
  readonly found?: boolean;
}

export function needsFor({ app = "orders", workspace = prod, egress = [], manifests, found = true }: SampleNeeds = {}) {
  const source = manifests && sourceOf(manifests, found);
  return needsOf({ app, workspace, egress, source });
}

/** Dependency files that each name one package of their tool's own index. */
const TEXTS: Readonly<Record<string, string>> = {
  "package.json": '{ "dependencies": { "express": "5.1.0" } }',
  "pyproject.toml": '[project]\ndependencies = ["flask"]\n',
  "requirements.txt": "flask\n",
};

export function sourceOf(names: readonly string[], found = true) {
  const texts = new Map(names.map((name) => [name, TEXTS[name] ?? ""]));
  const source = { root: "/app", folder: "app", found, files: [], digest: "", bytes: 0, texts, problems: [] };
  return sourceNeeds(new AppFolder(source));
}

export function policyOf(needs: readonly EgressNeeds[], more: Partial<PolicyInput> = {}) {
  return composePolicy({
    policyId: "prod-egress",
    mode: "dryRun",
    attachTo: [prod],
    needs,
    otherWorkloads: [],
    ...more,
  });
}

/** Hosts of package registries stand in no file in one piece. */
export const host = (...labels: readonly string[]) => labels.join(".");
export const PYTHON = [host("files", "pythonhosted", "org"), host("pypi", "org")];
export const NODE = [host("registry", "npmjs", "org")];
export const ALWAYS = [host("databricksapps", "com")];

/** What a list lets through, for people. */
export function hostsOf(destinations: readonly Destination[]): string[] {
  return destinations.map((one) => {
    if ("host" in one) return one.host;
    return "bucket" in one ? `${one.bucket} in ${one.region}` : `${one.storageAccount}/${one.service}`;
  });
}
