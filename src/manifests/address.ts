import { domainToASCII } from "node:url";
import { hostRule } from "../definition/destination";

/** An address as dependency files write them, taken apart as far as a network policy cares. */
export interface Address {
  /** Lower case, before the colon: `git+https`, say. */
  readonly scheme: string;
  /** A name that a policy can list. */
  readonly host?: string;
  /** Why there is no host: it depends on a variable, it lies on this machine, or no policy can list it. */
  readonly without?: "variable" | "local" | "unlisted";
  /** From the first slash on. */
  readonly path: string;
}

/** The authority ends at the first slash, question mark or hash; what stands before its last `@` says who one is. */
const ADDRESS = /^([a-z][a-z0-9+.-]*):\/\/([^/?#\s]*)(.*)$/is;

/** Undefined where the text is no address with a scheme and an authority. */
export function addressOf(text: string): Address | undefined {
  const [, scheme, authority, path = ""] = ADDRESS.exec(text) ?? [];
  if (scheme === undefined || authority === undefined) return undefined;
  return { scheme: scheme.toLowerCase(), path, ...hostOf(authority, scheme.toLowerCase()) };
}

function hostOf(authority: string, scheme: string): Pick<Address, "host" | "without"> {
  if (/(?:^|\+)file$/.test(scheme)) return { without: "local" };
  const after = authority.slice(authority.lastIndexOf("@") + 1);
  if (/[$%{]/.test(after)) return { without: "variable" };
  const name = after.replace(/:\w*$/, "").replace(/\.$/, "");
  const host = domainToASCII(name.toLowerCase());
  if (name === "" || host === "") return { without: "unlisted" };
  if (host === "localhost" || /^127\./.test(host)) return { without: "local" };
  return hostRule(host) === undefined ? { host } : { without: "unlisted" };
}

/** `git@host:owner/name`, which is how git writes an address over SSH. */
export function secureCopyHost(text: string): string | undefined {
  const [, host] = /^(?:[\w.-]+@)([\w.-]+):(?!\/\/)/.exec(text) ?? [];
  return host === undefined || hostRule(host.toLowerCase()) !== undefined ? undefined : host.toLowerCase();
}
