import type { Fact } from "./fact";

const DEPLOY = "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/deploy";
const AS_OF = "2026-11-21";

/** The largest file that the platform deploys, in bytes. */
export const LARGEST_FILE: Fact<number> = { value: 10 * 1024 * 1024, source: DEPLOY, asOf: AS_OF };

/** More than any app's own source; a folder that holds more is taken for a wrong one. */
export const MOST_FILES: Fact<number> = {
  value: 10_000,
  source: "house rule: the vendor names no limit",
  asOf: AS_OF,
  unconfirmed: true,
};

/**
 * What is never part of a source, wherever it stands in the folder: version control and its rules, what the build
 * installs again, caches, what editors and operating systems leave behind, and what deploys. `.git`, `.databricks` and
 * `node_modules` are those of the vendor's own tools.
 */
export const LEFT_OUT: Fact<ReadonlySet<string>> = {
  value: new Set([
    ...[".git", ".gitignore", ".gitattributes", ".gitmodules", ".hg", ".svn"],
    ...["node_modules", ".pnpm-store", ".npm", ".venv", "venv", "__pypackages__"],
    ...["__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".tox", ".nox", ".hypothesis", ".uv-cache"],
    ...[".cache", ".parcel-cache", ".turbo", ".eslintcache", ".ipynb_checkpoints", ".nyc_output", ".coverage"],
    ...[".idea", ".vscode", ".DS_Store", "Thumbs.db", "desktop.ini"],
    ...[".databricks", ".bundle", ".terraform", ".terraform.lock.hcl", "cdktf.out"],
  ]),
  source:
    "https://docs.databricks.com/dev-tools/cli/sync-commands, and the defaults of the vendor's import-dir command",
  asOf: AS_OF,
};

/** Likewise, by how a name ends: compiled Python, and the state of Terraform, which holds secrets. */
export const LEFT_OUT_ENDINGS: Fact<readonly string[]> = {
  value: [".pyc", ".pyo", ".tfstate", ".tfstate.backup"],
  source: "house rule",
  asOf: AS_OF,
};

/** What makes a folder a virtual environment of Python, however it is called. */
export const VIRTUAL_ENVIRONMENT: Fact<string> = { value: "pyvenv.cfg", source: "PEP 405", asOf: AS_OF };

/** Names of files that hold credentials. Samples of them, such as `.env.example`, are not among them. */
export const SECRET_FILES: Fact<readonly { readonly name: string; readonly pattern: RegExp }[]> = {
  value: [
    { name: "variables of one machine", pattern: /^\.env(?:\.(?!(?:example|sample|template|tmpl|tpl|dist)$).*)?$/i },
    { name: "a profile of the vendor's tools", pattern: /^\.databrickscfg$/i },
    { name: "credentials of a package index", pattern: /^\.pypirc$/i },
    { name: "credentials of hosts", pattern: /^[._]netrc$|^\.git-credentials$|^\.htpasswd$|^\.pgpass$/i },
    { name: "a private key", pattern: /^id_(?:rsa|dsa|ecdsa|ed25519)$|\.(?:p12|pfx|jks|keystore|ppk)$/i },
    { name: "a key of a service account", pattern: /^service[-_]?account.*\.json$|^gcp[-_]?key.*\.json$/i },
  ],
  source: "house rule: a credential belongs into a secret scope, read by `valueFrom`",
  asOf: AS_OF,
};
