import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App } from "cdktf";
import { addAspectAndOverride } from "./aspects";
import { startClock } from "./clock";
import type { Size } from "./company";
import type * as Ours from "./ours";

/** A user's test file, which makes a company and looks at its documents; measured inside of jest. */
const { who, size, result } = JSON.parse(process.env.BENCH_TASK ?? "{}") as {
  readonly who: "ours" | "hand-written";
  readonly size: Size;
  readonly result: string;
};
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the other program must not be loaded
const { build } = require(`./${who}`) as typeof Ours;

test("a company is created and synthesized", () => {
  const outdir = fs.mkdtempSync(path.join(process.env.BENCH_FOLDER ?? os.tmpdir(), "jest-"));
  const clock = startClock();
  const app = new App({ outdir });
  build(app, size);
  addAspectAndOverride(app);
  const createMs = clock.ms();
  app.synth();
  const ms = clock.ms();
  expect(fs.existsSync(path.join(outdir, "manifest.json"))).toBe(true);
  fs.rmSync(outdir, { recursive: true });
  fs.writeFileSync(result, JSON.stringify({ createMs, synthMs: ms - createMs, ms }));
});
