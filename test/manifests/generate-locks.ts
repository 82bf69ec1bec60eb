import * as fc from "../support/random";
import { NPM, PYPI, PYPI_FILES } from "./hosts";

/** An app's files, and the hosts that they were made from. */
export interface LockedApp {
  readonly files: Readonly<Record<string, string>>;
  readonly lock: string;
  readonly hosts: readonly string[];
}

/** Where packages come from; every app draws some of them. */
const HOSTS = ["a.example.com", "b.example.com", "packages.example.org", "cdn.example.io", "git.example.net"] as const;

interface Package {
  readonly name: string;
  readonly version: string;
  readonly host: string;
  readonly from: "registry" | "file" | "git" | "bundle" | "local";
}

const name = fc
  .tuple(fc.constantFrom("", "@acme/", "@team/"), fc.stringMatching(/^[a-z][a-z0-9-]{0,6}$/))
  .map((parts) => parts.join(""));
const version = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)).map((parts) => parts.join("."));
const packages = (names: fc.Arbitrary<string>) =>
  fc.uniqueArray(
    fc.record<Package>({
      name: names,
      version,
      host: fc.constantFrom(...HOSTS),
      from: fc.constantFrom("registry", "file", "git", "bundle", "local"),
    }),
    { maxLength: 6, selector: (one) => one.name.toLowerCase() },
  );

const unique = (hosts: readonly string[]) => [...new Set(hosts)].sort();
/** What one package of an npm lock file is fetched from; GitHub and replacements have tests of their own. */
const fetched = (all: readonly Package[]) =>
  all.flatMap(({ from, host }) => (from === "registry" ? [NPM] : from === "file" || from === "git" ? [host] : []));

const resolvedOf = ({ name: one, version: number, host, from }: Package): object => {
  const file = `${one.split("/").at(-1) ?? one}-${number}.tgz`;
  switch (from) {
    case "registry":
      return { version: number, resolved: `https://${NPM}/${one}/-/${file}`, integrity: "sha512-AA==" };
    case "file":
      return { version: number, resolved: `https://${host}/npm/${one}/-/${file}`, integrity: "sha512-AA==" };
    case "git":
      return { version: number, resolved: `git+ssh://git@${host}/team/x.git#${"0f".repeat(20)}` };
    case "bundle":
      return { version: number, inBundle: true };
    case "local":
      return { resolved: `packages/${one}`, link: true };
  }
};

const indent = fc.constantFrom(undefined, 2, "\t");
const packageJson = (all: readonly Package[]) =>
  JSON.stringify({ name: "app", dependencies: Object.fromEntries(all.map((one) => [one.name, "^1.0.0"])) });

/** Versions 2 and 3: a map of folders, some of them in each other. */
const npmFlat: fc.Arbitrary<LockedApp> = fc
  .tuple(
    packages(name),
    fc.constantFrom(2, 3),
    indent,
    fc.constantFrom("package-lock.json", "npm-shrinkwrap.json"),
    fc.boolean(),
  )
  .map(([all, lockfileVersion, space, lock, isNested]) => {
    const dependencies = Object.fromEntries(all.map((one) => [one.name, "^1.0.0"]));
    const folder = ({ name: one }: Package, index: number) =>
      isNested && index > 0 ? `node_modules/${all[0]?.name ?? ""}/node_modules/${one}` : `node_modules/${one}`;
    const document = {
      name: "app",
      lockfileVersion,
      requires: true,
      packages: {
        "": { name: "app", dependencies },
        ...Object.fromEntries(all.map((one, index) => [folder(one, index), resolvedOf(one)])),
      },
    };
    const files = { "package.json": packageJson(all), [lock]: JSON.stringify(document, null, space) };
    return { files, lock, hosts: unique(fetched(all)) };
  });

/** Version 1: packages in packages; npm asks the registry for what it does not hold. */
const npmNested: fc.Arbitrary<LockedApp> = fc.tuple(packages(name), indent).map(([all, space]) => {
  const kept = all.filter(({ from }) => from !== "local");
  const entry = (one: Package) => {
    if (one.from === "git") return { version: `git+https://${one.host}/team/x.git#${"0f".repeat(20)}` };
    return one.from === "bundle" ? { version: one.version, bundled: true } : resolvedOf(one);
  };
  const [first, ...rest] = kept.map((one) => [one.name, entry(one)] as const);
  const below = first === undefined || "bundled" in first[1] ? {} : { dependencies: Object.fromEntries(rest) };
  const isNested = "dependencies" in below;
  const dependencies = {
    ...(first === undefined ? {} : { [first[0]]: { ...first[1], ...below } }),
    ...(isNested ? {} : Object.fromEntries(rest)),
  };
  const asksRegistry = kept.some(({ from }) => from === "file" || from === "registry");
  const lock = "package-lock.json";
  const files = {
    "package.json": packageJson(kept.slice(0, 1)),
    [lock]: JSON.stringify({ lockfileVersion: 1, dependencies }, null, space),
  };
  return { files, lock, hosts: unique([...fetched(kept), ...(asksRegistry ? [NPM] : [])]) };
});

/** Each version writes the names of packages in its own way. */
const pnpm: fc.Arbitrary<LockedApp> = fc
  .tuple(packages(name), fc.constantFrom("5.4", "6.0", "9.0"))
  .map(([all, lockfileVersion]) => {
    const kept = all.filter(({ from }) => from !== "bundle");
    const id = (one: Package) => {
      if (lockfileVersion === "5.4") return `/${one.name}/${one.version}`;
      return lockfileVersion === "6.0" ? `/${one.name}@${one.version}(peer@1.0.0)` : `${one.name}@${one.version}`;
    };
    const resolution = (one: Package) => {
      if (one.from === "local") return `{directory: packages/${one.name}, type: directory}`;
      if (one.from === "git") return `{type: git, repo: https://${one.host}/team/x.git, commit: 0f}`;
      return one.from === "registry" ? "{integrity: sha512-AA==}" : `{tarball: https://${one.host}/x.tgz}`;
    };
    const lines = kept.flatMap((one) => ["", `  '${id(one)}':`, `    resolution: ${resolution(one)}`]);
    const body = lines.length === 0 ? "packages: {}" : ["packages:", ...lines].join("\n");
    const lock = "pnpm-lock.yaml";
    const files = { "package.json": packageJson(kept), [lock]: `lockfileVersion: '${lockfileVersion}'\n\n${body}\n` };
    return { files, lock, hosts: unique(fetched(kept)) };
  });

/** A file with wheels may say another host than its index. */
const uv: fc.Arbitrary<LockedApp> = fc
  .tuple(packages(fc.stringMatching(/^[a-z][a-z0-9-]{0,6}[a-z]$/)), fc.constantFrom(...HOSTS), fc.boolean())
  .map(([all, fileHost, isInline]) => {
    const hosts: string[] = [];
    const blocks = all.map((one) => {
      const url = (at: string) => `https://${at}/packages/${one.name}-${one.version}`;
      const head = `[[package]]\nname = "${one.name}"\nversion = "${one.version}"`;
      switch (one.from) {
        case "registry":
          hosts.push(PYPI, PYPI_FILES);
          return `${head}\nsource = { registry = "https://${PYPI}/simple" }\nsdist = { url = "${url(PYPI_FILES)}.tar.gz", hash = "sha256:00" }`;
        case "file": {
          hosts.push(one.host, fileHost);
          const wheel = `{ url = "${url(fileHost)}-py3-none-any.whl", hash = "sha256:00", size = 1 }`;
          const wheels = isInline ? `[${wheel}]` : `[\n    ${wheel}, # the only one\n    ${wheel},\n]`;
          return `${head}\nsource = { registry = 'https://${one.host}/simple' }\nwheels = ${wheels}`;
        }
        case "git":
          hosts.push(one.host);
          return isInline
            ? `${head}\nsource = { git = "https://${one.host}/team/x.git?rev=main#${"0f".repeat(20)}" }`
            : `${head}\n[package.source]\nurl = "https://${one.host}/x.whl"`;
        case "bundle":
          return `${head}\nsource = { directory = "packages/${one.name}" }`;
        case "local":
          return `${head}\nsource = { virtual = "." }\n\n[package.metadata]\nrequires-dist = [{ name = "x", specifier = ">=1" }]`;
      }
    });
    const dependencies = all.map((one) => JSON.stringify(one.name)).join(", ");
    const files = {
      "pyproject.toml": `[project]\nname = "app"\nversion = "1.0"\ndependencies = [${dependencies}]\n`,
      "uv.lock": ['version = 1\nrequires-python = ">=3.11"', ...blocks].join("\n\n"),
    };
    return { files, lock: "uv.lock", hosts: unique(hosts) };
  });

export const LOCKED_APPS: Readonly<Record<string, fc.Arbitrary<LockedApp>>> = {
  "package-lock.json 2 and 3": npmFlat,
  "package-lock.json 1": npmNested,
  "pnpm-lock.yaml": pnpm,
  "uv.lock": uv,
};
