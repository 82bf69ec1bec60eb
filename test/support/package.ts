import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** The clone's folder. */
export const ROOT = path.resolve(__dirname, "../..");

/** The package as it would be published. */
export interface PackedPackage {
  readonly tarball: string;
  /** The tarball's content. */
  readonly folder: string;
  /** Relative to the folder, with forward slashes, sorted. */
  readonly files: readonly string[];
}

// The sources, and folders that must not come along: a tarball without them proves something only if they were there.
const COPIED = ["src", "scripts", "docs", "test/types"];
const CACHE = path.join(ROOT, "node_modules/.cache/databricks-apps-constructs");
const DAY = 24 * 60 * 60 * 1000;

let known: PackedPackage | undefined;

/**
 * What `npm pack`, with its `prepare`, makes of a fresh copy of the clone: nobody's old dist/ gets in. Packed once per
 * content, and kept for the next test and the next run.
 */
export function packedPackage(): PackedPackage {
  known ??= packedAs(path.join(CACHE, `packed-${digest()}`));
  return known;
}

function packedAs(kept: string): PackedPackage {
  if (!fs.existsSync(kept)) pack(kept);
  const folder = path.join(kept, "package");
  const tarball = fs.readdirSync(kept).find((name) => name.endsWith(".tgz"));
  if (tarball === undefined) throw new Error(`no tarball in ${kept}`);
  return { tarball: path.join(kept, tarball), folder, files: listFiles(folder) };
}

function pack(kept: string): void {
  removeOld();
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "databricks-apps-pack-"));
  const [clone, result] = [path.join(work, "clone"), path.join(work, "result")];
  fs.mkdirSync(result);
  for (const name of [...topLevelFiles(), ...COPIED]) {
    const source = path.join(ROOT, name);
    if (fs.existsSync(source)) fs.cpSync(source, path.join(clone, name), { recursive: true });
  }
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(clone, "node_modules"), "dir");
  execFileSync("npm", ["pack", "--pack-destination", result], { cwd: clone, env: childEnv(), stdio: "pipe" });
  for (const tarball of fs.readdirSync(result)) execFileSync("tar", ["-xzf", tarball], { cwd: result });
  // The temporary folder may be another disk, from which nothing is moved at once.
  const beside = fs.mkdtempSync(path.join(CACHE, "packing-"));
  fs.cpSync(result, beside, { recursive: true });
  try {
    fs.renameSync(beside, kept);
  } catch (error) {
    // Another test file packed the same content in the meantime.
    fs.rmSync(beside, { recursive: true, force: true });
    if (!fs.existsSync(kept)) throw error;
  }
  fs.rmSync(work, { recursive: true, force: true });
}

function removeOld(): void {
  fs.mkdirSync(CACHE, { recursive: true });
  for (const name of fs.readdirSync(CACHE)) {
    const folder = path.join(CACHE, name);
    const age = Date.now() - (fs.statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > DAY) fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Of everything that decides what is packed. */
function digest(): string {
  const hash = createHash("sha256");
  const below = ["src", "scripts"].flatMap((folder) =>
    listFiles(path.join(ROOT, folder)).map((file) => `${folder}/${file}`),
  );
  for (const name of [...topLevelFiles(), ...below]) {
    hash
      .update(`${name}\0`)
      .update(fs.readFileSync(path.join(ROOT, name)))
      .update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}

function topLevelFiles(): string[] {
  const entries = fs.readdirSync(ROOT, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
}

/** Every file below a folder, with forward slashes, sorted. */
export function listFiles(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => fs.statSync(path.join(folder, file)).isFile())
    .map((file) => file.split(path.sep).join("/"))
    .sort();
}

/**
 * A folder outside the clone in which the package is installed: its own files are there, what it depends on is linked
 * to the clone's, because a real installation takes half a minute. The caller removes it.
 *
 * @param peers whether the optional peers are there, too
 */
export function consumerFolder({ peers = true } = {}): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "databricks-apps-consumer-"));
  const modules = path.join(folder, "node_modules");
  fs.cpSync(packedPackage().folder, path.join(modules, "databricks-apps-constructs"), { recursive: true });
  const { dependencies, peerDependencies } = manifest();
  for (const name of Object.keys({ ...dependencies, ...(peers ? peerDependencies : {}) })) {
    fs.mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    fs.symlinkSync(path.join(ROOT, "node_modules", name), path.join(modules, name), "dir");
  }
  return folder;
}

/** What the tests read of package.json. */
export interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly version: string;
}

/** The clone's package.json. */
export function manifest(): Manifest {
  return JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as Manifest;
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** Runs a program to its end; failing is an outcome, too. */
export function run(command: string, args: readonly string[], cwd: string): Promise<Outcome> {
  const started = Date.now();
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env: childEnv(), maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ code, stdout, stderr, seconds: (Date.now() - started) / 1000 });
    });
  });
}

/** Without what `npm test` tells its children about the clone, which an npm in another folder would believe. */
function childEnv(): NodeJS.ProcessEnv {
  const ours =
    /^(npm_(package|lifecycle|config_local_prefix|config_prefix|command|execpath)|INIT_CWD|TS_NODE_|TS_JEST|CDKTF_)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
