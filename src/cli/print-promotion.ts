import type { Colors } from "picocolors/types";
import type { AppRecord, Promotion } from "../assembly/promotion";
import { KINDS } from "../definition/kinds";
import type { BoundApp, BoundValue } from "../stage/bound-app";
import type { Finding } from "../stage/finding";

type Row = readonly [label: string, ...cells: string[]];

/** What each stage will get, and every warning, as promotion.json says it. */
export function printPromotion(promotion: Promotion, folder: string, colors: Colors): string {
  const order = promotion.pipelines.flatMap(({ waves }) => waves.flat());
  const rank = ({ path }: AppRecord) => (order.includes(path) ? order.indexOf(path) : order.length);
  const apps = [...promotion.apps].sort((a, b) => rank(a) - rank(b));
  const blocks = apps.map((app) => printApp(app, promotion, colors));
  const open = promotion.findings.filter(({ acknowledged }) => acknowledged === undefined).length;
  const counts = [
    `${apps.length} ${apps.length === 1 ? "app" : "apps"}`,
    `${open} ${open === 1 ? "warning" : "warnings"}`,
    `assembly ${promotion.assemblyDigest.slice(0, 12)} in ${folder}`,
  ];
  return `${[...blocks, counts.join(", ")].join("\n\n")}\n`;
}

function printApp(app: AppRecord, promotion: Promotion, colors: Colors): string {
  const { bound, path, stack, stateAddress } = app;
  const { workspace, size, scaling, providerFloor } = bound;
  const rows: Row[] = [
    ["workspace", workspace.name, `${workspace.host}${workspace.protected ? " (protected)" : ""}`],
    ...(stateAddress === undefined ? [] : [["state", stateAddress] as const]),
    ...resourceRows(bound),
    ...accessRows(bound),
    ["size", size ?? "left to the platform"],
    ["scaling", scaling === undefined ? "left to the platform" : describeScaling(scaling)],
    ["provider", `>= ${providerFloor}`],
  ];
  const findings = promotion.findings.filter((finding) => finding.path[0] === path);
  const overrides = promotion.overrides.filter((override) => override.app === path);
  return [
    colors.bold(path === stack ? stack : `${stack} (${path})`),
    ...table(rows),
    ...findings.map((finding) => printFinding(finding, colors)),
    ...overrides.map(({ address, attributes }) =>
      colors.yellow(`  warning  ${address}\n    changed by an override after every check: ${attributes.join(", ")}`),
    ),
  ].join("\n");
}

function resourceRows({ resources }: BoundApp): Row[] {
  return resources.map(({ key, kind, permission, securable, binding }) => {
    const values = Object.entries(binding).map(([field, value]) => `${field} ${describeValue(value)}`);
    return [`resource ${key}`, values.join(", "), `${permission} on ${securable?.toLowerCase() ?? KINDS[kind].label}`];
  });
}

function accessRows({ access }: BoundApp): Row[] {
  if (access.length === 0) return [["access", "only its creator and the workspace's admins"]];
  return access.map(({ role, level, principals }) => [
    `access ${role}`,
    principals.map(({ kind, name }) => describePrincipal(kind, name)).join(", "),
    level,
  ]);
}

function describePrincipal(kind: string, name: BoundValue): string {
  switch (kind) {
    case "allAccountUsers":
      return "all account users";
    case "servicePrincipal":
      return `service principal ${describeValue(name)}`;
    default:
      return `${kind} ${describeValue(name)}`;
  }
}

function describeValue(value: BoundValue): string {
  if (typeof value === "string") return value;
  if ("template" in value) return value.template;
  return value.stack === undefined ? value.ref : `${value.ref} of stack ${value.stack}`;
}

function describeScaling(scaling: NonNullable<BoundApp["scaling"]>): string {
  if (scaling.kind === "standard") return "standard, 1 instance";
  return `horizontal, ${scaling.instances} ${scaling.instances === 1 ? "instance" : "instances"}`;
}

function printFinding({ code, message, path, fix, acknowledged }: Finding, colors: Colors): string {
  const where = path.slice(1).join("/");
  if (acknowledged !== undefined) {
    const lines = [`  acknowledged  ${code} at ${where}`, `    ${message}`, `    because: ${acknowledged.reason}`];
    return colors.dim(lines.join("\n"));
  }
  const lines = [`  warning  ${code} at ${where}`, `    ${message}`, ...(fix === undefined ? [] : [`    fix: ${fix}`])];
  return colors.yellow(lines.join("\n"));
}

/** Columns as wide as their widest cell. */
function table(rows: readonly Row[]): string[] {
  const width = (column: number) =>
    Math.max(0, ...rows.filter((row) => row.length > column + 1).map((row) => row[column]?.length ?? 0));
  const widths = [Math.max(...rows.map(([label]) => label.length)), width(1)];
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(column < row.length - 1 ? (widths[column] ?? 0) : 0)).join("  ")}`.trimEnd(),
  );
}
