import type { Destination } from "../definition/destination";
import { type Phase, REQUIRED_HOSTS } from "../facts/required-hosts";
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

/** How an app's folder is built: its dependency files. */
export interface NeedsSource {
  readonly folder: string;
  readonly found: boolean;
  readonly manifests: readonly string[];
}

/** What an app's folder says of its build, and what that reaches. */
export interface SourceNeeds extends NeedsSource {
  readonly hosts: readonly SourceHost[];
}

/** A host that something in an app's folder asks for. */
export interface SourceHost extends Required<Pick<Cause, "file" | "line" | "column">> {
  readonly host: string;
  readonly phase: Phase;
  readonly because: string;
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
  readonly source?: SourceNeeds;
  /** Where a destination of `egress` is written, for definitions that come from a file. */
  readonly egressAt?: (index: number) => Pick<Cause, "file" | "line" | "column"> | undefined;
}

/**
 * What an app needs: the hosts that the vendor requires of every app, those that its dependency files name, and its
 * definition's `egress`.
 *
 * The vendor's wildcards over all Azure storage accounts are not among them: they would open everybody's. An app names
 * its storage account, and the policy lists that. Tables and volumes of Unity Catalog need no destination at all.
 */
export function needsOf({ app, workspace, egress, source, egressAt }: NeedsInput): EgressNeeds {
  const destinations = REQUIRED.map((required): NeededDestination => ({ ...required, cause: { app } }));
  for (const { host, phase, because, file, line, column } of source?.hosts ?? []) {
    destinations.push({ host, phase, because, cause: { app, file, line, column } });
  }
  egress.forEach((destination, index) => {
    const cause = { app, ...egressAt?.(index) };
    const { because } = destination;
    const phase = "host" in destination ? { phase: destination.phase ?? "run" } : {};
    destinations.push({ ...targetOf(destination), ...phase, because, cause });
  });
  return {
    app,
    workspace: workspace.name,
    workspaceId: workspace.workspaceId,
    ...(source === undefined ? {} : { source: buildOf(source) }),
    destinations: sortedByText(destinations, needKey),
  };
}

// The vendor's other rows depend on what an app is built with: its dependency files say which of them hold.
const REQUIRED = REQUIRED_HOSTS.value
  .filter(({ condition }) => condition === "always")
  .map(({ host, phase, because }) => ({ host: renderHost(host), phase, because }));

/** The needs of the same app in another workspace, which they do not depend on. */
export function inWorkspace(needs: EgressNeeds, { name, workspaceId }: NeedsInput["workspace"]): EgressNeeds {
  return { ...needs, workspace: name, workspaceId };
}

/** Its hosts are destinations. */
function buildOf({ folder, found, manifests }: SourceNeeds): NeedsSource {
  return { folder, found, manifests };
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

/** A sorted copy; each text is made once. */
export function sortedByText<T>(items: readonly T[], textOf: (item: T) => string): T[] {
  return items
    .map((item) => [textOf(item), item] as const)
    .sort(byText(([text]) => text))
    .map(([, item]) => item);
}

/** Where a cause is written, as `file:line:col`; the app where no file is known. */
export function describeCause({ app, file, line, column }: Cause): string {
  if (file === undefined) return app === undefined ? "" : `definition of ${app}`;
  return [file, line, column].filter((part) => part !== undefined).join(":");
}
