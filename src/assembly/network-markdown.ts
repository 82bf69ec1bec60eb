import { MODE_TEXT } from "../network/egress-policy";
import { NETWORK_HEADER, cellsOf, policyRows } from "../network/network-table";
import type { ConnectivityRecord, NetworkFile, PolicyRecord } from "./network";

/** `network.md`: what a reviewer reads. */
export function networkMarkdown({ policies, connectivity }: Pick<NetworkFile, "policies" | "connectivity">): string {
  return `${["# Network", ...policies.map(policySection), ...connectivity.map(connectivitySection)].join("\n\n")}\n`;
}

function policySection(policy: PolicyRecord): string {
  const { policyId, stack, mode, workspaces, entries, blocked, ignored, apps, digest } = policy;
  const facts = [
    `Stack ${code(stack)}, ${mode === "dryRun" ? MODE_TEXT[mode] : `**${MODE_TEXT[mode]}**`}, list ${code(digest.slice(0, 12))}.`,
    ...(mode === "full" ? ["Everything is let through; this is what apps ask for."] : []),
    `It governs every serverless workload of ${names(workspaces.map(({ name }) => name))}.`,
    ...(blocked.length === 0 ? [] : [`Blocked: ${names(blocked)}.`]),
    ...(apps.length === 0
      ? []
      : [
          `A change reaches these apps when they restart: ${names(apps.map(({ app, workspace }) => `${app} in ${workspace}`))}.`,
        ]),
    ...ignored.map(
      ({ workspace, destinations, apps: others }) =>
        `Left out, because the policy is not attached to ${code(workspace)}: ${destinations} destinations of ${names(others)}.`,
    ),
  ];
  const rows = policyRows(entries).map(cellsOf);
  return [`## Policy ${policyId}`, facts.join("\n"), table([NETWORK_HEADER, ...rows])].join("\n\n");
}

function connectivitySection(config: ConnectivityRecord): string {
  const { name, stack, region, adopted, workspaces, privateEndpoints } = config;
  const made = adopted ? "made elsewhere, attached" : "made";
  const attached = workspaces.length === 0 ? "no workspace" : names(workspaces.map((workspace) => workspace.name));
  const rows = privateEndpoints.map(({ target, part }) => [target, part]);
  return [
    `## Connectivity ${name}`,
    `In ${region}, ${made} in stack ${code(stack)}, for ${attached}.`,
    ...(rows.length === 0 ? [] : [table([["private endpoint to", "part"], ...rows])]),
  ].join("\n\n");
}

function table([header = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  return [line(header), `| ${header.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

function names(all: readonly string[]): string {
  return all.map(code).join(", ");
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}

/** Reasons are other people's text: neither a new column nor a link nor markup. */
function escaped(text: string): string {
  return text.replace(/[\\|<>`*_[\]]/g, "\\$&").replace(/\s+/g, " ");
}
