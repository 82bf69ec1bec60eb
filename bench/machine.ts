import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ROOT } from "../test/support/package";

/** Where a run writes. */
export interface Place {
  readonly name: "RAM disk" | "disk";
  readonly folder: string;
}

const TMPFS = 0x01021994;

/** A folder of our own on each kind of disk that the machine has; the caller removes them. */
export function places(): readonly Place[] {
  const isRam = (folder: string) => fs.existsSync(folder) && fs.statfsSync(folder).type === TMPFS;
  const make = (folder: string) => fs.mkdtempSync(path.join(folder, "databricks-apps-bench-"));
  const disk = isRam(os.tmpdir()) ? path.join(ROOT, "node_modules/.cache") : os.tmpdir();
  fs.mkdirSync(disk, { recursive: true });
  const ram: readonly Place[] = isRam("/dev/shm") ? [{ name: "RAM disk", folder: make("/dev/shm") }] : [];
  return [...ram, { name: "disk", folder: make(disk) }];
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
}

export function machine(): Machine {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? "unknown",
    cores: cpus.length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release().split("-")[0] ?? ""}`.trim(),
    node: process.versions.node,
  };
}

/** The versions of what is compared. */
export function versions(): Readonly<Record<string, string>> {
  const names = ["cdktf", "@cdktf/provider-databricks", "cdktn", "@cdktn/provider-databricks", "constructs"];
  const version = (folder: string) =>
    (JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")) as { readonly version: string }).version;
  const installed = names.map((name) => [name, version(path.join(ROOT, "node_modules", name))]);
  return { "databricks-apps-constructs": version(ROOT), ...Object.fromEntries(installed) };
}

/** Milliseconds of processor time that the whole machine has used. */
export function busyMs(): number {
  return os.cpus().reduce((sum, { times }) => sum + times.user + times.sys + times.nice + times.irq, 0);
}
