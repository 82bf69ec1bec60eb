import * as fs from "node:fs";
import * as path from "node:path";
import { contractJson, contractOf } from "../network/contract";
import type { EgressList } from "../network/egress-policy";
import { byText } from "../network/needs";
import type { ComparedConnectivity } from "../promotion/compare-connectivity";
import { CONTRACT_FILE } from "./egress-contract";
import { networkMarkdown } from "./network-markdown";

/** The network of an assembly's workspaces, for people and for later commands. */
export const NETWORK_FILE = "network.json";
export const NETWORK_PAGE = "network.md";

/** A policy with the stack that writes it. */
export interface PolicyRecord extends EgressList {
  readonly stack: string;
}

/** A network connectivity configuration with what it is attached to. */
export interface ConnectivityRecord extends ComparedConnectivity {
  readonly stack: string;
}

/** What the account stacks of a program registered. */
export interface NetworkContent {
  readonly policies: readonly PolicyRecord[];
  readonly connectivity: readonly ConnectivityRecord[];
}

/** `network.json`. */
export interface NetworkFile extends NetworkContent {
  readonly schemaVersion: 1;
}

/** The part of a composed policy that is written down. */
export function policyRecord(list: EgressList, stack: string): PolicyRecord {
  const { policyId, mode, workspaces, detached = [], entries, blocked, ignored, apps, watched = [], digest } = list;
  const seen = watched.length === 0 ? {} : { watched };
  const leaving = detached.length === 0 ? {} : { detached };
  return { stack, policyId, mode, workspaces, ...leaving, entries, blocked, ignored, apps, ...seen, digest };
}

/**
 * The files of a program's network by name: `network.json`, `network.md`, and each policy's contract, which takes the
 * policy's id into its name where there are several. None where no network is made.
 */
export function networkFiles(content: NetworkContent): Readonly<Record<string, string>> {
  const policies = [...content.policies].sort(byText(({ policyId, stack }) => JSON.stringify([policyId, stack])));
  const connectivity = [...content.connectivity].sort(byText(({ name, stack }) => JSON.stringify([name, stack])));
  if (policies.length + connectivity.length === 0) return {};
  const file: NetworkFile = { schemaVersion: 1, policies, connectivity };
  const contracts = policies.map((policy) => {
    const name = policies.length === 1 ? CONTRACT_FILE : `${policy.policyId}.${CONTRACT_FILE}`;
    return [name, contractJson(contractOf(policy))];
  });
  return {
    [NETWORK_FILE]: `${JSON.stringify(file, null, 2)}\n`,
    [NETWORK_PAGE]: networkMarkdown(file),
    ...(Object.fromEntries(contracts) as Record<string, string>),
  };
}

/** Writes the network's files into an assembly, and returns them. */
export function writeNetwork(outdir: string, content: NetworkContent): ReturnType<typeof networkFiles> {
  const files = networkFiles(content);
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(outdir, name), text);
  return files;
}

/** Removes what an earlier run left: a contract that looks current lets apps through that the policy does not. */
export function removeNetwork(outdir: string): void {
  if (!fs.existsSync(outdir)) return;
  const ours = (name: string) =>
    name === NETWORK_FILE || name === NETWORK_PAGE || name === CONTRACT_FILE || name.endsWith(`.${CONTRACT_FILE}`);
  for (const name of fs.readdirSync(outdir).filter(ours)) fs.rmSync(path.join(outdir, name));
}
