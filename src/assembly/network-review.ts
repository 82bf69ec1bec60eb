import { compareNetworks, type Governed, type NetworkChange } from "../promotion/compare-network";
import { oneLine } from "../promotion/show";
import type { NetworkFile } from "./network";

/** The networks of two assemblies, for workspaces that go the same way. */
export interface NetworkComparison extends NetworkChange {
  readonly before: NetworkSide;
  readonly after: NetworkSide;
}

export interface NetworkSide extends Governed {
  /** What the column is called. */
  readonly title: string;
  readonly assemblyDigest: string;
}

/** The network of an assembly; none where it makes no network. */
export interface NetworkPlace {
  readonly network: NetworkFile | undefined;
  readonly name: string;
  readonly assemblyDigest: string;
}

export function reviewNetworks(before: NetworkPlace, after: NetworkPlace): readonly NetworkComparison[] {
  const [was, is] = [before, after].map(({ network }) => network ?? { policies: [], connectivity: [] });
  if (was === undefined || is === undefined) return [];
  const side = ({ name, assemblyDigest }: NetworkPlace) => ({ title: oneLine(name), assemblyDigest });
  return compareNetworks(was, is).map((change) => ({
    ...change,
    before: { ...side(before), ...change.before },
    after: { ...side(after), ...change.after },
  }));
}

/** What a comparison is about, for people. */
export function networkTitle({ workspaces, before, after }: NetworkComparison): string {
  const names = workspaces.map(({ name }) => name).join(", ");
  return oneLine(names === "" ? `network ${after.connectivity ?? before.connectivity ?? ""}` : `network ${names}`);
}

/** Which apps a change reaches, and when; undefined where it reaches none that runs. */
export function restartText({ restart }: NetworkComparison): string | undefined {
  if (restart === undefined) return undefined;
  if (restart.length === 0) return "restart the apps of these workspaces: the policy knows of none by name";
  return oneLine(`restart these apps: ${restart.map(({ app, workspace }) => `${app} in ${workspace}`).join(", ")}`);
}
