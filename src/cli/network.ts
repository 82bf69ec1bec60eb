import * as path from "node:path";
import { createColors } from "picocolors";
import type { Colors } from "picocolors/types";
import { MODE_TEXT } from "../network/egress-policy";
import { NETWORK_HEADER, type NetworkRow, cellsOf, needsRows, policyRows } from "../network/network-table";
import type { Io } from "./io";
import { readProject } from "./project";
import { type WorkspaceNetwork, readNetwork } from "./read-network";

export interface NetworkOptions {
  readonly workspace: string;
  /** @default the output of cdktf.json */
  readonly assembly?: string;
  readonly json?: boolean;
}

/** Shows what a workspace's policy lets through, or what the apps of an assembly ask for, and why. */
export function network(options: NetworkOptions, io: Io): void {
  const found = readNetwork(assemblyOf(options, io), options.workspace);
  if (options.json === true) {
    const { policy, needs, workspace } = found;
    io.out(`${JSON.stringify({ workspace, ...(policy === undefined ? { needs } : { policy }) }, null, 2)}\n`);
    return;
  }
  io.out(printNetwork(found, createColors(io.isTerminal && (io.env.NO_COLOR ?? "") === "")));
}

export function assemblyOf({ assembly }: Pick<NetworkOptions, "assembly">, io: Io): string {
  return assembly === undefined ? readProject(io.cwd).output : path.resolve(io.cwd, assembly);
}

function printNetwork({ workspace, policy, needs }: WorkspaceNetwork, colors: Colors): string {
  if (policy === undefined) {
    const notes = needs.flatMap(({ app, source }) => {
      if (source === undefined) return [`${app}: its definition names no source, so nothing is known of its build`];
      return source.found ? [] : [`${app}: its folder ${source.folder} was not found: nothing is known of its build`];
    });
    const head = `workspace ${workspace.name}: what ${count(needs.length, "app")} of this assembly need; no policy here`;
    return lines([colors.bold(head), "", ...table(needsRows(needs), colors), ...notes.map(colors.yellow)]);
  }
  const { policyId, mode, entries, blocked, ignored, apps, workspaces, digest } = policy;
  const others = workspaces.filter(({ name }) => name !== workspace.name).map(({ name }) => name);
  const head = `workspace ${workspace.name}: policy ${policyId}, ${MODE_TEXT[mode]}`;
  const restart = apps.map(({ app, workspace: where }) => `${app} in ${where}`).join(", ");
  return lines([
    colors.bold(head),
    ...(others.length === 0 ? [] : [`also of ${others.join(", ")}`]),
    ...(mode === "full" ? ["everything is let through; this is what apps ask for"] : []),
    "",
    ...table(policyRows(entries), colors),
    ...blocked.map((host) => `blocked: ${host}`),
    ...ignored.map(
      ({ workspace: where, destinations }) => `left out: ${count(destinations, "need")} of workspace ${where}`,
    ),
    ...(restart === "" ? [] : [`a change reaches these apps when they restart: ${restart}`]),
    `${count(entries.length, "destination")}, list ${digest.slice(0, 12)}`,
  ]);
}

/** A destination stands once, in front of all who ask for it. */
function table(rows: readonly NetworkRow[], colors: Colors): string[] {
  const all = [NETWORK_HEADER, ...rows.map(cellsOf)];
  const widths = NETWORK_HEADER.map((_, column) => Math.max(...all.map((cells) => cells[column]?.length ?? 0)));
  const texts = all.map((cells, index) => {
    const again = index > 1 && cells[0] === all[index - 1]?.[0];
    return cells
      .map((cell, column) => (column === 0 && again ? "" : cell).padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  });
  return [...texts.map((text, index) => (index === 0 ? colors.dim(text) : text)), ""];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
