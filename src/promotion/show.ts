import { concealText } from "../definition/conceal";
import { KINDS } from "../definition/kinds";
import type { BoundAccess, BoundPrincipal, BoundResource, BoundValue } from "../stage/bound-app";
import type { Difference } from "./difference";
import { valueText } from "./value-text";

/** What a person calls the thing that differs. */
export function labelOf({ path }: Difference): string {
  const parts = partsOf(path);
  const section = parts[0] ?? "";
  const name = parts[1] ?? "";
  const field = parts[2];
  switch (section) {
    case "resources":
      return oneLine(`${field === "permission" ? "permission" : "resource"} ${name}${words(field)}`);
    case "bindings":
      return oneLine(`resource ${name}${word(field)}`);
    case "access":
      return oneLine(`access ${name}${word(field)}`);
    case "userApiScopes":
      return oneLine(`scope ${name}`);
    case "egress":
      return oneLine(["egress", field ?? "", ...parts.slice(3).filter((part) => part !== "run")].join(" "));
    case "destinations":
    case "blocked":
      return oneLine(`${section === "blocked" ? section : "destination"} ${name}${word(field)}`);
    case "privateEndpoints":
      return oneLine(["endpoint", field ?? "", lastOf(name)].join(" "));
    case "workspace":
      return LABELS[name] ?? (name === "" ? "workspace" : name);
    case "env":
      return oneLine(`env ${name}`);
    default:
      return LABELS[section] ?? oneLine(section);
  }
}

/** A resource's own name, of an id that is a path. */
function lastOf(id: string): string {
  return id.split("/").filter(Boolean).at(-1) ?? id;
}

/** The words of a resource's or a role's own members; what else stands there is a value, shown as one. */
function words(field: string | undefined): string {
  return field === "description" || field === "because" ? word(field) : "";
}

function word(field: string | undefined): string {
  return field === undefined ? "" : ` ${field}`;
}

const LABELS: Readonly<Record<string, string>> = {
  accountId: "account",
  budgetPolicyId: "budget policy",
  gitRepository: "git repository",
  providerFloor: "provider",
  usagePolicyId: "usage policy",
};

/** Both values as a person reads them; `-` where there is none. */
export function valuesOf({ path, before, after }: Difference): readonly [string, string] {
  const end = path.indexOf("/");
  const section = end < 0 ? path : path.slice(0, end);
  if (path === "workspace") {
    // Enough of both to tell them apart.
    const field = IDENTITY.find((one) => member(before, one) !== member(after, one)) ?? "name";
    return [show(section, member(before, field)), show(section, member(after, field))];
  }
  return [show(section, before), show(section, after)];
}

const IDENTITY = ["name", "host", "workspaceId"];

function show(section: string, value: unknown): string {
  if (value === undefined) return "-";
  const text = oneLine(textOf(section, value));
  return text === "" || text === "-" ? JSON.stringify(text) : text;
}

// The casts name what compare() puts there, by section.
function textOf(section: string, value: unknown): string {
  if (typeof value === "string") return section === "providerFloor" ? `>= ${value}` : value;
  if (typeof value !== "object" || value === null)
    return value === true ? "yes" : value === false ? "no" : String(value);
  switch (section) {
    case "access":
      return Array.isArray(value) ? principals(value as BoundPrincipal[]) : roleText(value as BoundAccess);
    case "bindings":
      return isReference(value) ? valueText(value) : bindingText(value as BoundResource["binding"]);
    case "resources":
      return resourceText(value as BoundResource);
    case "env":
      return `value of ${text(member(value, "valueFrom"))}`;
    case "destinations":
      return askersText(value);
    case "egress":
      return [value].flat().map(destinationText).join("; ");
    case "scaling":
      return ["kind", "instances"].flatMap((name) => text(member(value, name))).join(", ");
    case "telemetry":
      return Object.values(value).map(text).join(", ");
    case "gitRepository":
      return `${text(member(value, "url"))} (${text(member(value, "provider"))})`;
    default:
      return isReference(value) ? valueText(value) : JSON.stringify(value);
  }
}

function resourceText({ kind, securable, permission, binding }: BoundResource): string {
  const label = securable?.toLowerCase() ?? KINDS[kind]?.label ?? kind;
  return `${permission} on ${label} ${bindingText(binding)}`;
}

function bindingText(binding: BoundResource["binding"]): string {
  const values = Object.values(binding);
  if (values.length === 1) return values.map(valueText).join("");
  return Object.entries(binding)
    .map(([field, value]) => `${field} ${valueText(value)}`)
    .join(", ");
}

function roleText({ level, principals: all }: BoundAccess): string {
  return `${level}: ${principals(all)}`;
}

function principals(all: readonly BoundPrincipal[]): string {
  return all.map(principalText).join(", ");
}

/** A principal for a person, such as `group qa`. */
export function principalText({ kind, name }: BoundPrincipal): string {
  if (kind === "allAccountUsers") return "all account users";
  return `${kind === "servicePrincipal" ? "service principal" : kind} ${valueText(name)}`;
}

function askersText(value: unknown): string {
  const [askers, phases] = [member(value, "askedBy"), member(value, "phases")];
  const list = (all: unknown) => (Array.isArray(all) ? all.map(text).join(", ") : text(all));
  return `${list(askers)} (${list(phases)}): ${text(member(value, "because"))}`;
}

function destinationText(destination: unknown): string {
  const phase = member(destination, "phase");
  return `${text(member(destination, "because"))}${phase === undefined ? "" : ` (${text(phase)})`}`;
}

function isReference(value: object): value is Exclude<BoundValue, string> {
  return "ref" in value || "template" in value;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function partsOf(path: string): string[] {
  const parts = path.split("/");
  return path.includes("~") ? parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")) : parts;
}

/** Words with one space between them, of letters, digits and what else stands on every keyboard. */
const PRINTABLE = /^[!-~]+(?: [!-~]+)*$/;

/** Text on one line, without what a terminal or a page would take for a command or turn round. */
export function oneLine(text: string): string {
  const shown = concealText(text);
  // Most texts are that already.
  if (PRINTABLE.test(shown)) return shown;
  return shown
    .replace(/\s+/gu, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return `\\u{${code.toString(16)}}`;
    })
    .trim();
}
