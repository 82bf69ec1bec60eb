import * as fs from "node:fs";
import * as path from "node:path";
import { NEEDS_FILE, type NeedsFile } from "../assembly/needs";
import { type NetworkFile, type PolicyRecord, NETWORK_FILE } from "../assembly/network";
import type { EgressNeeds } from "../network/needs";
import { assemblyDocument } from "./assembly-document";
import { CommandError } from "./io";

/** What an assembly knows of one workspace's network. */
export interface WorkspaceNetwork {
  readonly workspace: { readonly name: string; readonly workspaceId: string };
  /** Of a platform's assembly. */
  readonly policy?: PolicyRecord;
  /** Of the apps in this assembly. */
  readonly needs: readonly EgressNeeds[];
}

/** Finds a workspace by its name in an assembly's network.json and needs.json. */
export function readNetwork(assembly: string, name: string): WorkspaceNetwork {
  const network = readNetworkFile(assembly);
  const all = (readFile(assembly, NEEDS_FILE) as NeedsFile | undefined)?.needs ?? [];
  if (network === undefined && all.length === 0) {
    throw new CommandError(`${assembly} holds neither apps nor a network: run dbapps synth first`);
  }
  const policy = network?.policies.find(({ workspaces }) => workspaces.some((workspace) => workspace.name === name));
  const needs = all.filter(({ workspace }) => workspace === name);
  const found = policy?.workspaces.find((workspace) => workspace.name === name);
  const workspaceId = found?.workspaceId ?? needs[0]?.workspaceId;
  if (workspaceId === undefined) {
    const known = [...(network?.policies ?? []).flatMap(({ workspaces }) => workspaces.map((one) => one.name))];
    const names = [...new Set([...known, ...all.map(({ workspace }) => workspace)])].sort();
    throw new CommandError(`no app and no policy of this assembly is in workspace ${name}; known: ${names.join(", ")}`);
  }
  return { workspace: { name, workspaceId }, ...(policy === undefined ? {} : { policy }), needs };
}

/** The network of an assembly; undefined where it makes none. */
export function readNetworkFile(assembly: string): NetworkFile | undefined {
  return readFile(assembly, NETWORK_FILE) as NetworkFile | undefined;
}

function readFile(assembly: string, name: string): unknown {
  const file = path.join(assembly, name);
  if (!fs.existsSync(file)) return undefined;
  const document = assemblyDocument(file);
  if (document === undefined) {
    throw new CommandError(`${file} was written by another version of this library: synthesize it again`);
  }
  return document;
}
