import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** One folder for all programs: removing folders takes longer than all the rest. */
export const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "zoo-"));
afterAll(() => {
  fs.rmSync(outdir, { recursive: true });
});
