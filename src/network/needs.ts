import type { Destination } from "../definition/destination";
import { type BuildTool, type Phase, MANIFESTS, REQUIRED_HOSTS, type RequiredHost } from "../facts/required-hosts";
import { destinationKey, renderHost, targetOf } from "./host";

/** Who asks for a destination, and where that is written: as far as it is known. */
export interface Cause {
  readonly app?: string;
  /** A dependency file of the app's folder, or the file that holds the definition. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** A destination with when it is needed and who asks. Build or run is set for hosts; storage is for run time. */
export type NeededDestination = Destination & { readonly phase?: Phase; readonly cause?: Cause };

/** How an app's folder is built, as far as its file names say. */
export interface NeedsSource {
  readonly folder: string;
  readonly found: boolean;
  readonly manifests: readonly string[];
}

/** What one app asks of its workspace's network: a part of `needs.json` in its assembly. */
export interface EgressNeeds {
  readonly app: string;
  /** The workspace's name. */
  readonly workspace: string;
  /** Tells the workspace where two repositories call it differently. @default known by its name alone */
  readonly workspaceId?: string;
  /** @default the source is deployed by other means, and nothing is known of its build */
  readonly source?: NeedsSource;
  readonly destinations: readonly NeededDestination[];
}

export interface NeedsInput {
  readonly app: string;
  readonly workspace: { readonly name: string; readonly workspaceId: string; readonly cloud: string };
  readonly egress: readonly Destination[];
  readonly source?: NeedsSource;
  /** Where a destination of `egress` is written, for definitions that come from a file. */
  readonly egressAt?: (index: number) => Pick<Cause, "file" | "line" | "column"> | undefined;
}

/**
 * What an app needs: the vendor's required hosts for its build tools, and its definition's `egress`.
 *
 * The vendor's wildcards over all Azure storage accounts are not among them: they would open everybody's. An app names
 * its storage account, and the policy lists that. Tables and volumes of Unity Catalog need no destination at all.
 */
export function needsOf({ app, workspace, egress, source, egressAt }: NeedsInput): EgressNeeds {
  const required = REQUIRED_HOSTS.value.flatMap((row) => ofVendor(row, app, source));
  const declared = egress.map((destination, index): NeededDestination => {
    const cause = { app, ...egressAt?.(index) };
    const { because } = destination;
    const phase = "host" in destination ? { phase: destination.phase ?? "run" } : {};
    return { ...targetOf(destination), ...phase, because, cause };
  });
  return {
    app,
    workspace: workspace.name,
    workspaceId: workspace.workspaceId,
    ...(source === undefined ? {} : { source }),
    destinations: [...required, ...declared].sort(byText(needKey)),
  };
}

function ofVendor(row: RequiredHost, app: string, source: NeedsSource | undefined): NeededDestination[] {
  const { host, phase, condition, because } = row;
  const need = (cause: Cause): NeededDestination => ({ host: renderHost(host), phase, because, cause });
  switch (condition) {
    case "always":
      return [need({ app })];
    case "blob":
    case "dfs":
      return [];
    default:
      return manifestsOf(condition, source).map((file) => need({ app, file }));
  }
}

/** The paths of a tool's dependency files, as the definition names the folder. */
function manifestsOf(tool: BuildTool, source: NeedsSource | undefined): string[] {
  if (source === undefined) return [];
  const names = source.manifests.filter((name) => MANIFESTS.value[tool].includes(name));
  return names.map((name) => (source.folder === "." ? name : `${source.folder}/${name}`));
}

function needKey(need: NeededDestination): string {
  return JSON.stringify([destinationKey(need), need.phase ?? "run", need.because, causeKey(need.cause)]);
}

/** Orders causes of one destination: by app, then by where they are written. */
export function causeKey({ app = "", file = "", line = 0, column = 0 }: Cause = {}): string {
  const padded = (number: number) => String(number).padStart(8, "0");
  return JSON.stringify([app, file, padded(line), padded(column)]);
}

/** Compares by a text, code unit by code unit: the same on every machine. */
export function byText<T>(textOf: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => {
    const [left, right] = [textOf(a), textOf(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
}

/** Where a cause is written, as `file:line:col`; the app where no file is known. */
export function describeCause({ app, file, line, column }: Cause): string {
  if (file === undefined) return app === undefined ? "" : `definition of ${app}`;
  return [file, line, column].filter((part) => part !== undefined).join(":");
}
