import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const PREFIX = "databricks-apps-tests-";

/**
 * Before a run: a temporary folder of its own, for its workers and what they start. Nobody can name all that cdktf,
 * terraform and processes that are killed on purpose leave there.
 */
export default function enter(): void {
  const shared = isOwn(os.tmpdir()) ? path.dirname(os.tmpdir()) : os.tmpdir();
  const folder = fs.mkdtempSync(path.join(shared, PREFIX));
  // For a test that reads as another user.
  fs.chmodSync(folder, 0o755);
  for (const name of ["TMPDIR", "TEMP", "TMP"]) process.env[name] = folder;
}

/** After it: gone, with everything in it. */
export function leave(): void {
  if (isOwn(os.tmpdir())) fs.rmSync(os.tmpdir(), { recursive: true, force: true, maxRetries: 3 });
}

function isOwn(folder: string): boolean {
  return path.basename(folder).startsWith(PREFIX);
}
