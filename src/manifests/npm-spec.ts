import { SHORT_GIT_HOSTS } from "../facts/package-hosts";
import type { HostPattern } from "../facts/required-hosts";
import { addressOf, secureCopyHost } from "./address";
import type { Collector } from "./collector";
import { gitPin } from "./git-pin";
import type { Pin, Spot } from "./manifest";

/** What a dependency of `package.json` asks for. */
export type NpmSpec =
  | { readonly kind: "registry"; readonly name: string; readonly versions: string; readonly pin: Pin }
  | { readonly kind: "git"; readonly hosts: readonly HostPattern[]; readonly address?: string; readonly pin: Pin }
  | { readonly kind: "file"; readonly address: string; readonly pin: Pin }
  | { readonly kind: "local"; readonly pin: Pin };

/** Reads the text that stands for versions, as npm does: by its form. */
export function npmSpec(name: string, text: string): NpmSpec {
  const spec = text.trim();
  const alias = /^npm:((?:@[^/@]+\/)?[^@]+)(?:@(.*))?$/.exec(spec);
  if (alias !== null) return npmSpec(alias[1] ?? name, alias[2] ?? "");
  if (/^(?:file|link|portal|workspace|catalog):|^(?:\.{1,2}|~)?[/\\]|^[a-z]:[\\/]|^\.{1,2}$/i.test(spec)) {
    return { kind: "local", pin: "url" };
  }
  const direct = gitSpec(spec) ?? fileSpec(spec);
  if (direct !== undefined) return direct;
  if (/[/\\]|\.(?:tgz|tar\.gz|tar)$/i.test(spec)) return { kind: "local", pin: "url" };
  return { kind: "registry", name, versions: spec, pin: registryPin(spec) };
}

function gitSpec(spec: string): NpmSpec | undefined {
  const [plain = "", fragment] = spec.split(/#(.*)/s);
  const pin = gitPin(fragment?.startsWith("semver:") === true ? undefined : fragment?.replace(/::.*$/, ""));
  const short = /^(?:(github|gist|gitlab|bitbucket|sourcehut):)?(?!@)([^\s:@/]+(?:\/[^\s:@/]+)?)$/.exec(plain);
  if (short !== null && (short[1] !== undefined || plain.includes("/"))) {
    return { kind: "git", hosts: shortHosts(short[1] ?? "github"), pin };
  }
  const { scheme, host, path = "" } = addressOf(plain) ?? {};
  const known = Object.values(SHORT_GIT_HOSTS.value).find(([first]) => first?.labels.join(".") === host);
  const isRepository = known !== undefined && /^\/[^/]+\/[^/]+(?:\.git)?\/?$/.test(path);
  if (scheme !== undefined && (scheme.startsWith("git") || scheme === "ssh" || /\.git$/.test(path) || isRepository)) {
    return { kind: "git", hosts: isRepository ? known : [], address: plain.replace(/^git\+/, ""), pin };
  }
  const copied = secureCopyHost(plain.replace(/^git\+ssh:\/\//, ""));
  return copied === undefined ? undefined : { kind: "git", hosts: [{ labels: copied.split(".") }], pin };
}

function shortHosts(name: string): readonly HostPattern[] {
  return SHORT_GIT_HOSTS.value[name] ?? [];
}

function fileSpec(spec: string): NpmSpec | undefined {
  return addressOf(spec) === undefined ? undefined : { kind: "file", address: spec, pin: "url" };
}

/** One version, in any of the ways that npm reads as one. */
function registryPin(spec: string): Pin {
  if (/^=?\s*v?\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?$/.test(spec)) return "exact";
  return spec === "" || spec === "*" || spec === "x" || /^[a-z]/i.test(spec) ? "none" : "range";
}

/** Adds the hosts of whatever is not asked of a registry. */
export function askDirectly(spec: NpmSpec, what: string, at: Spot, into: Collector): void {
  if (spec.kind === "file") into.address(spec.address, `file of ${what}`, at);
  if (spec.kind !== "git") return;
  for (const { labels } of spec.hosts) into.host(labels.join("."), `repository of ${what}`, at);
  if (spec.hosts.length === 0 && spec.address !== undefined) into.address(spec.address, `repository of ${what}`, at);
}
